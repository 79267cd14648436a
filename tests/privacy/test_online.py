"""E-mail addresses, also spelled out, and names by which a person is found online."""

from __future__ import annotations

import time

import pytest

from pipeline.privacy.words import is_name
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
        "aino alaviiva ässä ät esimerkki piste fi",
        "hanski88 miukumauku example piste com",
        "aino.e(ät)esimerkki.fi",
        "aino.e(miukumauku)esimerkki.fi",
        "aino.e [at] esimerkki [dot] fi",
        "aino . e @ esimerkki . fi",
        "aino-ät-esimerkki.fi",
        "aino@gmail",  # its ending forgotten
        "aino.e ät gmail",
    ],
)
def test_email_addresses_are_found_also_spelled_out(find: Finder, address: str) -> None:
    (found,) = find("emails", f"Osoite: {address}, vastaan kyllä.")
    assert found == address


def test_an_inflected_email_address_is_found_whole(find: Finder) -> None:
    assert find("emails", "Kirjoita aino@example.fi:hin.") == ["aino@example.fi:hin"]


@pytest.mark.parametrize(
    "address",
    [
        "kirjaamo@lahti.fi", "palaute@lahti.fi", "nuorisopalvelut@lahti.fi",
        "tekninen.asiakaspalvelu@lahti.fi", "kirjaamo@paijatha.fi", "info@yritys.fi",
        "asiakaspalvelu@example.com", "no-reply@example.com", "sihteeri@koulu.edu.lahti.fi",
    ],
)  # fmt: skip
def test_a_mailbox_of_an_office_is_nobodys(find: Finder, address: str) -> None:
    assert find("emails", f"Lähetin valituksen osoitteeseen {address} jo keväällä.") == []


@pytest.mark.parametrize(
    "address",
    ["aino.esimerkki@lahti.fi", "huoltaja.esimerkki@posti.example.fi", "rehtorin.mies@example.fi"],
)
def test_a_mailbox_named_after_a_person_is_theirs_wherever_it_is(
    find: Finder, address: str
) -> None:
    assert find("emails", f"Vastaus tuli osoitteesta {address} heti.") == [address]


@pytest.mark.parametrize(
    "text",
    [
        "Katsoin sivulta www.lahdenmatkailu.fi, mutta tietoa ei ollut.",
        "Lapset haluavat puistoja.Me toivomme valoja.",  # no blank after the full stop
        "Asukkaat odottavat.Se ei ole oikein.",
        "Tämä on hyvä piste fiksulle päätökselle.",
        "Ääniä tuli 10 @ 5 päivää.",
        "Meet us at example.com or look at lahti.fi today.",
        "Mummut ei tiedä mikä on miukumauku.",
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
    ("text", "handle"),
    [
        ("Mun snäp on aino.kuvaa05 jos joku haluu kuvia.", "aino.kuvaa05"),
        ("Snapchat aino_e08, TikTok sama.", "aino_e08"),
        ("Insta: pihapelitjee, seuratkaa.", "pihapelitjee"),
        ("Löydyn instasta nimellä pihapelit.", "pihapelit"),
        ("Discordissa olen nimellä pihapeikko ja vastaan.", "pihapeikko"),
        ("Discord pihapeikko#1234 toimii.", "pihapeikko#1234"),
        ("Twitterissä @aino_e:lle kirjoitin jo.", "@aino_e:lle"),
        ("Blogini on pihavaki.blogspot.com ja siellä on kuvia.", "pihavaki.blogspot.com"),
    ],
)
def test_a_name_said_to_be_somebodys_in_a_service_is_found(
    find: Finder, text: str, handle: str
) -> None:
    assert find("handles", text) == [handle]


def test_a_service_and_a_joined_first_name_are_a_handle(find: Finder) -> None:
    if not is_name("Aino"):
        pytest.skip("needs Voikko's dictionary")
    assert find("handles", "Valmentajan snäppi tuomaskaartaa on kaikilla.") == ["tuomaskaartaa"]


@pytest.mark.parametrize(
    "text",
    [
        "Katso www.lahti.fi ja osallistu.",
        "Sarja on nähtävissä netflix.com/sarjat/pihapelit, suosittelen.",
        "Facebookissa ja Instagramissa kerrottiin liian myöhään.",
        "Kirjoita aino@example.fi niin vastaan.",
        "Tavataan 5 @ kello kuusi.",
        "Instagramissa @lahdenkaupunki kertoi siitä liian myöhään.",
        "Ryhmä facebook.com/groups/pihapelit on avoin.",
        "Video on youtube.com/watch?v=abc, katsokaa.",
        "Snapchat on tyhmä ja insta on ihan jees, tiktok pois koulusta.",
        "Facessa on yheksän tuhatta jäsentä.",
        "Instassa kuvia, facessa valitusta, tiktokissa tanssia.",
        "#lahti #ympäristökaupunki kolmas kesä ilman yhtään.",
    ],
)
def test_other_pages_and_addresses_are_no_handles(find: Finder, text: str) -> None:
    assert find("handles", text) == []
