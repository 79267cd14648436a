"""An answer as numbers: what it means (embedding) and how its words are built (n-grams)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

#: Weights of the two parts, chosen by leaving out one writer at a time.
EMBEDDING_WEIGHT = 2.0
NGRAM_WEIGHT = 2.0
#: Character n-grams inside word boundaries stand in for Finnish stems and endings.
_HASHER = HashingVectorizer(
    analyzer="char_wb", ngram_range=(2, 5), n_features=2**15, alternate_sign=False, norm=None
)
NGRAMS = 2**15


def ngram_counts(texts: Sequence[str]) -> sp.csr_matrix:
    """Counts of hashed character n-grams, shape (len(texts), NGRAMS)."""
    return _HASHER.transform(texts)


class Features:
    """Turns texts and their embeddings into rows of one sparse matrix.

    Args:
        mean: the training texts' mean embedding, which is taken away.
        idf: inverse document frequencies of the n-grams in the training texts.
    """

    def __init__(self, mean: np.ndarray, idf: np.ndarray) -> None:
        self.mean = mean
        self.idf = idf
        self._tfidf = TfidfTransformer(sublinear_tf=True)
        self._tfidf.idf_ = idf

    @classmethod
    def fit(cls, counts: sp.csr_matrix, embeddings: np.ndarray) -> Features:
        tfidf = TfidfTransformer(sublinear_tf=True).fit(counts)
        return cls(embeddings.mean(axis=0), tfidf.idf_.astype(np.float32))

    def rows(self, counts: sp.csr_matrix, embeddings: np.ndarray) -> sp.csr_matrix:
        """Shape (n, dimension + NGRAMS): the embedding's part first."""
        meaning = sp.csr_matrix((embeddings - self.mean) * EMBEDDING_WEIGHT)
        return sp.hstack([meaning, self._tfidf.transform(counts) * NGRAM_WEIGHT]).tocsr()

    def word_weights(self, words: Sequence[str], coefficients: np.ndarray) -> np.ndarray:
        """How much each word's own n-grams speak for a theme.

        Args:
            coefficients: the theme's weights of the n-grams, shape (NGRAMS,).
        """
        return np.asarray(ngram_counts(words) @ (self.idf * coefficients))
