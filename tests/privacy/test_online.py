"""E-mail addresses, also spelled out, and names by which a person is found online."""

from __future__ import annotations

import time

import pytest

from tests.privacy.conftest import Finder


@pytest.mark.parametrize(
    "address",
    [
        "aino.esimerkki@example.fi",
        "AINO.ESIMERKKI@EXAMPLE.FI",
        "aino+kysely@posti.example.org",
        "aino_e-k@example.net",
        "olga@example.ru",
        "päivi@esimerkki.fi",
        "aino.esimerkki @ example.fi",
        "aino.esimerkki(at)example.fi",
        "aino.esimerkki [at] example [dot] com",
        "aino.esimerkki at example.fi",
        "aino piste esimerkki ät posti piste fi",
        "aino miukumauku esimerkki piste com",
    ],
)
def test_email_addresses_are_found_also_spelled_out(find: Finder, address: str) -> None:
    (found,) = find("emails", f"Osoite: {address}, vastaan kyllä.")
    assert found == address


def test_an_inflected_email_address_is_found(find: Finder) -> None:
    assert find("emails", "Kirjoita aino@example.fi:hin.") == ["aino@example.fi"]


@pytest.mark.parametrize(
    "text",
    [
        "Katsoin sivulta www.lahdenmatkailu.fi, mutta tietoa ei ollut.",
        "Lapset haluavat puistoja.Me toivomme valoja.",  # no blank after the full stop
        "Asukkaat odottavat.Se ei ole oikein.",
        "Tämä on hyvä piste fiksulle päätökselle.",
        "Ääniä tuli 10 @ 5 päivää.",
    ],
)
def test_web_pages_and_sloppy_sentences_are_no_email_addresses(find: Finder, text: str) -> None:
    assert find("emails", text) == []


@pytest.mark.parametrize("piece", ["piste", "at", "a.", "a-", "-", "a@", "dot "])
def test_a_long_row_of_anything_is_searched_quickly(find: Finder, piece: str) -> None:
    find("emails", "alku")
    begun = time.perf_counter()
    find("emails", piece * 2_000)
    assert time.perf_counter() - begun < 20


@pytest.mark.parametrize(
    "handle",
    [
        "@pihan_vaki",
        "@aino.kuvaa",
        "https://www.facebook.com/aino.esimerkki.5",
        "facebook.com/profile.php?id=100000000000001",
        "instagram.com/pihapelit",
        "www.tiktok.com/@pihapelit",
        "t.me/pihapelit",
    ],
)
def test_handles_and_links_to_a_persons_page_are_found(find: Finder, handle: str) -> None:
    assert find("handles", f"Kuvat löytyvät täältä: {handle} ja niitä saa jakaa.") == [handle]


@pytest.mark.parametrize(
    "text",
    [
        "Katso www.lahti.fi ja osallistu.",
        "Sarja on nähtävissä netflix.com/sarjat/pihapelit, suosittelen.",
        "Facebookissa ja Instagramissa kerrottiin liian myöhään.",
        "Kirjoita aino@example.fi niin vastaan.",
        "Tavataan 5 @ kello kuusi.",
    ],
)
def test_other_pages_and_addresses_are_no_handles(find: Finder, text: str) -> None:
    assert find("handles", text) == []
