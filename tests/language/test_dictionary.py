"""A city's own words, in any lemmatizer's tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.dictionary import Dictionary
from pipeline.records import Token

WORDS = ("Kerro Pois!", "Liipola", "Laune", "Villähde", "Niemi", "Rakokivi", "jalkautuminen")


def tokens(*forms: str) -> list[Token]:
    """Tokens of a lemmatizer that knows nothing."""
    return [Token(form, form, "X") for form in forms]


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary(WORDS)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("Liipolassa", "Liipola"),
        ("Liipolastakin", "Liipola"),
        ("liipolaan", "Liipola"),
        ("Launeella", "Laune"),
        ("Launeen", "Laune"),
        ("Villähteelle", "Villähde"),
        ("Rakokiven", "Rakokivi"),
        ("jalkautumisesta", "jalkautuminen"),
        ("Liipolantie", "Liipolantie"),
        ("lauantai", "lauantai"),
    ],
)
def test_an_inflected_own_word_gets_its_base_form(
    dictionary: Dictionary, form: str, lemma: str
) -> None:
    assert dictionary.apply(tokens(form))[0].lemma == lemma


def test_a_name_in_small_letters_stays_the_common_word_that_it_is(dictionary: Dictionary) -> None:
    assert dictionary.lemma(Token("niemellä", "niemi", "NOUN")).lemma == "niemi"
    assert dictionary.lemma(Token("Niemellä", "niemi", "PROPN")) == Token(
        "Niemellä", "Niemi", "PROPN"
    )


@pytest.mark.parametrize(
    ("forms", "joined"),
    [
        (("Kerro", "Pois", "!", "on", "hyvä"), "Kerro Pois!"),
        (("kerro", "pois", "toimii"), "kerro pois"),
        (("Kerro-Pois", "toimii"), "Kerro-Pois"),
        (("Kerro", "Poisissa", "kuultiin"), "Kerro Poisissa"),
        (("kerropois", "toimii"), "kerropois"),
    ],
)
def test_a_phrase_becomes_one_token(
    dictionary: Dictionary, forms: tuple[str, ...], joined: str
) -> None:
    first, *rest = dictionary.apply(tokens(*forms))
    assert first == Token(joined, "Kerro Pois!", "PROPN")
    assert [token.form for token in rest] == list(forms[-len(rest) :])


def test_words_of_a_phrase_apart_stay_apart(dictionary: Dictionary) -> None:
    for forms in (("Kerro", "roskat", "pois"), ("Pois", "Kerro"), ("Kerro",)):
        assert [token.form for token in dictionary.apply(tokens(*forms))] == list(forms)


@given(st.lists(st.text(max_size=10) | st.sampled_from(["Kerro", "Pois", "!", "-"]), max_size=8))
def test_no_letter_is_lost(forms: list[str]) -> None:
    found = Dictionary(WORDS).apply(tokens(*forms))
    assert "".join(t.form for t in found).replace(" ", "") == "".join(forms).replace(" ", "")


def test_the_version_follows_the_words_not_their_order() -> None:
    assert Dictionary(WORDS).version == Dictionary(reversed(WORDS)).version
    assert Dictionary(WORDS).version != Dictionary(WORDS[1:]).version


def test_an_empty_dictionary_changes_nothing() -> None:
    assert Dictionary().apply(tokens("Kerro", "Pois")) == tokens("Kerro", "Pois")
