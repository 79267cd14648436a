"""How well codes agree with people's: the field's figures, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import f1_score, precision_recall_fscore_support

_DRAWS = 1_000


@dataclass(frozen=True)
class Figure:
    """A figure and its 95 % bootstrap interval over answers."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}–{self.high:.3f}]"


@dataclass(frozen=True)
class ThemeFigures:
    """Agreement on one theme; `prevalence_error` is in percentage points, model minus people."""

    theme: str
    answers: int
    precision: float
    recall: float
    f1: float
    prevalence_error: float


@dataclass(frozen=True)
class Evaluation:
    """Agreement over a set of coded answers."""

    answers: int
    macro_f1: Figure
    micro_f1: Figure
    exact_sets: Figure
    calibration_error: float
    themes: list[ThemeFigures]


def evaluate(
    gold: np.ndarray, assigned: np.ndarray, probabilities: np.ndarray, themes: Sequence[str]
) -> Evaluation:
    """Compare codes with people's.

    Args:
        gold, assigned: 0 or 1, shape (answers, themes).
        probabilities: of the same shape.
    """
    predicted = assigned.astype(np.int8)
    precision, recall, f1, support = precision_recall_fscore_support(
        gold, predicted, average=None, zero_division=0
    )
    errors = 100 * (predicted.mean(axis=0) - gold.mean(axis=0))
    return Evaluation(
        answers=len(gold),
        macro_f1=_bootstrap(gold, predicted, lambda g, p: _f1(g, p, "macro")),
        micro_f1=_bootstrap(gold, predicted, lambda g, p: _f1(g, p, "micro")),
        exact_sets=_bootstrap(gold, predicted, lambda g, p: float((g == p).all(axis=1).mean())),
        calibration_error=calibration_error(gold.ravel(), probabilities.ravel()),
        themes=[
            ThemeFigures(
                theme, int(support[t]), float(precision[t]), float(recall[t]), float(f1[t]),
                float(errors[t]),
            )
            for t, theme in enumerate(themes)
        ],
    )  # fmt: skip


def calibration_error(gold: np.ndarray, probabilities: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error: the mean gap between probability and truth over equal bins."""
    places = np.minimum((probabilities * bins).astype(int), bins - 1)
    gaps = [
        abs(gold[places == b].mean() - probabilities[places == b].mean()) * (places == b).mean()
        for b in np.unique(places)
    ]
    return float(sum(gaps))


def _f1(gold: np.ndarray, predicted: np.ndarray, average: str) -> float:
    return float(f1_score(gold, predicted, average=average, zero_division=0))


def _bootstrap(
    gold: np.ndarray,
    predicted: np.ndarray,
    figure: Callable[[np.ndarray, np.ndarray], float],
) -> Figure:
    rng = np.random.default_rng(1)
    draws = []
    for _ in range(_DRAWS):
        rows = rng.integers(0, len(gold), len(gold))
        draws.append(figure(gold[rows], predicted[rows]))
    low, high = np.quantile(draws, [0.025, 0.975])
    return Figure(figure(gold, predicted), float(low), float(high))


def table(evaluation: Evaluation) -> list[str]:
    """The figures as the lines of a Markdown table."""
    lines = [
        "| | value [95 % interval] |",
        "|---|---|",
        f"| answers | {evaluation.answers} |",
        f"| macro-F1 | {evaluation.macro_f1} |",
        f"| micro-F1 | {evaluation.micro_f1} |",
        f"| exact sets | {evaluation.exact_sets} |",
        f"| calibration error | {evaluation.calibration_error:.3f} |",
        "",
        "| theme | answers | precision | recall | F1 | prevalence error, points |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {item.theme} | {item.answers} | {item.precision:.2f} | {item.recall:.2f} | "
        f"{item.f1:.2f} | {item.prevalence_error:+.1f} |"
        for item in evaluation.themes
    ]
    return lines
