"""Phone numbers spelled out in words, and number words that are none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.privacy.conftest import Finder

FORMAL = (
    "nolla", "yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi", "seitsemän", "kahdeksan",
    "yhdeksän",
)  # fmt: skip
SPOKEN = (
    "nolla", "yks", "kaks", "kol", "nelj", "viis", "kuus", "seittemän", "kaheksan", "ysi",
)  # fmt: skip


@pytest.mark.parametrize(
    "number",
    [
        "nolla neljä viisi yhdeksän yhdeksän yhdeksän nolla nolla yksi kaksi",
        "nolla viiskyt viis viis viis nolla yks ysi kaks",
        "nolla viiskyt kaks kolkyt viis neljäkyt seittemän yheksän",
        "nolla neljäsataa yhdeksänsataa yhdeksänkymmentäyhdeksän nolla nolla viisi",
        "nolla neljäkymmentä, yhdeksän yhdeksän yhdeksän, nolla nolla, seitsemän kaksi",
        "nolla-neljä-nolla viisi viisi viisi nolla yksi",
        "nollaneljänolla viisviisviis nolla yks kaks kol",
        "nolla nelonen nolla ysi ysi ysi kutonen seiska kasi",
        "044 viis viis viis nolla kakskytkaks",
        "plus kolme viisi kahdeksan viisikymmentä viisi viisi viisi nolla yksi",
        "noll fyra noll nio nio nio noll ett två tre",
    ],
)
def test_numbers_in_words_are_found_formal_and_spoken(find: Finder, number: str) -> None:
    assert find("spoken-phones", f"Minut tavoittaa: {number}. Iltasella parhaiten.") == [number]


@given(digits=st.lists(st.integers(0, 9), min_size=6, max_size=9), spoken=st.booleans())
def test_any_digits_after_a_zero_are_found(find: Finder, digits: list[int], spoken: bool) -> None:
    words = " ".join((SPOKEN if spoken else FORMAL)[digit] for digit in [0, *digits])
    assert find("spoken-phones", f"Kirjoitan sen näin, {words}, kun näppäimistö on rikki.") == [
        words
    ]


def test_without_a_zero_a_phone_must_be_spoken_of(find: Finder) -> None:
    number = "viis viis viis nelj yks kaks kol"
    assert find("spoken-phones", f"Soita {number} jos uskallat.") == [number]
    assert find("spoken-phones", f"Laskin {number} ja nukahdin.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Kolme kertaa soitin, kaksi kertaa lupasivat, nolla kertaa tuli kukaan.",
        "Laske yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan, sanoi ope.",
        "Peli päättyi nolla kolme, seuraava nolla neljä ja kolmas kaksi kaksi.",
        "Kolmessa sadassa seitsemässätoista vastauksessa pyydettiin uimahallia.",
        "Yks kaks hävis penkit Pikku-Vesijärveltä eikä kukaan tiiä minne.",
        "Terveysasemalle pääsy nolla pistettä, hoitajat kymmenen pistettä.",
        "Bussit 1 2 3 4 5 6 7 8 menevät torille.",
    ],
)
def test_counts_and_scores_are_no_phone_numbers(find: Finder, text: str) -> None:
    assert find("spoken-phones", text) == []


@pytest.mark.parametrize("piece", ["nolla", "yks ", "0 ", "kaks kyt", "seitsemänsataa"])
def test_a_long_row_of_number_words_is_searched_quickly(find: Finder, piece: str) -> None:
    find("spoken-phones", "alku")
    begun = time.perf_counter()
    find("spoken-phones", piece * 2_000)
    assert time.perf_counter() - begun < 20
