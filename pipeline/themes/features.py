"""An answer as numbers: what it means, and the words and pieces of words it is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

from pipeline.language.vectors import summed_vectors

#: So many buckets that two n-grams hardly ever share one; a model keeps the used ones only, and
#: no text.
_BUCKETS = 2**20
_WORD = re.compile(r"\w+(?:[-'’]\w+)*|[!?…]")
_HASHED = {"n_features": _BUCKETS, "alternate_sign": False, "norm": None}


def words(text: str) -> list[str]:
    """The words of a text in lower case; !, ? and … count as words.

    >>> words("Missä lava-auto on?")
    ['missä', 'lava-auto', 'on', '?']
    """
    return _WORD.findall(text.lower())


def _words_and_pairs(text: str) -> list[str]:
    found = words(text)
    return found + [f"{one} {next_}" for one, next_ in pairwise(found)]


#: Three to five letters inside a word stand in for Finnish stems and endings.
_PIECES = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), **_HASHED)
_WORDS = HashingVectorizer(analyzer=_words_and_pairs, **_HASHED)


def piece_counts(texts: Sequence[str]) -> sp.csr_matrix:
    """Counts of hashed pieces of words, shape (len(texts), buckets)."""
    return _PIECES.transform(texts)


def word_counts(texts: Sequence[str]) -> sp.csr_matrix:
    """Counts of hashed words and pairs of neighbours, shape (len(texts), buckets)."""
    return _WORDS.transform(texts)


def word_vectors(texts: Sequence[str]) -> np.ndarray:
    """Each text's sum of word vectors, shape (len(texts), 300); marks have none."""
    return summed_vectors([[word for word in words(text) if word[0].isalnum()] for text in texts])


# -- rows -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Vocabulary:
    """The buckets that at least two training texts fill, and their inverse document frequency.

    `buckets` and `idf` have one number a bucket.
    """

    buckets: np.ndarray = field(repr=False)
    idf: np.ndarray = field(repr=False)

    @classmethod
    def fit(cls, counts: sp.csr_matrix) -> Vocabulary:
        texts_with = np.bincount(counts.indices, minlength=counts.shape[1])
        buckets = np.flatnonzero(texts_with >= 2)
        idf = np.log((1 + counts.shape[0]) / (1 + texts_with[buckets])) + 1
        return cls(buckets.astype(np.int32), idf.astype(np.float32))

    def rows(self, counts: sp.csr_matrix) -> sp.csr_matrix:
        """Tf-idf with damped counts, rows of length 1; shape (texts, len(buckets))."""
        tfidf = TfidfTransformer(sublinear_tf=True)
        tfidf.idf_ = self.idf.astype(np.float64)
        return tfidf.transform(counts[:, self.buckets].astype(np.float64))


@dataclass(frozen=True)
class Rows:
    """Texts as four rows of numbers each; every row has length 1 (or 0).

    `meaning` (n, dimension) is the centred sentence embedding, `vectors` (n, 300) the centred mean
    word vector, `pieces` and `words` are sparse tf-idf.
    """

    meaning: np.ndarray = field(repr=False)
    vectors: np.ndarray = field(repr=False)
    pieces: sp.csr_matrix = field(repr=False)
    words: sp.csr_matrix = field(repr=False)

    def __len__(self) -> int:
        return len(self.meaning)


@dataclass(frozen=True)
class Features:
    """Turns texts and their embeddings into rows, as fitted on the training texts.

    Args:
        meaning_mean, vector_mean: the training texts' means, which are taken away.
    """

    meaning_mean: np.ndarray = field(repr=False)
    vector_mean: np.ndarray = field(repr=False)
    pieces: Vocabulary
    words: Vocabulary

    @classmethod
    def fit(cls, texts: Sequence[str], embeddings: np.ndarray) -> Features:
        """Learns means and frequencies; of codes it knows nothing."""
        return cls(
            embeddings.mean(axis=0, dtype=np.float64).astype(np.float32),
            word_vectors(texts).mean(axis=0).astype(np.float32),
            Vocabulary.fit(piece_counts(texts)),
            Vocabulary.fit(word_counts(texts)),
        )

    def rows(self, texts: Sequence[str], embeddings: np.ndarray) -> Rows:
        """Args: embeddings of the texts, shape (len(texts), dimension)."""
        return Rows(
            _unit(embeddings.astype(np.float64) - self.meaning_mean),
            _unit(word_vectors(texts) - self.vector_mean),
            self.pieces.rows(piece_counts(texts)),
            self.words.rows(word_counts(texts)),
        )


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
