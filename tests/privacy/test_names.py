"""Names of people: how words make names, and what is there where the model is not."""

from __future__ import annotations

import pytest

from pipeline.privacy.names import names
from pipeline.records import Span
from tests.privacy.conftest import Finder


def told(text: str, *sure: tuple[str, float, float]) -> list[tuple[str, float]]:
    """The names in a text whose words have these probabilities, in order."""
    words, position = [], 0
    for word, named, begins in sure:
        position = text.index(word, position)
        words.append((position, position + len(word), named, begins))
        position += len(word)
    return [(text[s.start : s.end], s.confidence) for s in names(text, words)]


def test_words_side_by_side_are_one_name_as_sure_as_its_surest_word() -> None:
    found = told("Pirita Laukkavirta soitti", ("Pirita", 0.9, 0.9), ("Laukkavirta", 0.7, 0.1),
                 ("soitti", 0.1, 0.0))  # fmt: skip
    assert found == [("Pirita Laukkavirta", 0.9)]


def test_a_word_that_begins_a_name_begins_another() -> None:
    found = told("Kysy Eskon Raililta", ("Kysy", 0.0, 0.0), ("Eskon", 0.9, 0.9),
                 ("Raililta", 0.9, 0.8))  # fmt: skip
    assert [name for name, _ in found] == ["Eskon", "Raililta"]


@pytest.mark.parametrize("text", ["Jukka-Pekka", "T. Saukkola", "Jukka Pekka"])
def test_hyphens_and_initials_hold_a_name_together(text: str) -> None:
    first, last = text[0] if text[1] == "." else "Jukka", text.replace("-", " ").split(" ")[-1]
    assert told(text, (first, 0.9, 0.9), (last, 0.9, 0.1)) == [(text, 0.9)]


@pytest.mark.parametrize("text", ["Esko, Raili", "Esko ja Raili", "Esko (Raili)"])
def test_a_comma_or_a_word_between_keeps_names_apart(text: str) -> None:
    assert len(told(text, ("Esko", 0.9, 0.9), ("Raili", 0.9, 0.1))) == 2


def test_a_word_that_is_unlikely_is_in_no_name() -> None:
    assert names("Valot Mukkulaan", [(0, 5, 0.1, 0.1), (6, 15, 0.15, 0.1)]) == []
    assert names("", []) == []


def test_spans_are_of_people() -> None:
    assert names("Esko", [(0, 4, 0.9, 0.9)]) == [Span(0, 4, "PERSON", 0.9)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tapasin torilla Matti Virtasen ja juttelimme pitkään.", "Matti Virtasen"),
        ("Kokouksessa puhui Liisa Korhonen valoista.", "Liisa Korhonen"),
    ],
)
def test_spacy_finds_full_names_in_a_sentence(find: Finder, text: str, name: str) -> None:
    assert name in find("spacy", text)


def test_a_listed_first_name_before_a_capitalised_word_is_a_full_name(find: Finder) -> None:
    text = "Puheenjohtaja Anna Keksitty avasi kokouksen, Anna oli iloinen."
    assert find("lists", text) == ["Anna Keksitty"]


def test_a_street_or_firm_of_two_capitalised_words_is_no_listed_name(find: Finder) -> None:
    assert find("lists", "Lahden Sanomat kirjoitti Vesijärven Satamasta.") == []
