"""The words that tell of a topic."""

from __future__ import annotations

from pipeline.records import Token
from pipeline.topics import Document
from pipeline.topics.keywords import content_lemmas


def document(*tokens: tuple[str, str], language: str = "fi") -> Document:
    """Tokens as (lemma, part of speech)."""
    made = [Token(lemma, lemma, pos) for lemma, pos in tokens]
    return Document("a1", "avain", "teksti", language, made)


def test_content_words_are_kept_in_lower_case_and_empty_ones_dropped() -> None:
    said = document(
        ("Lahti", "PROPN"), ("penkki", "NOUN"), ("rikkinäinen", "ADJ"), ("korjata", "VERB"),
        ("olla", "AUX"), ("asia", "NOUN"), ("hyvä", "ADJ"), ("ja", "CCONJ"), ("12", "NUM"),
        ("12.", "NOUN"),
        (".", "PUNCT"), ("yö", "NOUN"), ("höpsäkkä", "X"),
    )  # fmt: skip
    assert content_lemmas(said) == ["lahti", "penkki", "rikkinäinen", "korjata"]


def test_long_words_of_other_languages_count_without_a_part_of_speech() -> None:
    said = document(("kvarter", "X"), ("bänk", "X"), ("!", "PUNCT"), language="sv")
    assert content_lemmas(said) == ["kvarter"]


def test_a_lemma_of_two_words_stays_one_keyword() -> None:
    assert content_lemmas(document(("linja auto", "NOUN"))) == ["linja auto"]
