"""Finnish noun phrases as a heading prints them."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.records import Token
from pipeline.topics.phrases import mentions, printed


def phrases(*tokens: tuple[str, str, str]) -> list[str]:
    """The mentions with an attribute, as attribute and lemma."""
    said = mentions([Token(*token) for token in tokens])
    return [f"{one.attribute} {one.lemma}" for one in said if one.attribute]


def test_an_attribute_is_in_small_letters_unless_it_is_a_name() -> None:
    tori = ("torilla", "tori", "NOUN")
    assert phrases(("Nastolan", "Nastola", "PROPN"), tori) == ["Nastolan tori"]
    assert phrases(("Asukkaiden", "asukas", "NOUN"), tori) == ["asukkaiden tori"]


def test_only_a_genitive_or_an_adjective_of_a_kind_is_an_attribute() -> None:
    tori = ("torilla", "tori", "NOUN")
    assert phrases(("avoimella", "avoin", "ADJ"), tori) == ["avoin tori"]
    assert phrases(("avoimen", "avoin", "ADJ"), tori) == []
    assert phrases(("nuorten", "nuori", "ADJ"), tori) == ["nuorten tori"]
    assert phrases(("asukkailla", "asukas", "NOUN"), tori) == []
    assert phrases(("viime", "viime", "ADJ"), tori) == []


@pytest.mark.parametrize(
    ("lemma", "forms", "expected"),
    [
        ("tila", ["tiloja", "tilat"], "tilat"),
        ("pysäkki", ["pysäkillä", "pysäkeille"], "pysäkit"),
        ("lomake", ["lomakkeeseen", "lomakkeita"], "lomakkeet"),
        ("ihmisoikeus", ["ihmisoikeuksien"], "ihmisoikeudet"),
        ("kirjasto", ["kirjastossa", "kirjasto"], "kirjasto"),
        ("liikenne", ["liikenteen", "liikenteessä"], "liikenne"),
        ("talkoot", ["talkoissa"], "talkoot"),
        ("Nastola-viikko", ["Nastola-viikot"], "Nastola-viikko"),
    ],
)
def test_a_noun_is_printed_in_the_plural_if_it_is_said_in_it(
    lemma: str, forms: list[str], expected: str
) -> None:
    assert printed(lemma, Counter(forms)) == expected
