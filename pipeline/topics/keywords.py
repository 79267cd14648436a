"""Words that tell of a topic: lemmas of content words."""

from __future__ import annotations

from pipeline.topics.base import Document

_CONTENT = {"NOUN", "PROPN", "ADJ", "VERB"}
#: Finnish lemmas that are tagged as content words and say nothing of a topic.
EMPTY = frozenset(
    """
    olla ei voida pitää tulla saada tehdä mennä antaa haluta sanoa ottaa käydä jäädä nähdä
    tietää asia juttu kerta vuosi päivä kuukausi viikko ihminen muu sama oma hyvä uusi koko moni
    usea kaikki joku jokin mikä kuka ikinä aika tapa osa puoli väli paikka vaikka kun kyllä
    """.split()  # noqa: SIM905
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
        if wanted and len(lemma) > 2 and lemma not in EMPTY and lemma[0].isalpha():
            kept.append(lemma)
    return kept
