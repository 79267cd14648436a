"""Names of people: what each of the three detectors is there for."""

from __future__ import annotations

import pytest

from pipeline.privacy.names import first_names
from tests.privacy.conftest import Finder


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tapasin torilla Matti Virtasen ja juttelimme pitkään.", "Matti Virtasen"),
        ("Kokouksessa puhui Liisa Korhonen valoista.", "Liisa Korhonen"),
    ],
)
def test_spacy_finds_full_names_in_a_sentence(find: Finder, text: str, name: str) -> None:
    assert name in find("names-spacy", text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kysykää asiaa Railia tapaamalla.", "Railia"),
        ("Naapurini Virtanen valittaa melusta.", "Virtanen"),
        ("Kiitos kuuluu Korhoselle ja talkooväelle.", "Korhoselle"),
    ],
)
def test_voikko_finds_inflected_first_names_and_surnames(
    find: Finder, text: str, name: str
) -> None:
    assert find("names-voikko", text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Raili",  # the first word of a sentence is capitalised anyway
        "Valot puuttuvat. Raili",
        "Menimme Helsinkiin ja takaisin Lahteen.",
        "Kumppanuuspöytä kokoontui Teamsissa.",
    ],
)
def test_voikko_leaves_first_words_and_places_alone(find: Finder, text: str) -> None:
    assert find("names-voikko", text) == []


def test_a_listed_first_name_before_a_capitalised_word_is_a_full_name(find: Finder) -> None:
    text = "Puheenjohtaja Anna Keksitty avasi kokouksen, Anna oli iloinen."
    assert find("names-lists", text) == ["Anna Keksitty"]


def test_a_street_or_firm_of_two_capitalised_words_is_no_listed_name(find: Finder) -> None:
    assert find("names-lists", "Lahden Sanomat kirjoitti Vesijärven Satamasta.") == []


def test_the_list_holds_finnish_first_names_in_lower_case() -> None:
    assert {"anna", "matti", "juhani"} <= first_names()
    assert all(name == name.casefold() for name in first_names())
