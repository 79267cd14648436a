"""Identity codes and account numbers, and numbers that are none of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        "131052 308T",  # its sign left out
        "131052308T",
        "13.10.1952-308T",
    ],
)
def test_identity_codes_are_found(find: Finder, code: str) -> None:
    assert find("identity-codes", f"Tunnukseni on {code}, lisätkää minut listalle.") == [code]


def test_an_inflected_identity_code_is_found_whole(find: Finder) -> None:
    assert find("identity-codes", "Varaus on tehty 131052-308T:n nimellä.") == ["131052-308T:n"]


@given(
    born=st.dates(date(1900, 1, 1), date(2029, 12, 31)),
    individual=st.integers(2, 899),
    sign=st.integers(0, 5),
)
def test_every_code_that_can_be_given_is_found(
    find: Finder, born: date, individual: int, sign: int
) -> None:
    signs = "-YXWVU" if born.year < 2000 else "ABCDEF"
    digits = f"{born:%d%m%y}{individual:03}"
    check = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(digits) % 31]
    code = f"{digits[:6]}{signs[sign]}{digits[6:]}{check}"
    assert find("identity-codes", f"Tytön tunnus {code} oli kirjeessä.") == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Summa oli 451352-308T tai jotain.",  # no such day
        "Talkoot pidettiin vuosina 2023-2024.",
        "Yhdistyksen y-tunnus on 1234567-8.",
        "Laskun viite on 1131052-308T.",  # part of a longer number
        "Soita 040 123 4567.",
        "Postinumero on 15140.",
        "Myyjäiset pidettiin 15.10.2023 - 1200 euroa kertyi.",
        "Laskun numero on 131052308A.",  # no sign, and the check character is wrong
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
        "FI21.1234.5600.0007.85",
        "FI21 123456 00000785",
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
    found = sorted(find("ibans", text))
    assert found == ["EE38 2200 2210 2014 5685", "FI21 1234 5600 0007 85"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tilinumero on 123456-785, siis vanhaa mallia.", "123456-785"),
        ("Maksakaa tililleni 21 1234 5600 0007 85.", "21 1234 5600 0007 85"),
        ("Mitt konto är SE12 5000 0000 0583 9825 7466.", "SE12 5000 0000 0583 9825 7466"),
    ],
)
def test_a_number_said_to_be_an_account_is_found_whatever_its_form(
    find: Finder, text: str, number: str
) -> None:
    assert find("ibans", text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Lomake AB12 3456 7890 1234 jäi tiskille.",
        "Linja LA12 ajaa keskustaan joka tunti.",
        "Hankkeeseen kului 12 345 678 euroa.",
        "Asia 123456-785 on vireillä.",
    ],
)
def test_other_codes_are_no_account_numbers(find: Finder, text: str) -> None:
    assert find("ibans", text) == []
