"""The best backend: readings chosen by context, colloquial and unknown words mended."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.base import Lemmatizer, lemmatizers
from pipeline.language.best import standard
from pipeline.language.disambiguate import agreement, choose


@pytest.fixture(scope="module")
def best() -> Lemmatizer:
    return lemmatizers.create("best")


def lemmas(best: Lemmatizer, text: str) -> dict[str, str]:
    return {token.form: token.lemma.lower() for token in best.lemmatize([text])[0]}


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("Kirjastossa oli hyvä tunnelma.", "Kirjastossa", "kirjasto"),
        ("Uusi asema on rumempi, mutta vanhassa asemassa oli kahvila.", "asemassa", "asema"),
        ("Vaaleissa äänesti harva.", "Vaaleissa", "vaalit"),
        ("En ole saanut vastausta.", "saanut", "saada"),
        ("Kaikki tapahtui nopeasti.", "nopeasti", "nopeasti"),
        ("Kukaan ei tiedä mistään mitään.", "mistään", "mikään"),
        ("Se on parempi kirjastos ku torilla.", "kirjastos", "kirjasto"),
        ("Kukaan ei oo kertonu meille.", "oo", "olla"),
        ("Kukaan ei oo kertonu meille.", "kertonu", "kertoa"),
        ("Mä en tiiä siitä mitään.", "Mä", "minä"),
        ("Luin siitä Spiegelin verkkosivuilta.", "Spiegelin", "spiegel"),
        ("Matkustimme Kalymnoksen saarelle.", "Kalymnoksen", "kalymnos"),
        ("Puistoon tarvitaan lisää valoja.", "valoja", "valo"),
        ("Tapahtuma on aina peruttu sään takia.", "sään", "sää"),
        ("Palaute kohdistui valmisteluun ja perustui kokemuksiin.", "kohdistui", "kohdistua"),
        ("Siihen kohdistuneet toiveet unohtuivat.", "kohdistuneet", "kohdistua"),
        ("Asiaa on selvitelty vuosia.", "selvitelty", "selvitellä"),
        ("Aloitteen allekirjoittaminen oli hankalaa.", "allekirjoittaminen", "allekirjoittaminen"),
        ("Otin naapurin mukaani iltaan.", "mukaani", "mukaan"),
        ("Asiat hoituvat nopeammin yhdessä.", "nopeammin", "nopeasti"),
        ("Siellähän sitä istutaan.", "Siellähän", "siellä"),
        ("Kylätalon klaffipöydän ääressä juteltiin.", "klaffipöydän", "klaffipöytä"),
        ("Meijän pihas ei oo valoja.", "oo", "olla"),
        ("Kiva kun meijän pihalla kävi joku.", "meijän", "minä"),
        ("Mää en tiiä kuka sen hoitaa.", "tiiä", "tietää"),
        ("Kyllä se tuntu hyvältä illalla.", "tuntu", "tuntua"),
        ("Kiva ilta. Mä tuun toistekin.", "Mä", "minä"),
        ("MEIJÄN PIHA. MÄ EN OO KÄYNYT.", "OO", "olla"),
    ],
)
def test_words_get_the_lemma_of_their_context(
    best: Lemmatizer, text: str, form: str, lemma: str
) -> None:
    assert lemmas(best, text)[form] == lemma


@given(st.lists(st.text(st.characters(exclude_characters="\n"), max_size=12), max_size=8))
def test_one_token_for_each_form(best: Lemmatizer, forms: list[str]) -> None:
    assert [token.form for token in best.lemmatize_tokens([forms])[0]] == forms


def test_the_reading_that_agrees_with_the_case_wins() -> None:
    tail = {"BASEFORM": "häntä", "CLASS": "nimisana", "SIJAMUOTO": "nimento", "STRUCTURE": "=p"}
    someone = {"BASEFORM": "hän", "CLASS": "asemosana", "SIJAMUOTO": "osanto", "STRUCTURE": "=p"}
    assert choose([tail, someone], "PRON", {"Case": "Par"}) == someone
    assert choose([tail, someone], "NOUN", {"Case": "Nom"}) == tail


def test_a_compound_reading_loses_to_a_plain_one() -> None:
    plain = {"BASEFORM": "asema", "CLASS": "nimisana", "STRUCTURE": "=pppppppp"}
    compound = {"BASEFORM": "asemassa", "CLASS": "nimisana", "STRUCTURE": "=ppp=ppppp"}
    assert agreement(plain, "NOUN", {}) > agreement(compound, "NOUN", {})


@pytest.mark.parametrize(
    ("form", "first", "spelling"),
    [
        ("kirjastos", False, "kirjastossa"),
        ("Mä", True, "Minä"),
        ("Rakoski", False, "Rakoski"),  # a capital inside a sentence begins a name
        ("kirjasto", False, "kirjasto"),
        ("xyzzy", False, "xyzzy"),
        ("EU:n", False, "EU:n"),
    ],
)
def test_only_what_is_no_standard_word_is_respelled(
    best: Lemmatizer, form: str, first: bool, spelling: str
) -> None:
    assert standard(form, first) == spelling
