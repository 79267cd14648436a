"""The best backend: readings chosen by context, colloquial and unknown words mended."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.base import Lemmatizer, lemmatizers
from pipeline.language.colloquial import short_form, standard_spellings
from pipeline.language.disambiguate import agreement, choose
from pipeline.language.unknown import base_form
from pipeline.language.words import PRONOUNS, plural_only


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
    ("written", "standard"),
    [
        ("kirjastos", "kirjastossa"),
        ("torilt", "torilta"),
        ("kertonu", "kertonut"),
        ("pitäs", "pitäisi"),
        ("voisko", "voisiko"),
        ("kuoppaset", "kuoppaiset"),
        ("tehä", "tehdä"),
        ("hirvee", "hirveä"),
        ("kivoi", "kivoja"),
    ],
)
def test_rules_reach_the_standard_spelling(written: str, standard: str) -> None:
    assert standard in list(standard_spellings(written))


@given(st.text(max_size=20))
def test_rules_never_repeat_themselves_or_give_the_form_back(form: str) -> None:
    spellings = list(standard_spellings(form))
    assert len(spellings) == len(set(spellings))
    assert form.lower() not in spellings


def test_a_short_form_that_is_a_word_too_needs_its_part_of_speech() -> None:
    assert short_form("et", "SCONJ") == "että"
    assert short_form("et", "AUX") is None
    assert short_form("mä", "PRON") == "minä"


@pytest.mark.parametrize(
    ("form", "case", "base"),
    [
        ("Spiegelin", "Gen", "Spiegel"),
        ("Arduinolla", "Ade", "Arduino"),
        ("Kalymnokselle", "All", "Kalymnos"),
        ("Hypatiaa", "Par", "Hypatia"),
        ("EU:ssa", "Ine", "EU"),
        ("Arduino", "Nom", "Arduino"),
        ("Arduino", None, "Arduino"),
    ],
)
def test_a_name_loses_the_ending_of_its_case(form: str, case: str | None, base: str) -> None:
    assert base_form(form, case) == base


def test_nouns_without_a_singular_stay_plural() -> None:
    assert plural_only("vaali") == "vaalit"
    assert plural_only("sisämarkkina") == "sisämarkkinat"
    assert plural_only("Yhdysvalta") == "Yhdysvallat"
    assert plural_only("talo") == "talo"
    assert PRONOUNS["jossakin"] == "jokin"
