"""How well codes agree with people's: the field's figures, with bootstrap intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.themes.gold import CodedAnswer, code_matrix

_DRAWS = 1_000
#: A slice of fewer answers is not shown alone.
FEWEST = 20
_OTHERS = "others"


@dataclass(frozen=True)
class Figure:
    """A figure and its 95 % bootstrap interval."""

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
    f1: Figure
    prevalence_error: float


@dataclass(frozen=True)
class Slice:
    """Agreement on the answers that share something, such as a question or a group."""

    kind: str
    value: str
    answers: int
    macro_f1: Figure
    exact_sets: Figure
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
    slices: list[Slice]


def evaluate(
    gold: np.ndarray,
    assigned: np.ndarray,
    probabilities: np.ndarray,
    themes: Sequence[str],
    kinds: Mapping[str, Sequence[str]] | None = None,
    writers: Sequence[str] | None = None,
) -> Evaluation:
    """Compare codes with people's.

    Args:
        gold: 1 raised, 0 not, -1 nobody looked; shape (answers, themes). What nobody looked for
            counts nowhere.
        assigned, probabilities: of the same shape.
        kinds: what an answer may share with others, such as "question": one value an answer.
        writers: who wrote each answer. Intervals then come from drawing writers and not answers: a
            hundred answers by one hand tell less than a hundred people's.
    """
    predicted = np.where(gold < 0, -1, assigned).astype(np.int8)
    counts = _Counts.of(gold, predicted)
    one = np.ones(len(gold))
    found, said, truth = (counts.sums(one, part) for part in ("both", "predicted", "gold"))
    looked_for = np.maximum((gold >= 0).sum(axis=0), 1)
    names = np.arange(len(gold)) if writers is None else np.unique(writers, return_inverse=True)[1]
    draws = _draws(names)
    theme_f1 = counts.f1(draws)
    return Evaluation(
        answers=len(gold),
        macro_f1=_figure(counts.macro_f1(one), counts.macro_f1(draws)),
        micro_f1=_figure(counts.micro_f1(one), counts.micro_f1(draws)),
        exact_sets=_figure(counts.exact(one), counts.exact(draws)),
        calibration_error=calibration_error(gold[gold >= 0], probabilities[gold >= 0]),
        themes=[
            ThemeFigures(
                theme, int(truth[t]), float(found[t] / max(said[t], 1)),
                float(found[t] / max(truth[t], 1)), _figure(counts.f1(one)[t], theme_f1[:, t]),
                float(100 * (said[t] - truth[t]) / looked_for[t]),
            )
            for t, theme in enumerate(themes)
        ],
        slices=[
            _slice(kind, value, gold, predicted, names, np.array([v == value for v in values]))
            for kind, values in (kinds or {}).items()
            for value in sorted(set(values), key=_natural)
        ],
    )  # fmt: skip


def evaluate_answers(
    answers: Sequence[CodedAnswer],
    languages: Sequence[str],
    themes: Sequence[str],
    assigned: np.ndarray,
    probabilities: np.ndarray,
) -> Evaluation:
    """`evaluate` for coded answers: by writer, question, group, language and length too."""
    writers = [answer.writer for answer in answers]
    kinds = kinds_of(
        writers,
        [answer.question for answer in answers],
        [answer.group for answer in answers],
        languages,
        [answer.text for answer in answers],
    )
    gold = code_matrix(answers, themes)
    return evaluate(gold, assigned, probabilities, themes, kinds, writers)


def macro_f1(gold: np.ndarray, assigned: np.ndarray) -> float:
    """Mean F1 of the themes, without an interval; arguments as in `evaluate`."""
    predicted = np.where(gold < 0, -1, assigned)
    return float(_Counts.of(gold, predicted).macro_f1(np.ones(len(gold))))


def calibration_error(gold: np.ndarray, probabilities: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error: the mean gap between probability and truth over equal bins."""
    places = np.minimum((probabilities * bins).astype(int), bins - 1)
    gaps = [
        abs(gold[places == b].mean() - probabilities[places == b].mean()) * (places == b).mean()
        for b in np.unique(places)
    ]
    return float(sum(gaps))


def kinds_of(
    writers: Sequence[str], questions: Sequence[str], groups: Sequence[str],
    languages: Sequence[str], texts: Sequence[str],
) -> dict[str, list[str]]:  # fmt: skip
    """What answers share, for `evaluate`; each argument has one value an answer.

    Values that few answers have go together: they say nothing sure, and may be one person's.
    """
    kinds = {
        "writer": writers, "question": questions, "group": groups, "language": languages,
        "length": [_length(text) for text in texts],
    }  # fmt: skip
    return {kind: _few_together(values) for kind, values in kinds.items()}


def _few_together(values: Sequence[str]) -> list[str]:
    times = Counter(values)
    return [value if value and times[value] >= FEWEST else _OTHERS for value in values]


def _length(text: str) -> str:
    words = len(text.split())
    return "1–5 words" if words <= 5 else "6–20 words" if words <= 20 else "over 20 words"


def _natural(name: str) -> tuple[int, str]:
    digits = "".join(letter for letter in name.split(" ")[0] if letter.isdigit())
    return int(digits or 0), name


@dataclass(frozen=True)
class _Counts:
    """What F1 is made of, an answer a row, so that a bootstrap draw is one matrix product."""

    both: np.ndarray
    predicted: np.ndarray
    gold: np.ndarray
    same: np.ndarray
    known: np.ndarray

    @classmethod
    def of(cls, gold: np.ndarray, predicted: np.ndarray) -> _Counts:
        return cls(
            ((gold == 1) & (predicted == 1)).astype(float),
            (predicted == 1).astype(float),
            (gold == 1).astype(float),
            (gold == predicted).all(axis=1).astype(float),
            (gold >= 0).any(axis=1).astype(float),
        )

    def sums(self, weights: np.ndarray, part: str) -> np.ndarray:
        return weights @ getattr(self, part)

    def f1(self, weights: np.ndarray) -> np.ndarray:
        """By theme; 0 for a theme that neither raises."""
        either = self.sums(weights, "predicted") + self.sums(weights, "gold")
        return 2 * self.sums(weights, "both") / np.maximum(either, 1)

    def macro_f1(self, weights: np.ndarray) -> np.ndarray:
        """Over the themes that anybody raises at all."""
        raised = (self.gold.sum(axis=0) + self.predicted.sum(axis=0)) > 0
        return self.f1(weights)[..., raised].mean(axis=-1) if raised.any() else np.zeros(1).mean()

    def micro_f1(self, weights: np.ndarray) -> np.ndarray:
        either = self.sums(weights, "predicted") + self.sums(weights, "gold")
        return 2 * self.sums(weights, "both").sum(-1) / np.maximum(either.sum(-1), 1)

    def exact(self, weights: np.ndarray) -> np.ndarray:
        return weights @ (self.same * self.known) / np.maximum(weights @ self.known, 1)


def _slice(
    kind: str,
    value: str,
    gold: np.ndarray,
    predicted: np.ndarray,
    writers: np.ndarray,
    rows: np.ndarray,
) -> Slice:
    counts = _Counts.of(gold[rows], predicted[rows])
    one, draws = np.ones(int(rows.sum())), _draws(writers[rows])
    looked_for = np.maximum((gold[rows] >= 0).sum(axis=0), 1)
    errors = (counts.predicted.sum(axis=0) - counts.gold.sum(axis=0)) / looked_for
    return Slice(
        kind, value, len(one),
        _figure(counts.macro_f1(one), counts.macro_f1(draws)),
        _figure(counts.exact(one), counts.exact(draws)),
        float(100 * errors[np.argmax(np.abs(errors))]),
    )  # fmt: skip


def _draws(writers: np.ndarray) -> np.ndarray:
    """How often each answer is drawn in each bootstrap draw, shape (draws, answers).

    Writers are drawn with all their answers; where there is only one, answers are.
    """
    _, number = np.unique(writers, return_inverse=True)
    if number.max(initial=0) == 0:
        number = np.arange(len(writers))
    clusters = int(number.max(initial=0)) + 1
    rng = np.random.default_rng(1)
    drawn = rng.multinomial(clusters, np.full(clusters, 1 / clusters), size=_DRAWS)
    return drawn[:, number].astype(float)


def _figure(value: np.ndarray, draws: np.ndarray) -> Figure:
    low, high = np.quantile(draws, [0.025, 0.975])
    return Figure(float(value), float(low), float(high))


# -- tables -----------------------------------------------------------------------------------


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
        "| theme | answers | precision | recall | F1 [95 % interval] | prevalence error, points |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {item.theme} | {item.answers} | {item.precision:.2f} | {item.recall:.2f} | "
        f"{item.f1} | {item.prevalence_error:+.1f} |"
        for item in evaluation.themes
    ]
    if evaluation.slices:
        lines += ["", *slice_table(evaluation.slices)]
    return lines


def slice_table(slices: Sequence[Slice]) -> list[str]:
    """The slices as the lines of a Markdown table."""
    return [
        "| slice | answers | macro-F1 | exact sets | largest prevalence error, points |",
        "|---|---|---|---|---|",
        *(
            f"| {item.kind} {item.value} | {item.answers} | {item.macro_f1} | {item.exact_sets} | "
            f"{item.prevalence_error:+.1f} |"
            for item in slices
        ),
    ]
