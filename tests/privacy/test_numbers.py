"""Identity codes, account numbers and phone numbers, and numbers that are none of them."""

from __future__ import annotations

import pytest

from tests.privacy.conftest import Finder


@pytest.mark.parametrize(
    "code",
    [
        "131052-308T",  # born in the 1900s
        "131052+308T",  # 1800s
        "131005A308T",  # 2000s
        "131052Y308T",  # the new signs of the 1900s
        "131005B308T",  # and of the 2000s
        "010190-900P",  # temporary
        "131052-308t",
        "131052–308T",  # a word processor's dash
        "131052 - 308T",
        "131052-308A",  # a slip in the check character
    ],
)
def test_identity_codes_are_found(find: Finder, code: str) -> None:
    assert find("identity-codes", f"Tunnukseni on {code}, lisätkää minut listalle.") == [code]


def test_an_inflected_identity_code_is_found(find: Finder) -> None:
    assert find("identity-codes", "Varaus on tehty 131052-308T:n nimellä.") == ["131052-308T"]


@pytest.mark.parametrize(
    "text",
    [
        "Summa oli 451352-308T tai jotain.",  # no such day
        "Talkoot pidettiin vuosina 2023-2024.",
        "Yhdistyksen y-tunnus on 1234567-8.",
        "Laskun viite on 1131052-308T.",  # part of a longer number
        "Soita 040 123 4567.",
        "Postinumero on 15140.",
    ],
)
def test_other_numbers_are_no_identity_codes(find: Finder, text: str) -> None:
    assert find("identity-codes", text) == []


@pytest.mark.parametrize(
    "number",
    [
        "FI21 1234 5600 0007 85",
        "FI2112345600000785",
        "fi21 1234 5600 0007 85",
        "FI21-1234-5600-0007-85",
        "FI22 1234 5600 0007 85",  # a slip in the check digits
        "EE38 2200 2210 2014 5685",
        "DE89 3704 0044 0532 0130 00",
        "GB29NWBK60161331926819",
    ],
)
@pytest.mark.parametrize("after", [".", " on väärin.", " kuuluu minulle.", " tili, kiitos."])
def test_account_numbers_are_found_whatever_follows(find: Finder, number: str, after: str) -> None:
    assert find("ibans", f"Palautus tilille {number}{after}") == [number]


def test_two_account_numbers_in_a_row_are_both_found(find: Finder) -> None:
    text = "Tilit EE38 2200 2210 2014 5685 FI21 1234 5600 0007 85."
    assert find("ibans", text) == ["EE38 2200 2210 2014 5685", "FI21 1234 5600 0007 85"]


@pytest.mark.parametrize(
    "text",
    [
        "Lomake AB12 3456 7890 1234 jäi tiskille.",
        "Linja LA12 ajaa keskustaan joka tunti.",
        "Hankkeeseen kului 12 345 678 euroa.",
    ],
)
def test_other_codes_are_no_account_numbers(find: Finder, text: str) -> None:
    assert find("ibans", text) == []


@pytest.mark.parametrize(
    "number",
    [
        "040 123 4567", "0401234567", "040-1234567", "040-123 4567", "040/1234567",
        "+358 40 123 4567", "+358401234567", "+358(0)40 123 4567", "00358 40 123 4567",
        "0500 123 456", "(03) 814 1234", "03 814 1234", "+46 70 123 45 67",
    ],
)  # fmt: skip
def test_phone_numbers_are_found_in_many_spellings(find: Finder, number: str) -> None:
    found = find("phones", f"Minut saa kiinni numerosta {number} iltaisin.")
    assert max(found, key=len) == number


@pytest.mark.parametrize(
    "text",
    [
        "Hanke kestää vuodet 2023–2024.",
        "Hanke kestää vuodet 2023-2024 ja 2025-2026.",
        "Puisto maksoi 1 200 000 € ja penkki 12 500 euroa.",
        "Lippu maksaa 3,50 euroa ja lasten lippu 0,50.",
        "Kokous pidettiin 01.02.2024 kirjastossa.",
        "Kysely oli auki 01.02.–05.03.2024.",
        "Kirjasto on auki klo 09.00-15.00 ja 08:00-20:00.",
        "Kerho on tiistaisin klo 08-10.",
        "Asteikolla 0-10 annan arvosanan 7.",
        "Kävijöitä oli 15140 ja 15 610.",
        "Bussit 1, 12, 15 ja 18 eivät kulje iltaisin.",
    ],
)
def test_years_prices_and_times_are_no_phone_numbers(find: Finder, text: str) -> None:
    assert find("phones", text) == []
