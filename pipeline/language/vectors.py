"""Word vectors: floret's, of spaCy's Finnish model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from pipeline import engines
from pipeline.errors import MissingPartError

if TYPE_CHECKING:
    from spacy.language import Language

#: Words commoner than this share of a language's words weigh less and less.
_COMMON = 1e-3


def summed_vectors(texts: Sequence[Sequence[str]]) -> np.ndarray:
    """Each text's sum of word vectors, shape (len(texts), 300), common words weighing less.

    Args:
        texts: the words of each, in lower case.

    Source: Arora, Liang and Ma 2017, ICLR, "A simple but tough-to-beat baseline for sentence
    embeddings" (the weights; nothing is projected away). floret knows inflected, compound and
    misspelt words by their pieces.

    Raises:
        MissingPartError: spaCy's Finnish model is not installed.
    """
    rows = np.zeros((len(texts), len(_vector("a"))))
    for row, words in zip(rows, texts, strict=True):
        for word in words:
            row += _vector(word)
    return rows


@lru_cache(maxsize=200_000)
def _vector(word: str) -> np.ndarray:
    """The word's unit vector times its weight."""
    from pipeline.language.frequency import zipf

    vector = np.asarray(_model().vocab.get_vector(word), dtype=float)
    share = 10 ** (zipf(word) - 9)
    return vector / max(float(np.linalg.norm(vector)), 1e-9) * (_COMMON / (_COMMON + share))


def vectors_version() -> str:
    """The word vectors' name and version: another gives other results.

    Raises:
        MissingPartError: spaCy's Finnish model is not installed.
    """
    meta = _model().meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def _model() -> Language:
    try:
        return engines.spacy_fi(())
    except (ImportError, OSError) as error:
        raise MissingPartError(
            f"the word vectors of spaCy's Finnish model cannot be read ({type(error).__name__}: "
            f"{error}). Install it with: {engines.SPACY_INSTALL}"
        ) from error
