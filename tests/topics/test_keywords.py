"""The words that may name a topic, and the headings made of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Token
from pipeline.topics import Document
from pipeline.topics.keywords import content_lemmas, label_of


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


def test_a_heading_has_up_to_three_nouns_of_the_keywords() -> None:
    said = document(("bussi", "NOUN"), ("aikataulu", "NOUN"), ("pysäkki", "NOUN"), ("iso", "ADJ"))
    words = ["bussi", "iso", "aikataulu", "pysäkki"]
    assert label_of(words, [said], set()) == "Bussi, aikataulu ja pysäkki"
    assert label_of(words[:3], [said], set()) == "Bussi ja aikataulu"
    assert label_of(["iso"], [said], set()) == "Iso"


def test_a_name_keeps_its_capital() -> None:
    said = document(("bussi", "NOUN"), ("Lahti", "PROPN"))
    assert label_of(["bussi", "lahti"], [said], set()) == "Bussi ja Lahti"


def test_a_heading_that_is_taken_grows_until_it_differs() -> None:
    said = document(*((word, "NOUN") for word in ("bussi", "reitti", "pysäkki", "lippu")))
    words = ["bussi", "reitti", "pysäkki", "lippu"]
    taken = {"Bussi, reitti ja pysäkki"}
    assert label_of(words, [said], taken) == "Bussi, reitti, pysäkki ja lippu"


def test_topics_without_words_are_numbered() -> None:
    assert label_of([], [], set()) == "Muut vastaukset 1"
    assert label_of([], [], {"Muut vastaukset 1"}) == "Muut vastaukset 2"


@given(st.lists(st.lists(st.sampled_from(["bussi", "puisto", "melu", "valo"]), unique=True)))
def test_no_two_topics_share_a_heading(topics: list[list[str]]) -> None:
    said = document(*((word, "NOUN") for word in ("bussi", "puisto", "melu", "valo")))
    taken: set[str] = set()
    for words in topics:
        label = label_of(words, [said], taken)
        assert label not in taken
        taken.add(label)
