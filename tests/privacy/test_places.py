"""Home addresses, and streets, counts, years and speeds that are none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.privacy.words import ends_like_a_partitive, is_counted
from tests.privacy.conftest import Finder


@pytest.mark.parametrize(
    "address",
    [
        "Esimerkkikatu 5", "Esimerkkikadulla 5", "Esimerkkikadun 5", "esimerkkikatu 5 b",
        "Keksijäntie 12 B 34", "Keksijäntiellä 12 B34", "Keksijäntie 12 as 3",
        "Keksijäntie 12 as. 3", "Keksijäntie 12 A as. 3", "Keksijänkuja 7:ssä",
        "Keksijäntie 210:n", "Keksijänpolulla 3", "Keksijäntie 10–12", "Kekkersvägen 4 bost 2",
        "Iso-Keksijänkatu 5 C", "keksijänkuja 3 c4", "Keksijänkatu 15 A, 2. krs",
        "Keksijänaukio 5 bostad 12", "Keksijäntie 1045", "Keksijänkatu 8, rappu B",
        "KEKSIJÄNKATU 7", "Keksijänkadun numero 5", "Kekkersgatan 22 C", "Keksijäntie 30–34",
        "Keksijänkatu5", "Keksijänkadul 5 b",
    ],
)  # fmt: skip
def test_addresses_are_found_inflected_and_with_a_flat(find: Finder, address: str) -> None:
    assert find("addresses", f"Se on siinä {address}, valot puuttuvat.") == [address]


@pytest.mark.parametrize(
    "street",
    [
        "Keksijänlaita", "Keksijänsyrjä", "Keksijänpenger", "Keksijänharju", "Keksijänportti",
        "Keksijäntaival", "Keksijänkulma", "Keksijänreuna", "Keksijänkallio", "Keksijänpää",
        "Keksijänniemi", "Keksijänlehto", "Keksijänvainio", "Keksijänlaakso", "Keksijänpiha",
    ],
)  # fmt: skip
def test_rarer_endings_need_a_capital_or_a_word_of_homes(find: Finder, street: str) -> None:
    assert find("addresses", f"Posti hukkui, se oli {street} 6.") == [f"{street} 6"]
    assert find("addresses", f"asun {street.lower()} 6, tervetuloa") == [f"{street.lower()} 6"]
    assert find("addresses", f"lunta oli {street.lower()} 6 aamulla") == []
    assert find("addresses", f"lunta oli {street.lower()} 6 A 12 aamulla") != []


@pytest.mark.parametrize(
    "address",
    ["Vanha Keksijäntie 3", "Ilmari Keksijän katu 7 B 12", "Läntisellä Keksijänkadulla 4"],
)
def test_a_street_name_in_two_words_is_found_whole(find: Finder, address: str) -> None:
    assert find("addresses", f"Puhe on talosta {address}.") == [address]


def test_the_word_before_a_street_is_no_part_of_it(find: Finder) -> None:
    assert find("addresses", "Asun Keksijänkuja 8 as 17 ja palelen.") == ["Keksijänkuja 8 as 17"]
    assert find("addresses", "Pihalta Keksijänkuja 3 vietiin puu.") == ["Keksijänkuja 3"]


def test_a_street_of_any_name_is_found_when_it_is_said_to_be_the_address(find: Finder) -> None:
    assert find("addresses", "Osoitteeni on Keksijänloukko 3, tulkaa.") == ["Keksijänloukko 3"]
    assert find("addresses", "Osoite Keksijänloukko muuttuu 3 viikon päästä.") == []


@given(
    number=st.integers(1, 300),
    stair=st.sampled_from(["", " A", " b", "C"]),
    flat=st.integers(0, 99),
)
def test_the_flat_never_stays_readable(find: Finder, number: int, stair: str, flat: int) -> None:
    address = f"Keksijänkatu {number}{stair}" + (f" {flat}" if stair and flat else "")
    assert find("addresses", f"Ovi {address} on auki.") == [address]


def test_a_park_may_give_a_street_its_name_and_still_count_its_swings(find: Finder) -> None:
    assert find("addresses", "Talo leikkipuistontie 3 on tyhjä.") == ["leikkipuistontie 3"]
    assert find("addresses", "Leikkipuistossa 3 keinua on rikki.") == []


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
        "Esimerkkikadulla 2 kk kestänyt työ kesti yhdeksän.",
        "Esimerkkikadulla 12 autoa ajoi punaisia päin.",
        "Esimerkkikadulla 5 m leveä kaista ei riitä.",
        "Esimerkkikadulla 30 oli nopeusrajoitus viime viikkoon asti.",
        "Keksijäntiellä 60 km/h on liikaa.",
        "Keksijänkatu 2-kaistaiseksi ja Keksijänkatu 1. vaihe valmiiksi.",
        "Keksijänkadun 50-luvun talot, Keksijänkadulla 2 x viikossa.",
        "Keksijänkadun 2. pyöräpumppu puhaltaa ulospäin.",
        "Keksijänkadulla 7.30 on ruuhka ja Keksijäntiellä 2.5. oli kolari.",
        "Pyörätiellä 3 on kuoppia, pyörätie 3 km pitkä.",
        "Leikkipuisto 3 on huono ja koirapuisto 2 puuttuu.",
        "Raportti 5 ja traktori 3 seisovat, kulkuja 5 ja viivoja 40.",
        "Tavarat maksoivat: rahaa 3 000, talkoita 12.",
        "Jalkarannassa 12 vuotta asunut ei enää ihmettele.",
        "Rikoslain ja ulosottokaaren 4 luvun 19 § mukaan.",
    ],
)
def test_streets_without_a_number_years_and_counts_are_no_addresses(
    find: Finder, text: str
) -> None:
    assert find("addresses", text) == []


@pytest.mark.parametrize("word", ["keinua", "vuotta", "autoa", "kertaa", "km", "kk", "hengen"])
def test_a_partitive_or_a_measure_is_counted(word: str) -> None:
    assert is_counted(word)


@pytest.mark.parametrize("word", ["kohdalla", "edessä", "on", "asuva", "Lahti", ""])
def test_other_words_are_not_counted(word: str) -> None:
    assert not is_counted(word)


def test_without_a_dictionary_the_letters_tell() -> None:
    assert ends_like_a_partitive("keinua")
    assert not ends_like_a_partitive("kohdalla")
    assert not ends_like_a_partitive("edessä")


@pytest.mark.parametrize("piece", ["katu ", "katu 5 ", "tien ", "Aan ", "a-tie ", "talo asun "])
def test_a_long_row_of_streets_is_searched_quickly(find: Finder, piece: str) -> None:
    find("addresses", "alku")
    begun = time.perf_counter()
    find("addresses", piece * 2_000)
    assert time.perf_counter() - begun < 20
