"""The figures on masking, and floors under those of the shipped detectors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import PROJECT_ROOT
from pipeline.privacy import Pseudonymiser
from pipeline.privacy.base import MARKS, detectors
from pipeline.privacy.evaluate import Evaluation, Figures, evaluate, faults, table
from pipeline.privacy.gold import MarkedAnswer, read_gold
from pipeline.privacy.pseudonymise import unite
from pipeline.records import Span
from tests.conftest import gold_answers


def answer(*spans: tuple[int, int, str], text: str = "Maija soitti numerosta.") -> MarkedAnswer:
    return MarkedAnswer("1", text, tuple(Span(*span) for span in spans))


def of_type(figures: Evaluation, kind: str) -> Figures:
    return next(item for item in figures.types if item.type == kind)


def test_a_span_counts_as_found_only_when_it_is_masked_whole() -> None:
    gold = [answer((0, 10, "PERSON")), answer((0, 10, "PERSON"))]
    figures = evaluate(gold, [[Span(0, 10, "PERSON")], [Span(0, 6, "PERSON")]])
    assert of_type(figures, "PERSON") == Figures("PERSON", 2, 0.5, 0.5, 2, 1.0, 2 / 3, 4)
    assert figures.all.leaked == 4


def test_two_masks_side_by_side_hide_a_span() -> None:
    figures = evaluate([answer((0, 10, "PERSON"))], [[Span(0, 5, "PERSON"), Span(5, 12, "PHONE")]])
    assert of_type(figures, "PERSON").recall == 1.0
    assert of_type(figures, "PERSON").exact == 0.0


def test_a_span_masked_as_another_kind_is_found_all_the_same_but_not_exactly() -> None:
    figures = evaluate([answer((5, 9, "PLATE"))], [[Span(5, 9, "PERSON")]])
    assert of_type(figures, "PLATE").recall == 1.0
    assert of_type(figures, "PLATE").exact == 0.0
    assert of_type(figures, "PERSON").precision == 1.0


def test_a_mask_that_goes_too_far_hides_but_is_not_exact() -> None:
    figures = evaluate([answer((5, 9, "PLATE"))], [[Span(4, 9, "PLATE")]])
    assert of_type(figures, "PLATE").recall == 1.0
    assert of_type(figures, "PLATE").exact == 0.0


def test_masking_in_clean_texts_is_counted() -> None:
    figures = evaluate([answer(), answer()], [[Span(0, 4, "PERSON")], []])
    assert figures.touched == 0.5
    assert figures.clean == 2
    assert figures.all.precision == 0.0
    assert figures.all.recall is None
    assert figures.all.f1 is None


def test_the_table_shows_every_kind_and_a_dash_for_what_is_not_known() -> None:
    lines = table(evaluate([answer((0, 4, "IBAN"))], [[Span(0, 4, "IBAN")]]))
    assert "| IBAN | 1 | 1.00 | 1.00 | 1 | 1.00 | 1.00 | 0 |" in lines
    assert "| HETU | 0 | – | – | 0 | – | – | 0 |" in lines
    assert "| all | 1 | 1.00 | 1.00 | 1 | 1.00 | 1.00 | 0 |" in lines


def test_faults_are_told_in_the_order_of_their_place() -> None:
    gold = [answer((0, 5, "PERSON")), answer()]
    found = [[Span(6, 12, "PLATE")], []]
    assert list(faults(gold, found)) == [
        ("missed", "1", "PERSON", "Maija"),
        ("vain", "1", "PLATE", "soitti"),
    ]


spans = st.builds(
    lambda start, length, kind: Span(start, start + length, kind),
    st.integers(0, 15),
    st.integers(1, 7),
    st.sampled_from(sorted(MARKS)),
)


@given(st.lists(spans, max_size=4), st.lists(spans, max_size=4))
def test_shares_stay_shares_and_exact_never_exceeds_recall(
    gold: list[Span], found: list[Span]
) -> None:
    marked = MarkedAnswer("1", "Maija soitti numerosta.", tuple(gold))
    figures = evaluate([marked], [unite(found)])
    for item in [*figures.types, figures.all]:
        for share in (item.recall, item.exact, item.precision, item.f1):
            assert share is None or 0 <= share <= 1
        assert (item.exact or 0) <= (item.recall or 0)
        assert (item.recall == 1.0) == (item.leaked == 0 and item.gold > 0)


@pytest.fixture(scope="module")
def gold_figures(pseudonymiser: Pseudonymiser) -> Evaluation:
    answers = read_gold(PROJECT_ROOT / "corpora" / "gold" / "pii.jsonl")
    return evaluate(answers, pseudonymiser.find([item.text for item in answers]))


@pytest.mark.parametrize(
    ("kind", "floor"),
    [
        ("HETU", 1.0), ("EMAIL", 1.0), ("IBAN", 1.0), ("PHONE", 1.0), ("ADDRESS", 0.95),
        ("URL_HANDLE", 0.95), ("PLATE", 0.95), ("PERSON", 0.95),
    ],
)  # fmt: skip
def test_recall_on_the_gold_answers_keeps_its_floor(
    gold_figures: Evaluation, kind: str, floor: float
) -> None:
    recall = of_type(gold_figures, kind).recall
    assert recall is not None
    assert recall >= floor


@pytest.mark.parametrize("kind", [kind for kind in MARKS if kind != "PERSON"])
def test_what_is_masked_on_the_gold_answers_is_what_it_is_called(
    gold_figures: Evaluation, kind: str
) -> None:
    precision = of_type(gold_figures, kind).precision
    assert precision is not None
    assert precision >= 0.95


def test_masking_of_what_is_not_personal_keeps_its_limits(gold_figures: Evaluation) -> None:
    assert gold_figures.all.precision is not None
    assert gold_figures.touched is not None
    assert gold_figures.all.precision >= 0.9
    assert gold_figures.touched <= 0.06


def test_answers_free_of_personal_data_stay_as_they_are_by_all_detectors_but_those_of_names() -> (
    None
):
    answers = gold_answers("D1", "D2", "D5")
    touched = 0
    for name in detectors:
        found = detectors.create(name).find([item["text"] for item in answers])
        touched += sum(map(bool, found))
    assert len(answers) > 100
    assert touched <= 0.005 * len(answers)


def test_little_is_masked_in_everyday_answers_that_name_nobody(
    pseudonymiser: Pseudonymiser,
) -> None:
    texts = [item["text"] for item in gold_answers("D3", "D4", "D10")]
    touched = sum(map(bool, pseudonymiser.find(texts)))
    assert touched <= 0.03 * len(texts)
