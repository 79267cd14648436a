"""Other names in place of those of a marked answer."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.privacy.gold import MarkedAnswer
from pipeline.privacy.swaps import varied
from pipeline.records import Span

TEXT = "Kiitos Railille ja Esko Laineelle, mutta Mukkulassa on pimeää."
NAMES = ("Railille", "Esko Laineelle")


def marked() -> MarkedAnswer:
    spans = [Span(TEXT.index(n), TEXT.index(n) + len(n), "PERSON") for n in NAMES]
    return MarkedAnswer("P1-1", TEXT, tuple(spans))


def said(answer: MarkedAnswer) -> list[str]:
    return [answer.text[span.start : span.end] for span in answer.spans]


def many(count: int = 60) -> list[MarkedAnswer]:
    return [varied(marked(), random.Random(seed)) for seed in range(count)]


def test_names_change_and_keep_their_case_ending() -> None:
    firsts = {said(answer)[0] for answer in many()}
    assert len(firsts) > 10
    assert all(name.lower().endswith("lle") for name in firsts)


def test_the_rest_of_the_answer_stays_as_it_is() -> None:
    for answer in many():
        outside = answer.text.lower()
        for name in said(answer):
            outside = outside.replace(name.lower(), "", 1)
        assert outside == "kiitos  ja , mutta mukkulassa on pimeää."


def test_some_are_in_small_letters_throughout() -> None:
    small = sum(answer.text.islower() for answer in many())
    assert 0 < small < 30


def test_the_same_chance_gives_the_same_answer() -> None:
    assert many(5) == many(5)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.integers(0, 40), st.integers(1, 20), st.integers(0, 999))
def test_spans_stay_inside_the_text(text: str, start: int, length: int, seed: int) -> None:
    end = min(start + length, len(text))
    spans = (Span(start, end, "PERSON"),) if start < end else ()
    answer = varied(MarkedAnswer("P1-1", text, spans), random.Random(seed))
    assert len(answer.spans) == len(spans)
    assert all(0 <= s.start < s.end <= len(answer.text) for s in answer.spans)
