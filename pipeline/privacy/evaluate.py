"""How much personal data the pseudonymiser finds, and how much else it masks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.privacy.base import MARKS
from pipeline.privacy.gold import MarkedAnswer
from pipeline.records import Span


@dataclass(frozen=True)
class Figures:
    """Figures of one type of personal data, or of all.

    `recall`: the share of the `gold` spans that are wholly masked, as whatever type; `exact`: the
    share that is masked from its first character to its last and no further, as its own type;
    `precision`: the share of the `masked` spans that touch a gold span; `f1`: the harmonic mean of
    recall and precision; `leaked`: characters of gold spans left readable. None where there is
    nothing to take a share of.
    """

    type: str
    gold: int
    recall: float | None
    exact: float | None
    masked: int
    precision: float | None
    f1: float | None
    leaked: int


@dataclass(frozen=True)
class Evaluation:
    """Figures by type and over `all`; `touched` is the share of the `clean` answers, those without
    personal data, in which something was masked."""

    types: list[Figures]
    all: Figures
    clean: int
    touched: float | None


@dataclass(frozen=True)
class _Outcome:
    """A span, gold or masked, and what became of it."""

    type: str
    right: bool
    exact: bool = False
    leaked: int = 0


def evaluate(gold: Sequence[MarkedAnswer], found: Sequence[Sequence[Span]]) -> Evaluation:
    """Compare masked spans, those of each answer disjoint, with people's."""
    pairs = list(zip(gold, found, strict=True))
    marked = [_of_gold(span, spans) for answer, spans in pairs for span in answer.spans]
    masked = [
        _Outcome(span.type, _touches(span, answer.spans))
        for answer, spans in pairs
        for span in spans
    ]
    clean = [spans for answer, spans in pairs if not answer.spans]
    return Evaluation(
        [
            _figures(
                kind,
                [outcome for outcome in marked if outcome.type == kind],
                [outcome for outcome in masked if outcome.type == kind],
            )
            for kind in MARKS
        ],
        _figures("all", marked, masked),
        len(clean),
        _share(sum(map(bool, clean)), len(clean)),
    )


def faults(
    gold: Sequence[MarkedAnswer], found: Sequence[Sequence[Span]]
) -> Iterator[tuple[str, str, str, str]]:
    """What was not wholly masked ("missed") and what was masked in vain ("vain"), in order: the
    fault, the answer's id, the type, the words. The words are personal data."""
    for answer, spans in zip(gold, found, strict=True):
        missed = [("missed", span) for span in answer.spans if not _of_gold(span, spans).right]
        vain = [("vain", span) for span in spans if not _touches(span, answer.spans)]
        for fault, span in sorted([*missed, *vain], key=lambda one: one[1].start):
            yield fault, answer.id, span.type, answer.text[span.start : span.end]


def table(figures: Evaluation) -> list[str]:
    """The figures as the lines of a Markdown table."""
    lines = [
        "| type | gold | recall | exact | masked | precision | F1 | leaked |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for item in [*figures.types, figures.all]:
        lines.append(
            f"| {item.type} | {item.gold} | {_shown(item.recall)} | {_shown(item.exact)} | "
            f"{item.masked} | {_shown(item.precision)} | {_shown(item.f1)} | {item.leaked} |"
        )
    return [
        *lines,
        "",
        "recall: wholly masked; exact: also no further, and as its type; precision: masked spans",
        "that touch a marked one; leaked: characters of personal data left readable.",
        f"Answers without personal data: {figures.clean}; something was masked in "
        f"{_shown(figures.touched, 3)} of them.",
    ]


def _of_gold(span: Span, masks: Sequence[Span]) -> _Outcome:
    """What became of a gold span."""
    hidden = sum(max(0, min(span.end, m.end) - max(span.start, m.start)) for m in masks)
    leaked = span.end - span.start - hidden
    exact = any((m.start, m.end, m.type) == (span.start, span.end, span.type) for m in masks)
    return _Outcome(span.type, leaked == 0, exact, leaked)


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in others)


def _figures(kind: str, marked: Sequence[_Outcome], masked: Sequence[_Outcome]) -> Figures:
    recall = _share(sum(one.right for one in marked), len(marked))
    precision = _share(sum(one.right for one in masked), len(masked))
    f1 = None
    if recall is not None and precision is not None:
        f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    return Figures(
        kind, len(marked), recall, _share(sum(one.exact for one in marked), len(marked)),
        len(masked), precision, f1, sum(one.leaked for one in marked),
    )  # fmt: skip


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _shown(share: float | None, digits: int = 2) -> str:
    return "–" if share is None else f"{share:.{digits}f}"
