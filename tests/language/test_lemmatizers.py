"""Every backend gives the base forms it should, one token for each form."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import voikko
from pipeline.language.base import Lemmatizer, lemmatizers, tokenize
from pipeline.records import Token

Make = Callable[[str], Lemmatizer]

_COMMON = [
    ("Asukkaat", "asukas", "NOUN"),
    ("haluaisivat", "haluta", "VERB"),
    ("penkkejä", "penkki", "NOUN"),
    ("puistoon", "puisto", "NOUN"),
    (",", ",", "PUNCT"),
    ("eivät", "ei", "AUX"),
    ("kumppanuuspöydissä", "kumppanuuspöytä", "NOUN"),
    ("12", "12", "NUM"),
    ("😀", "😀", "SYM"),
]
_BY_DICTIONARY = [
    *_COMMON,
    ("Nopeasti", "nopeasti", "ADV"),
    ("korjatut", "korjata", "VERB"),
    ("tapahtumia", "tapahtuma", "NOUN"),
    ("Höpsinkeinen", "Höpsinkeinen", "X"),
]
_EXPECTED = {
    "voikko": _BY_DICTIONARY,
    "pyvoikko": _BY_DICTIONARY,
    "simplemma": [
        (form, lemma, pos if pos in {"PUNCT", "NUM", "SYM"} else "X")
        for form, lemma, pos in _COMMON
    ],
}
_CASES = [(name, *word) for name, words in _EXPECTED.items() for word in words]
#: Anything that a line of JSON may hold in place of a word.
_FORM = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=12
) | st.sampled_from(["", " ", "\t", "😀", "👩‍👩‍👧", "Kerro-Pois", "a b", "\u2028", "x" * 600])


@pytest.mark.parametrize(("name", "form", "lemma", "pos"), _CASES)
def test_a_word_is_put_in_its_base_form(
    lemmatizer: Make, name: str, form: str, lemma: str, pos: str
) -> None:
    assert lemmatizer(name).lemmatize_tokens([[form]]) == [[Token(form, lemma, pos)]]


def test_spacy_reads_a_sentence_in_context(lemmatizer: Make) -> None:
    text = "Asukkaat haluavat lisää penkkejä Lahden puistoihin, eivät melua."
    (tokens,) = lemmatizer("spacy").lemmatize([text])
    assert [(token.lemma, token.pos) for token in tokens] == [
        ("asukas", "NOUN"), ("haluta", "VERB"), ("lisää", "ADV"), ("penkki", "NOUN"),
        ("Lahti", "PROPN"), ("puisto", "NOUN"), (",", "PUNCT"), ("ei", "AUX"),
        ("melu", "NOUN"), (".", "PUNCT"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", list(lemmatizers))
def test_the_words_of_a_text_come_out_in_order(lemmatizer: Make, name: str) -> None:
    text = "Kerro-Pois toimii hyvin! 😀 Bussit kulkevat."
    (tokens, none) = lemmatizer(name).lemmatize([text, ""])
    assert [token.form for token in tokens] == tokenize(text)
    assert none == []


@pytest.mark.parametrize("name", list(lemmatizers))
@settings(max_examples=40)
@given(sentences=st.lists(st.lists(_FORM, max_size=6), max_size=4))
def test_one_token_comes_out_for_each_form_given(
    lemmatizer: Make, name: str, sentences: list[list[str]]
) -> None:
    found = lemmatizer(name).lemmatize_tokens(sentences)
    assert [[token.form for token in tokens] for tokens in found] == sentences


@pytest.mark.parametrize("name", list(lemmatizers))
def test_the_version_names_the_library(lemmatizer: Make, name: str) -> None:
    assert lemmatizer(name).version.startswith(f"{name}-")


def test_eight_threads_give_what_one_gives(lemmatizer: Make) -> None:
    words = [
        stem + ending
        for stem in ("talo", "katu", "penkki", "puisto", "bussi", "kerho", "sauna", "koulu")
        for ending in ("", "n", "ssa", "sta", "lla", "lta", "lle", "kin", "ko", "nsa", "mme")
    ]
    sentences = [words[start::8] + words[:start:3] for start in range(8)]
    make = lemmatizer("voikko").lemmatize_tokens
    voikko._token.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(make, [[sentence] * 5 for sentence in sentences]))
    voikko._token.cache_clear()
    assert together == [make([sentence] * 5) for sentence in sentences]
