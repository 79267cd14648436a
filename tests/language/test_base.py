"""Cutting a text into words, and what is no word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.base import FALLBACK_ORDER, lemmatizers, pos_of_mark, tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Kerro-Pois on hyvä.", ["Kerro-Pois", "on", "hyvä", "."]),
        ("Kerro Pois! -malli", ["Kerro", "Pois", "!", "-", "malli"]),
        ("EU:n tuki, 5–10 euroa", ["EU:n", "tuki", ",", "5–10", "euroa"]),
        ("raaka'aine ja vaa’an", ["raaka'aine", "ja", "vaa’an"]),
        ("Hyvä!!! 😀", ["Hyvä", "!", "!", "!", "😀"]),
        ("bussi\n\n  tuli\tajoissa", ["bussi", "tuli", "ajoissa"]),
        ("\u00a0", []),
        ("", []),
    ],
)
def test_words_keep_their_inner_marks(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


@given(st.text())
def test_tokens_hold_every_character_but_blanks(text: str) -> None:
    assert "".join(tokenize(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("form", "pos"),
    [
        (".", "PUNCT"), ("–", "PUNCT"), ("”", "PUNCT"), ("…", "PUNCT"), ("", "PUNCT"),
        ("😀", "SYM"), ("€", "SYM"), ("12", "NUM"), ("2024–2025", "NUM"), ("5-vuotias", "NUM"),
        ("katu", None), ("EU:n", None), ("x2", None),
    ],
)  # fmt: skip
def test_marks_and_numbers_are_told_from_words(form: str, pos: str | None) -> None:
    assert pos_of_mark(form) == pos


def test_auto_tries_backends_that_there_are() -> None:
    assert set(FALLBACK_ORDER) <= set(lemmatizers)
