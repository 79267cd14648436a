"""The words that tell of a topic."""

from __future__ import annotations

import pytest

from pipeline.records import UNASSIGNED, Token
from pipeline.topics import Document
from pipeline.topics.keywords import content_lemmas, telling_words


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


def on(*lemmas: str) -> Document:
    return document(*((lemma, "NOUN") for lemma in lemmas))


def test_words_that_all_topics_hold_tell_least() -> None:
    answers = [on("kaupunki", "bussi"), on("kaupunki", "bussi"), on("kaupunki", "puisto")]
    found = telling_words(answers, ["A", "A", "B"])
    assert found == {"A": ["bussi", "kaupunki"], "B": ["puisto", "kaupunki"]}


def test_as_many_words_as_wanted_and_equal_ones_by_the_alphabet() -> None:
    assert telling_words([on("puisto", "bussi", "koulu")], [0], 2) == {0: ["bussi", "koulu"]}
    assert len(telling_words([on(*(f"sana{i}" for i in range(12)))], [0])[0]) == 10


@pytest.mark.parametrize("none", [None, UNASSIGNED])
def test_answers_without_a_topic_say_nothing(none: int | None) -> None:
    answers = [on("bussi"), on("puisto"), on("bussi")]
    assert telling_words(answers, [0, none, 0]) == {0: ["bussi"]}
    assert telling_words(answers, [none] * 3) == {}
