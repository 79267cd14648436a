"""Lemma figures: what is counted, and how."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language.base import Lemmatizer
from pipeline.language.evaluate import Share, compare, evaluate, pos_table, table
from pipeline.language.treebank import GoldWord
from pipeline.records import Token

GOLD = [
    [
        GoldWord("Pöydissä", "kumppanuus#pöytä", "NOUN"),
        GoldWord("oon", "olla", "AUX", colloquial=True),
        GoldWord("Lahdes", "Lahti", "PROPN", colloquial=True, typo=True),
        GoldWord("!", "!", "PUNCT"),
        GoldWord("-", "_", "SYM"),
    ]
]


class Fixed(Lemmatizer):
    """Gives known answers, whatever is asked."""

    version = "fixed-1"

    def lemmatize_tokens(self, sentences: Sequence[Sequence[str]]) -> list[list[Token]]:
        lemmas = {"Pöydissä": "kumppanuuspöytä", "oon": "oo", "Lahdes": "lahti"}
        return [[Token(form, lemmas.get(form, form), "X") for form in forms] for forms in sentences]


def test_case_and_compound_marks_count_only_when_strict() -> None:
    figures = evaluate(Fixed(), "fixed", GOLD)
    assert figures.all_words == Share(3, 4)  # the open lemma is left out
    assert figures.strict == Share(2, 4)
    assert figures.content == Share(2, 2)
    assert figures.colloquial == Share(1, 2)
    assert figures.typos == Share(1, 1)
    assert figures.by_pos["AUX"] == Share(0, 1)
    assert figures.tokens_per_second > 0


def test_backends_are_compared_in_one_table() -> None:
    figures, missing = compare(GOLD, ("simplemma", "voikko"))
    lines = table(figures, bare=4321)
    assert [line.split(" | ")[0].strip("| ") for line in lines[2:]] == [
        *(one.backend for one in figures), "spaCy's tagger alone",
    ]  # fmt: skip
    assert "4 300" in lines[-1]
    assert len({line.count("|") for line in [*lines[2:], *lines[:1]]}) == 1
    assert any(line.startswith("| PROPN | 1 |") for line in pos_table(figures))
    assert set(missing).isdisjoint(one.backend for one in figures)


def test_nothing_to_count_is_a_dash() -> None:
    assert str(Share(0, 0)) == "–"
    assert str(Share(2, 3)) == "66.7"
