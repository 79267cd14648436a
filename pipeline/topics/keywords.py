"""Words that name a topic: lemmas of content words, nouns first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from pipeline.topics.base import Document

_CONTENT = {"NOUN", "PROPN", "ADJ", "VERB"}
_NAMING = {"NOUN", "PROPN"}
#: Finnish lemmas that are tagged as content words and say nothing of a topic.
_EMPTY = frozenset(
    """
    olla ei voida pitää tulla saada tehdä mennä antaa haluta sanoa ottaa käydä jäädä nähdä
    tietää asia juttu kerta vuosi päivä kuukausi viikko ihminen muu sama oma hyvä uusi koko moni
    usea kaikki joku jokin mikä kuka ikinä aika tapa osa puoli väli paikka vaikka kun kyllä
    """.split()  # noqa: SIM905 – a list of words is read as words
)


def content_lemmas(document: Document) -> list[str]:
    """Lower-case lemmas of the content words.

    Other languages' words have no part of speech (X); their longer words count instead.
    """
    kept = []
    for token in document.tokens:
        lemma = token.lemma.casefold()
        wanted = token.pos in _CONTENT or (
            document.language != "fi" and token.pos == "X" and len(lemma) > 5
        )
        if wanted and len(lemma) > 2 and lemma not in _EMPTY and lemma[0].isalpha():
            kept.append(lemma)
    return kept


def label_of(keywords: Sequence[str], members: Sequence[Document], taken: Collection[str]) -> str:
    """A heading of up to three nouns in base form, different from the headings in `taken`."""
    nouns: Counter[str] = Counter()
    written: dict[str, str] = {}
    for document in members:
        for token in document.tokens:
            if token.pos in _NAMING:
                nouns[token.lemma.casefold()] += 1
                written.setdefault(token.lemma.casefold(), token.lemma)
    named = [word for word in keywords if nouns[word]] or list(keywords)
    for count in (3, *range(4, len(named) + 1)):
        label = _heading([written.get(word, word) for word in named[:count]])
        if label and label not in taken:
            return label
    number = 1
    while (label := f"Muut vastaukset {number}") in taken:
        number += 1
    return label


def _heading(words: Sequence[str]) -> str:
    text = " ja ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
    return text[:1].upper() + text[1:]
