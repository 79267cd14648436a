"""How much personal data the pseudonymiser finds, and how much else it masks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.privacy.base import MARKS
from pipeline.records import Span


@dataclass(frozen=True)
class TypeFigures:
    """One type of personal data. `recall`: gold spans wholly masked; `precision`: masked spans of
    the type that touch a gold span."""

    type: str
    gold: int
    recall: float | None
    masked: int
    precision: float | None


@dataclass(frozen=True)
class Evaluation:
    """Figures by type and over all; `touched` is the share of the texts without personal data in
    which something was masked, `leaked` the number of characters of gold spans left readable."""

    types: list[TypeFigures]
    recall: float | None
    precision: float | None
    touched: float | None
    leaked: int


def evaluate(records: Sequence[dict[str, Any]], found: Sequence[Sequence[Span]]) -> Evaluation:
    """Compare masked spans with gold ones."""
    gold_total = dict.fromkeys(MARKS, 0)
    covered, masked, right = dict(gold_total), dict(gold_total), dict(gold_total)
    leaked = touched = clean = 0
    for record, spans in zip(records, found, strict=True):
        hidden = {i for span in spans for i in range(span.start, span.end)}
        gold = [(s["start"], s["end"], s["type"]) for s in record["spans"]]
        for start, end, kind in gold:
            gold_total[kind] = gold_total.get(kind, 0) + 1
            covered[kind] = covered.get(kind, 0) + (set(range(start, end)) <= hidden)
            leaked += len(set(range(start, end)) - hidden)
        for span in spans:
            masked[span.type] += 1
            right[span.type] += any(s < span.end and span.start < e for s, e, _ in gold)
        clean += not gold
        touched += bool(spans and not gold)
    types = [
        TypeFigures(
            kind, gold_total[kind], _share(covered[kind], gold_total[kind]),
            masked.get(kind, 0), _share(right.get(kind, 0), masked.get(kind, 0)),
        )
        for kind in gold_total
    ]  # fmt: skip
    return Evaluation(
        types,
        _share(sum(covered.values()), sum(gold_total.values())),
        _share(sum(right.values()), sum(masked.values())),
        _share(touched, clean),
        leaked,
    )


def table(figures: Evaluation) -> list[str]:
    """The figures as the lines of a Markdown table."""
    lines = ["| type | gold | recall | masked | precision |", "|---|---|---|---|---|"]
    for item in figures.types:
        lines.append(
            f"| {item.type} | {item.gold} | {_shown(item.recall)} | {item.masked} | "
            f"{_shown(item.precision)} |"
        )
    lines += [
        f"| all | {sum(t.gold for t in figures.types)} | {_shown(figures.recall)} | "
        f"{sum(t.masked for t in figures.types)} | {_shown(figures.precision)} |",
        "",
        f"Texts without personal data in which something was masked: {_shown(figures.touched)}. "
        f"Characters of personal data left readable: {figures.leaked}.",
    ]
    return lines


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _shown(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"
