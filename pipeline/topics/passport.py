"""A topic keeps its id over the rounds: a round's topics are matched to those that are known.

Pure: no store, no clock. Topics continue where each is the most similar to the other; those left
over may be parts of a merger or of a split (compare MONIC: Spiliopoulou et al. 2006). Similarity is
of centroids and keywords.

All constants were chosen on planted rounds: `python -m tests.topics.planted` draws them and prints
the figures. Tried on them and left out: an assignment of all topics at once, which forces the other
part of a merger or a split upon another topic (one or two points worse); the share of a topic's
answers that are nearest to each known centroid, and a margin to the second best (no better); and
re-centring the centroids of a round (no better, and then a match depends on which other topics are
compared).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.records import Lineage, Topic

#: How much the keywords weigh beside the centroids, and the similarity from which on topics are the
#: same: the best recall of planted links with a precision over 0.9.
_WORDS, _SAME = 0.4, 0.275
#: The other part of a split or of a merger is at least so similar as a share of the similarity of
#: the topic that keeps the id: a subject only akin to an old one is new.
_BESIDE = 0.6
#: Where centroids cannot be compared, topics are the same from this overlap of keywords on: two of
#: ten are shared. One of ten is shared by chance in every third link.
_SAME_WORDS = 0.2
#: The least squared length of a centroid without chance: of fewer answers chance is nearly all.
_LEAST = 0.05


@dataclass(frozen=True)
class Known:
    """What is remembered of a topic.

    Attributes:
        keywords: lemmas.
        centroid: mean of unit vectors seen from the middle of their own round; shape (dimension,).
            A unit vector will do too, but seems less similar than it is.
        size: answers in it.
    """

    id: str
    keywords: tuple[str, ...]
    centroid: np.ndarray = field(repr=False)
    size: int


@dataclass(frozen=True)
class Passport:
    """The permanent id of a found topic, and where it comes from.

    `sources` are ids of known topics, the one whose id it keeps first. `score` in [0, 1] is the
    similarity to the first source, 0 for a new topic.
    """

    id: str
    lineage: Lineage
    sources: tuple[str, ...] = ()
    score: float = 0.0


def match(
    found: Sequence[Topic], known: Sequence[Known], *, new_id: Callable[[int], str]
) -> list[Passport]:
    """What became of known topics in a round.

    - Continued: it and a known topic are the most similar to each other, and similar enough. It
      keeps the id.
    - Merged: it continues a known topic, and is the most similar, and similar enough, to another
      one that is left over.
    - Split: it is left over, and its most similar known topic is continued by another one; it gets
      a new id. The one that continues is split too, and keeps the id though it may be the smaller:
      the larger one is too often a new subject that is only akin.
    - New: all others.

    The order of neither input matters; the order of ids decides ties. Known topics of another
    dimension, another embedder's, are matched by their keywords alone.

    Args:
        known: those that may come back. One that was merged into another is not among them, or it
            would be merged anew each round.
        new_id: distinct ids for 0, 1, …; those of known topics are passed over.

    Returns:
        One passport a found topic, in order. No two have the same id.
    """
    order = sorted(range(len(found)), key=lambda i: found[i].id)
    old = sorted(known, key=lambda item: item.id)
    similar = similarity([found[i] for i in order], old)
    keeps, links = _links(similar)
    names = {item.id for item in old}
    fresh = (name for number in range(len(found) + len(old))
             if (name := new_id(number)) not in names)  # fmt: skip
    passports: dict[int, Passport] = {}
    for row, i in enumerate(order):
        own = np.flatnonzero(keeps[row]).tolist()
        columns = own + np.flatnonzero(links[row] & ~keeps[row]).tolist()
        passports[i] = Passport(
            id=old[own[0]].id if own else next(fresh),
            lineage=_lineage(columns, links),
            sources=tuple(old[column].id for column in columns),
            score=round(float(np.clip(similar[row, columns[0]], 0, 1)), 4) if columns else 0.0,
        )
    return [passports[i] for i in range(len(found))]


def similarity(found: Sequence[Topic], known: Sequence[Known]) -> np.ndarray:
    """Shape (len(found), len(known)); higher is more similar, hardly over 1 or under 0.

    A blend of the centroids' cosine and the keywords' overlap (Dice 1945); of the overlap alone, on
    the same scale, where centroids have different dimensions.
    """
    result = np.zeros((len(found), len(known)))
    ends = [_end(topic.centroid, topic.size) for topic in found]
    old_ends = [_end(item.centroid, item.size) for item in known]
    for row, topic in enumerate(found):
        for column, item in enumerate(known):
            one, other = ends[row], old_ends[column]
            words = _overlap(topic.keywords, item.keywords)
            if one.shape == other.shape:
                result[row, column] = (1 - _WORDS) * float(one @ other) + _WORDS * words
            else:
                result[row, column] = min(words / _SAME_WORDS * _SAME, 1.0)
    return result


def _end(centroid: np.ndarray, size: int) -> np.ndarray:
    """The centroid over the length that it would have without chance.

    The mean of n unit vectors with the true mean m has the expected squared length
    |m|² + (1 − |m|²) / n. Without this, few answers are never similar to anything (correction for
    attenuation: Spearman 1904).
    """
    mean = np.asarray(centroid, dtype=np.float64)
    squared = float(mean @ mean)
    true = (size * squared - 1) / (size - 1) if size > 1 else squared
    return mean / np.sqrt(max(true, min(squared, _LEAST), 1e-12))


def _overlap(one: Sequence[str], other: Sequence[str]) -> float:
    sizes = len(set(one)) + len(set(other))
    return 2 * len(set(one) & set(other)) / sizes if sizes else 0.0


def _links(similar: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which found topic keeps which known topic's id, and which comes from which."""
    keeps = np.zeros(similar.shape, bool)
    if not similar.size:
        return keeps, keeps
    capped = np.minimum(similar, 1.0)
    mutual = (capped == capped.max(axis=1, keepdims=True)) & (capped == capped.max(axis=0))
    mutual &= capped >= _SAME
    # An assignment, since there may be ties: with itself a topic is always among the most similar.
    rows, columns = linear_sum_assignment(np.where(mutual, -similar, 0.0))
    keeps[rows, columns] = mutual[rows, columns]
    links = keeps.copy()
    beside = _BESIDE * np.where(keeps, capped, 0.0)
    for column in np.flatnonzero(~keeps.any(axis=0)).tolist():
        row = int(similar[:, column].argmax())
        value = similar[row, column]
        links[row, column] = keeps[row].any() and value >= max(_SAME, beside[row].max())
    for row in np.flatnonzero(~keeps.any(axis=1)).tolist():
        column = int(similar[row].argmax())
        value = similar[row, column]
        links[row, column] = keeps[:, column].any() and value >= max(_SAME, beside[:, column].max())
    return keeps, links


def _lineage(columns: Sequence[int], links: np.ndarray) -> Lineage:
    if not columns:
        return Lineage.NEW
    if len(columns) > 1:
        return Lineage.MERGED
    return Lineage.SPLIT if links[:, columns[0]].sum() > 1 else Lineage.CONTINUED
