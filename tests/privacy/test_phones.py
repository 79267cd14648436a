"""Phone numbers in digits; numbers of authorities and businesses, and what is no number at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.privacy.conftest import Finder


@pytest.mark.parametrize(
    "number",
    [
        "040 123 4567", "0401234567", "040-1234567", "040-123 4567", "040/1234567",
        "040.123.4567", "040 - 123 45 67", "040–123 4567", "(040) 123 4567", "0 4 0 5 5 5 0 1 2 3",
        "+358 40 123 4567", "+358401234567", "+358(0)40 123 4567", "+358 (0)40 123 4567",
        "+358-40-123-4567", "00358 40 123 4567", "358 40 123 4567", "0457 123 4567",
        "0500 123 456", "(03) 814 1234", "03 814 1234", "03-814 1234", "09 555 0144",
        "013 555 0117", "02 999 1234", "+46 70 123 45 67", "+372 5555 0123",
    ],
)  # fmt: skip
def test_phone_numbers_are_found_in_many_spellings(find: Finder, number: str) -> None:
    assert find("phones", f"Minut saa kiinni numerosta {number} iltaisin.")[0] == number


@given(
    digits=st.from_regex(r"0(4[0-6]|50)\d{7}", fullmatch=True),
    cuts=st.lists(st.sampled_from(["", " ", "-", ".", "/", " - "]), min_size=7, max_size=7),
)
def test_a_mobile_number_is_covered_however_it_is_cut(
    find: Finder, digits: str, cuts: list[str]
) -> None:
    written = digits[:3] + "".join(a + b for a, b in zip(cuts, digits[3:], strict=True))
    text = f"Soittakaa {written} jos lapanen löytyy."
    assert any(written in found for found in find("phones", text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Puhelin: 44 999 0012.", "44 999 0012"),
        ("Soita 555 01 26 iltasella.", "555 01 26"),
        ("Numeroni on 50 9990012, vastaan kyllä.", "50 9990012"),
        ("Puh.0405550123, kiitos.", "0405550123"),
        ("Viitenumero on 040 555 0123, tai se on minun puhelin.", "040 555 0123"),
        ("0405550123Soita jos löytyy.", "0405550123"),
        ("Soita klo 8-16 040 555 0123 niin sovitaan.", "040 555 0123"),
    ],
)
def test_a_number_said_to_be_a_phone_may_lack_its_beginning(
    find: Finder, text: str, number: str
) -> None:
    assert find("phones", text) == [number]


@pytest.mark.parametrize("first", ["040 555 0193", "+358 40 555 0193"])
def test_two_numbers_in_a_row_are_both_covered(find: Finder, first: str) -> None:
    text = f"Meillä on {first} 040 555 0198 ja sillä siisti."
    assert find("phones", text) == [first, "040 555 0198"]
    text = f"Meillä on {first}/03 555 0198 ja sillä siisti."
    assert find("phones", text) == [first, "03 555 0198"]


@pytest.mark.parametrize(
    "text",
    [
        "Soitin 112 ja sitten 116117, molemmat vastasivat.",
        "Lahden vaihde on 03 814 11 ja siellä on ruuhkaa.",
        "Verohallinto vastaa numerosta 029 512 0000.",
        "Poliisi käski soittaa 0295 430 291.",
        "Pankin numero 0200 3000 maksaa maltaita, samoin 020 7788 123.",
        "Operaattorin palvelu 010 234 5678 jonottaa.",
        "Neuvonta on 0800 123 456 ja maksullinen 0600 12345 tai 0700 54321.",
        "Vaihde +358 29 512 0000 vastaa.",
    ],
)
def test_numbers_of_authorities_and_businesses_are_nobodys(find: Finder, text: str) -> None:
    assert find("phones", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Hanke kestää vuodet 2023–2024.",
        "Hanke kestää vuodet 2023-2024 ja 2025-2026.",
        "Puisto maksoi 1 200 000 € ja penkki 12 500 euroa.",
        "Lippu maksaa 3,50 euroa ja lasten lippu 0,50.",
        "Kokous pidettiin 01.02.2024 kirjastossa.",
        "Kysely oli auki 01.02.–05.03.2024.",
        "Talkoot olivat 05 12 2023 ja 06-07-2023.",
        "Kirjasto on auki klo 09.00-15.00 ja 08:00-20:00.",
        "Kerho on tiistaisin klo 08-10.",
        "Avoinna 09-15, 10-14 ja 12-16.",
        "Asteikolla 0-10 annan arvosanan 7.",
        "Asteikolla 0-5 annoin vuosina 2021 2022 2023 kolmosen.",
        "Kävijöitä oli 15140 ja 15 610.",
        "Bussit 1, 12, 15 ja 18 eivät kulje iltaisin.",
        "Y-tunnus 0149669-3 on väärin laskussa.",
        "Kokouksen ID 555 0155 212 ei toiminut.",
        "Viitenumero 03456 78901 jäi maksamatta.",
        "Kiinteistötunnus on 398-12-45-6.",
        "Soitin 20 kertaa ja jonotin 45 minuuttia.",
    ],
)
def test_years_prices_times_and_codes_are_no_phone_numbers(find: Finder, text: str) -> None:
    assert find("phones", text) == []
