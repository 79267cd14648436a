"""The figures on masking, and floors under those of the shipped detectors."""

from __future__ import annotations

import json

import pytest

from pipeline import PROJECT_ROOT
from pipeline.privacy import Pseudonymiser
from pipeline.privacy.evaluate import Evaluation, TypeFigures, evaluate, table
from pipeline.records import Span


def record(*spans: tuple[int, int, str]) -> dict:
    return {"spans": [{"start": start, "end": end, "type": kind} for start, end, kind in spans]}


def of_type(figures: Evaluation, kind: str) -> TypeFigures:
    return next(item for item in figures.types if item.type == kind)


def test_a_span_counts_as_found_only_when_it_is_masked_whole() -> None:
    gold = [record((0, 10, "PERSON")), record((0, 10, "PERSON"))]
    figures = evaluate(gold, [[Span(0, 10, "PERSON")], [Span(0, 6, "PERSON")]])
    assert of_type(figures, "PERSON") == TypeFigures("PERSON", 2, 0.5, 2, 1.0)
    assert figures.leaked == 4


def test_a_span_masked_as_another_kind_is_found_all_the_same() -> None:
    figures = evaluate([record((5, 9, "PLATE"))], [[Span(4, 9, "PERSON")]])
    assert of_type(figures, "PLATE").recall == 1.0
    assert of_type(figures, "PERSON").precision == 1.0


def test_masking_in_clean_texts_is_counted() -> None:
    figures = evaluate([record(), record()], [[Span(0, 4, "PERSON")], []])
    assert figures.touched == 0.5
    assert figures.precision == 0.0
    assert figures.recall is None


def test_the_table_shows_every_kind_and_a_dash_for_what_is_not_known() -> None:
    lines = table(evaluate([record((0, 4, "IBAN"))], [[Span(0, 4, "IBAN")]]))
    assert "| IBAN | 1 | 1.00 | 1 | 1.00 |" in lines
    assert "| HETU | 0 | – | 0 | – |" in lines
    assert "| all | 1 | 1.00 | 1 | 1.00 |" in lines


@pytest.fixture(scope="module")
def gold_figures(pseudonymiser: Pseudonymiser) -> Evaluation:
    lines = (PROJECT_ROOT / "corpora/gold/pii.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return evaluate(records, pseudonymiser.find([item["text"] for item in records]))


@pytest.mark.parametrize(
    ("kind", "floor"),
    [
        ("HETU", 1.0), ("EMAIL", 1.0), ("IBAN", 1.0), ("PHONE", 0.9), ("ADDRESS", 0.9),
        ("URL_HANDLE", 0.9), ("PLATE", 0.75), ("PERSON", 0.6),
    ],
)  # fmt: skip
def test_recall_on_the_gold_answers_keeps_its_floor(
    gold_figures: Evaluation, kind: str, floor: float
) -> None:
    recall = of_type(gold_figures, kind).recall
    assert recall is not None
    assert recall >= floor


def test_masking_of_what_is_not_personal_keeps_its_limits(gold_figures: Evaluation) -> None:
    assert gold_figures.precision is not None
    assert gold_figures.touched is not None
    assert gold_figures.precision >= 0.7
    assert gold_figures.touched <= 0.45
