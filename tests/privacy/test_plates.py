"""Number plates, and codes that look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.privacy.conftest import Finder


@pytest.mark.parametrize(
    "plate", ["ABC-123", "ÄÖ-1", "XYZ–45", "XYZ-45:n", "LYM-3", "abc-123", "ABC 123", "ABC123"]
)
def test_number_plates_are_found(find: Finder, plate: str) -> None:
    assert find("plates", f"Auto {plate} seisoo aina pyörätiellä.") == [plate]


@given(
    letters=st.from_regex("[BCDFGHJKLMNPRSTVXYZ]{3}", fullmatch=True), number=st.integers(1, 999)
)
def test_three_capitals_and_a_hyphen_need_no_more(find: Finder, letters: str, number: int) -> None:
    plate = f"{letters}-{number}"
    known = {"TBC", "BCG", "KVR", "MPR", "HPV", "MRL", "HSL", "LSL", "STM", "KPL", "DVD"}
    expected = (
        [] if letters in known | {"PDF", "RGB", "SFS", "GSM", "BMX", "TVT", "PCR"} else [plate]
    )
    assert find("plates", f"Kello kuusi {plate} herätti taas koko talon.") == expected


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("Kilvessä luki oho-7, kyllä hävetti.", "oho-7"),
        ("minä menen töihin xuu-38:lla kuudelta", "xuu-38:lla"),
        ("Rekkari abc123 jäi mieleen.", "abc123"),
        ("harmaa passat öqx 099 kääntyy kielletystä paikasta", "öqx 099"),
        ("Moottoripyörä WZ 771 kaahaa ala-asteen ohi.", "WZ 771"),
        ("Traktori, kilpi 482 XQB, ajaa pyörätiellä.", "482 XQB"),
        ("Joku parkkeerasi taas: ABC-123-maasturi on invapaikalla.", "ABC-123"),
        ("Min bil med skylten YLF 208 bogserades.", "YLF 208"),
    ],
)
def test_any_other_way_to_write_a_plate_needs_a_word_of_plates_or_vehicles(
    find: Finder, text: str, plate: str
) -> None:
    assert find("plates", text) == [plate]


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19 vei kaksi vuotta.",
        "Tie on VT-12 ja standardi ISO-9001 tai EN-1176.",
        "EU-2024 oli hankkeen nimi.",
        "A4-paperi loppui, samoin AA-123-nauha.",
        "Lahti-100 juhlittiin jo.",
        "Kaavan A-2847 ja standardin EN-123 mukaan.",
        "Ryhmä TIK-23 sai tentin tuloksen myöhässä.",
        "Juna VR-12 ja tie E75, bussit 4 ja 12, 4-tie sekä T-paita.",
        "Salasana oli abc123, arvatkaa monellako.",
        "Odotin klo 10 ja oli 300 ihmistä, jos 5 lähtee.",
        "Auto ajoi yli 100 ja mopo oli 45, sit 200.",
        "Pysäköin kl 15 ja autopaikka nro 12 oli varattu.",
        "Päätös EV 48/2015 autoista ja YSL 186 § kuskeista.",
        "Kylän portille kyltti: lauantaina klo 10.",
    ],
)
def test_other_codes_are_no_number_plates(find: Finder, text: str) -> None:
    assert find("plates", text) == []
