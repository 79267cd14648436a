"""How far coders agree with each other, and the model with each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import ne
from typing import Any

import numpy as np

from pipeline.records import ThemeCode

#: Coder or model: answer id → the themes coded.
Codes = Mapping[str, frozenset[str]]

#: Coder, answer, what the coder says of it.
_Label = tuple[str, str, Any]


@dataclass(frozen=True)
class Alpha:
    """Krippendorff's alpha, or None and in a few words why it is not defined."""

    value: float | None
    why: str = ""


@dataclass(frozen=True)
class ThemeAgreement:
    """Agreement on one theme.

    `coded`: coder → answers coded with the theme. `agreement` (share of equal codes) and `f1` are
    between coders, over all pairs of them and the answers that both coded; `model_f1` is the
    model's against each coder. None: nothing to compare, or nobody coded the theme.
    """

    theme: str
    coded: dict[str, int]
    alpha: Alpha
    agreement: float | None
    f1: float | None
    model_f1: dict[str, float | None]


@dataclass(frozen=True)
class Agreement:
    """Agreement over a sample; `answers`: coder → answers coded, `by_all`: coded by all coders.

    `sets_alpha` and `exact_sets` look at the whole set of an answer's themes. The macro-F1s are
    means over the themes that have an F1.
    """

    answers: dict[str, int]
    by_all: int
    disagreements: int
    sets_alpha: Alpha
    exact_sets: float | None
    macro_f1: float | None
    model_macro_f1: dict[str, float | None]
    themes: list[ThemeAgreement]


def compare(coders: Mapping[str, Codes], model: Codes, themes: Sequence[str]) -> Agreement:
    """The figures of a sample.

    Args:
        coders: name → codes of the answers that this coder coded.
        model: the model's own codes; answers of the coders that it lacks count as without themes.
    """
    matrices = _matrices(coders, themes)
    pairable = _pairable(coders)
    first, second = _pairs(matrices)
    between = _f1(first, second)
    answers = sorted(set().union(*coders.values()))
    own = _matrix(model, answers, themes)
    against = {}
    for name, matrix in matrices.items():
        coded = ~np.isnan(matrix[:, 0])
        against[name] = _f1(matrix[coded], own[coded])
    return Agreement(
        answers={name: len(codes) for name, codes in coders.items()},
        by_all=sum(all(answer in codes for codes in coders.values()) for answer in answers),
        disagreements=len(disagreed(coders)),
        sets_alpha=_sets_alpha(pairable),
        exact_sets=float((first == second).all(axis=1).mean()) if len(first) else None,
        macro_f1=_mean(between),
        model_macro_f1={name: _mean(f1) for name, f1 in against.items()},
        themes=[
            ThemeAgreement(
                theme=theme,
                coded={name: int(np.nansum(matrix[:, t])) for name, matrix in matrices.items()},
                alpha=_theme_alpha(pairable, theme),
                agreement=float((first[:, t] == second[:, t]).mean()) if len(first) else None,
                f1=between[t],
                model_f1={name: f1[t] for name, f1 in against.items()},
            )
            for t, theme in enumerate(themes)
        ],
    )


def model_codes(codes: Iterable[ThemeCode]) -> dict[str, frozenset[str]]:
    """Answer id → what the model says, whatever people have decided since."""
    found: dict[str, set[str]] = {}
    for item in codes:
        said = found.setdefault(item.answer, set())
        if item.model_assigned:
            said.add(item.theme)
    return {answer: frozenset(themes) for answer, themes in found.items()}


def disagreed(coders: Mapping[str, Codes]) -> list[str]:
    """The answers, sorted, to which two coders gave different sets of themes."""
    answers = sorted(set().union(*coders.values()))
    return [
        answer
        for answer in answers
        if len({codes[answer] for codes in coders.values() if answer in codes}) > 1
    ]


def masi_distance(one: frozenset[str], other: frozenset[str]) -> float:
    """How far two sets are from each other, 0 for equal sets and 1 for disjoint ones.

    1 less Jaccard's index times how monotone the sets are: 1 for equal sets, 2/3 where one holds
    the other, 1/3 where each has something of its own (Passonneau 2006, Measuring Agreement on
    Set-valued Items (MASI), LREC).

    >>> round(masi_distance(frozenset("ab"), frozenset("a")), 3)
    0.667
    """
    # Not NLTK's: up to 3.10.0 it has .67 and .33, and it divides by zero for two empty sets.
    if one == other:
        return 0.0
    both = len(one & other)
    monotone = 2 / 3 if one < other or other < one else 1 / 3
    return 1 - monotone * both / len(one | other)


def _matrices(coders: Mapping[str, Codes], themes: Sequence[str]) -> dict[str, np.ndarray]:
    """Coder → 1, 0, or nan where the coder did not code; shape (answers, themes)."""
    answers = sorted(set().union(*coders.values()))
    result = {}
    for name, codes in coders.items():
        matrix = _matrix(codes, answers, themes)
        matrix[[answer not in codes for answer in answers]] = np.nan
        result[name] = matrix
    return result


def _matrix(codes: Codes, answers: Sequence[str], themes: Sequence[str]) -> np.ndarray:
    rows = [[theme in codes.get(answer, ()) for theme in themes] for answer in answers]
    return np.array(rows, dtype=float).reshape(len(answers), len(themes))


def _pairs(matrices: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The codes of the one and of the other coder, for every pair of coders, one below another."""
    some = next(iter(matrices.values()))
    firsts, seconds = [some[:0]], [some[:0]]
    for one, other in combinations(matrices.values(), 2):
        both = ~np.isnan(one[:, 0]) & ~np.isnan(other[:, 0])
        firsts.append(one[both])
        seconds.append(other[both])
    return np.vstack(firsts), np.vstack(seconds)


def _f1(gold: np.ndarray, predicted: np.ndarray) -> list[float | None]:
    """F1 of each theme (it is the same from either side); None where neither has the theme."""
    both = (gold * predicted).sum(axis=0)
    either = gold.sum(axis=0) + predicted.sum(axis=0)
    return [float(2 * b / e) if e else None for b, e in zip(both, either, strict=True)]


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _pairable(coders: Mapping[str, Codes]) -> list[_Label]:
    """The sets of themes of the answers that two coders coded at least."""
    count = Counter(answer for codes in coders.values() for answer in codes)
    return [
        (coder, answer, themes)
        for coder, codes in coders.items()
        for answer, themes in codes.items()
        if count[answer] > 1
    ]


def _theme_alpha(pairable: Sequence[_Label], theme: str) -> Alpha:
    labels = [(coder, answer, theme in themes) for coder, answer, themes in pairable]
    values = {value for _, _, value in labels}
    if values == {False}:
        return Alpha(None, "nobody coded it")
    if values == {True}:
        return Alpha(None, "everybody coded it everywhere")
    return _alpha(labels, ne)


def _sets_alpha(pairable: Sequence[_Label]) -> Alpha:
    """Of the whole sets, each distinct set a value, with MASI as the distance.

    The distance stands where Krippendorff's formula has a squared difference, as in Passonneau.
    """
    if len({themes for _, _, themes in pairable}) == 1:
        return Alpha(None, "all answers have the same themes")
    return _alpha(pairable, masi_distance)


def _alpha(labels: Sequence[_Label], distance: Callable[[Any, Any], float]) -> Alpha:
    """Over answers that two coders coded at least, in which more than one value occurs."""
    if not labels:
        return Alpha(None, "no answer has two coders")
    from nltk.metrics.agreement import AnnotationTask

    return Alpha(float(AnnotationTask(labels, distance).alpha()))
