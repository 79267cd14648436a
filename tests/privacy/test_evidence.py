"""What is known of each word of an answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.privacy.evidence import SIZE, bases, begins_sentence, first_names, surnames, words

#: Places among the evidence.
CAPITAL, BEGINS, SHOUTED, FIRST, SURNAME, PLACE, UNKNOWN, ORDINARY = 0, 3, 4, 5, 6, 7, 10, 11
LISTED = 13


def evidence(text: str) -> dict[str, np.ndarray]:
    (found,) = words([text])
    return {text[word.start : word.end]: word.evidence for word in found}


def test_voikko_knows_names_also_inflected_and_in_small_letters() -> None:
    known = evidence("kysykää railia ja Virtaselta, ei mukkulasta")
    assert known["railia"][FIRST] == 1
    assert known["Virtaselta"][SURNAME] == 1
    assert known["mukkulasta"][FIRST] == known["mukkulasta"][SURNAME] == 0
    assert known["Virtaselta"][CAPITAL] == 1
    assert known["railia"][CAPITAL] == 0


def test_a_word_may_be_both_a_name_and_an_ordinary_word() -> None:
    known = evidence("Toivo tuli. Toivo on")["Toivo"]
    assert known[FIRST] == known[ORDINARY] == known[BEGINS] == known[LISTED] == 1


def test_a_word_that_no_dictionary_has_is_told() -> None:
    assert evidence("soitin Rojinille")["Rojinille"][UNKNOWN] == 1


def test_capitals_throughout_are_told() -> None:
    assert evidence("PUISTO KUNTOON")["PUISTO"][SHOUTED] == 1
    assert evidence("PUISTO kuntoon heti")["PUISTO"][SHOUTED] == 0


@pytest.mark.parametrize(
    ("text", "word", "begins"),
    [
        ("Toivo tuli", "Toivo", True),
        ("Kävi. Toivo tuli", "Toivo", True),
        ("Sanoi: ”Toivo tulee”", "Toivo", True),
        ("Kun Toivo tuli", "Toivo", False),
    ],
)
def test_the_first_word_of_a_sentence_has_its_capital_anyway(
    text: str, word: str, begins: bool
) -> None:
    assert begins_sentence(text, text.index(word)) is begins


def test_a_base_form_comes_without_marks_of_compounds() -> None:
    assert "puistotie" in bases("puistotiellä")


def test_the_lists_hold_names_in_lower_case() -> None:
    assert {"anna", "matti", "juhani"} <= first_names()
    assert "korhonen" in surnames()
    assert all(name == name.casefold() for name in first_names() | surnames())


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_words_in_order_with_numbers_for_each(text: str) -> None:
    (found,) = words([text])
    ends = [0, *(word.end for word in found)]
    assert all(word.start >= end for word, end in zip(found, ends, strict=False))
    assert all(word.evidence.shape == (SIZE,) for word in found)
    assert all(np.isfinite(word.evidence).all() for word in found)


@pytest.mark.parametrize(
    ("word", "ordinary"),
    [("Soita", True), ("Toivo", False), ("Lahdelle", False), ("Rojinille", False)],
)
def test_an_ordinary_word_is_one_that_nobody_is_called(word: str, ordinary: bool) -> None:
    (found,) = words([word])
    assert found[0].is_ordinary is ordinary
