"""Answers that say nothing, and answers that others gave too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.emptyish import is_emptyish, same_text_key


@pytest.mark.parametrize(
    "text",
    [
        "-", "...", "?", "x", "Ei", "ei.", "En", "EOS", "emt", "5", "En osaa sanoa.",
        "en osaa sanoo tähän mitään", "Ei mitään", "ei oo mitään sanottavaa", "Ei kommentoitavaa",
        "Ei tule mieleen mitään", "eipä nyt tule mieleen", "En tiedä", "emme osaa sanoa",
        "ei ole omakohtaista kokemusta", "en ota kantaa", "Kaikki hyvin", "ihan ok", "Kiitos!",
        "jaa-a", "Vaikea sanoa", "No comments", "nothing to add", "Vet inte", "ei mtn",
    ],
)  # fmt: skip
def test_an_answer_that_says_nothing_is_emptyish(text: str) -> None:
    assert is_emptyish(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ei penkkejä", "Ei mitään hyvää tapahdu", "Ei toimi", "En tiedä, mitä pöytä tekee",
        "Ei kukaan kysy", "Kyllä", "Penkit", "Kiitos penkeistä", "Kaikki hyvin paitsi valaistus",
        "ei vastata palautteeseen", "Ei tiedoteta mitään", "Ei koskaan", "En ole kuullut pöydästä",
        "5 penkkiä lisää", "الحديقة جميلة",
    ],
)  # fmt: skip
def test_a_short_answer_that_says_something_is_not(text: str) -> None:
    assert not is_emptyish(text)


@pytest.mark.timeout(20)
def test_a_very_long_denial_is_judged_at_once() -> None:
    assert not is_emptyish("ei " + "mitään " * 4000 + "penkkejä")


def test_answers_are_equal_whatever_their_case_and_blanks() -> None:
    assert same_text_key(" Lisää\npenkkejä ") == same_text_key("lisää  PENKKEJÄ")
    assert same_text_key("lisää penkkejä!") != same_text_key("lisää penkkejä")


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert is_emptyish(text) in (True, False)
    assert same_text_key(text) == same_text_key(f"  {text}\n")
