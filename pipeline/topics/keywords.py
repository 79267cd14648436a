"""Words that tell of a topic: lemmas of content words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np

from pipeline.records import UNASSIGNED
from pipeline.topics.base import Document

Label = TypeVar("Label", bound=Hashable)

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


def telling_words(
    documents: Sequence[Document], labels: Sequence[Label | None], count: int = 10
) -> dict[Label, list[str]]:
    """Each topic's most telling lemmas by c-TF-IDF, the best first: the same whoever made them.

    Args:
        labels: the topic of each document; None and UNASSIGNED are none.

    Source: Grootendorst 2022, BERTopic, arXiv:2203.05794.
    """
    counts: dict[Label, Counter[str]] = {}
    for document, label in zip(documents, labels, strict=True):
        if label is not None and label != UNASSIGNED:
            counts.setdefault(label, Counter()).update(content_lemmas(document))
    total = sum(counts.values(), Counter[str]())
    mean = total.total() / max(len(counts), 1)

    def best_first(words: Counter[str]) -> list[str]:
        return sorted(words, key=lambda word: (-words[word] * np.log(1 + mean / total[word]), word))

    return {label: best_first(words)[:count] for label, words in counts.items()}
