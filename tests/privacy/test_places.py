"""Home addresses and number plates, and streets and codes that are none."""

from __future__ import annotations

import pytest

from tests.privacy.conftest import Finder


@pytest.mark.parametrize(
    "address",
    [
        "Esimerkkikatu 5", "Esimerkkikadulla 5", "Esimerkkikadun 5", "esimerkkikatu 5 b",
        "Keksijäntie 12 B 34", "Keksijäntiellä 12 B34", "Keksijäntie 12 as 3",
        "Keksijäntie 12 as. 3", "Keksijäntie 12 A as. 3", "Keksijänkuja 7:ssä",
        "Keksijäntie 210:n", "Keksijänpolulla 3", "Keksijäntie 10–12", "Kekkersvägen 4 bost 2",
        "Iso-Keksijänkatu 5 C",
    ],
)  # fmt: skip
def test_addresses_are_found_inflected_and_with_a_flat(find: Finder, address: str) -> None:
    assert find("addresses", f"Talo on osoitteessa {address}, valot puuttuvat.") == [address]


def test_a_street_name_in_two_words_is_found_whole(find: Finder) -> None:
    assert find("addresses", "Puhe on talosta Vanha Keksijäntie 3.") == ["Vanha Keksijäntie 3"]


@pytest.mark.parametrize(
    "text",
    [
        "Esimerkkikadulla ajetaan liian kovaa.",
        "Esimerkkikadun ja Keksijäntien risteys on vaarallinen.",
        "Esimerkkikadulla 2023 ollut työmaa venyi.",
        "Keskuspuistossa 2024–2025 tehdyt istutukset kuolivat.",
        "Valtatie 12 meluaa ja valtatiellä 4 ruuhkautuu.",
        "Kantatien 54 varteen toivotaan pyörätietä.",
        "Aidan 12 tolppaa kaatui.",
        "Tori on tyhjä 5 päivänä viikossa.",
    ],
)
def test_streets_without_a_number_years_and_roads_are_no_addresses(find: Finder, text: str) -> None:
    assert find("addresses", text) == []


@pytest.mark.parametrize("plate", ["ABC-123", "ÄÖ-1", "XYZ–45", "XYZ-45:n"])
def test_number_plates_are_found(find: Finder, plate: str) -> None:
    assert find("plates", f"Auto {plate} seisoo aina pyörätiellä.") == [plate]


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19 vei kaksi vuotta.",
        "Tie on VT-12 ja standardi ISO-9001 tai EN-1176.",
        "EU-2024 oli hankkeen nimi.",
        "A4-paperi loppui, samoin AA-123-nauha.",
        "Lahti-100 juhlittiin jo.",
    ],
)
def test_other_codes_are_no_number_plates(find: Finder, text: str) -> None:
    assert find("plates", text) == []
