"""Names of people: three detectors that miss different ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline import engines
from pipeline.privacy.base import Detector, TextDetector
from pipeline.records import Span

_CAPITALISED = re.compile(r"\b[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)*\b")


class SpacyNames(Detector):
    """spaCy's named-entity recogniser (PERSON)."""

    def __init__(self) -> None:
        self._nlp = engines.spacy_fi(("tok2vec", "ner"))

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        return [
            [
                Span(entity.start_char, entity.end_char, "PERSON", 0.7)
                for entity in document.ents
                if entity.label_ == "PERSON" and entity.text[:1].isupper()
            ]
            for document in self._nlp.pipe(texts, batch_size=64)
        ]


class VoikkoNames(TextDetector):
    """Capitalised words that Voikko's dictionary knows only as a first name or surname."""

    def __init__(self) -> None:
        engines.voikko()

    def spans(self, text: str) -> Iterator[Span]:
        for match in _CAPITALISED.finditer(text):
            if not _begins_sentence(text, match.start()) and _only_a_name(match[0]):
                yield Span(match.start(), match.end(), "PERSON", 0.8)


class ListedNames(TextDetector):
    """A listed first name followed by a capitalised word: two words that are a full name."""

    # The second word is only looked at: it may be a first name itself ("Puheenjohtaja Anna Aalto").
    _FULL = re.compile(
        r"\b([A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?)(?= ([A-ZÅÄÖ][a-zåäöé-]+)\b)"
    )

    def spans(self, text: str) -> Iterator[Span]:
        for match in self._FULL.finditer(text):
            if match[1].casefold() in first_names():
                yield Span(match.start(), match.end(2), "PERSON", 0.9)


@cache
def first_names() -> frozenset[str]:
    """First names that Faker's Finnish provider carries, case-folded."""
    from faker.providers.person.fi_FI import Provider

    return frozenset(name.casefold() for name in Provider.first_names)


def _only_a_name(word: str) -> bool:
    classes = {analysis["CLASS"] for analysis in engines.analyses(word)}
    return bool(classes) and classes <= {"etunimi", "sukunimi"}


def _begins_sentence(text: str, position: int) -> bool:
    before = text[:position].rstrip(" \"'”»(–-")
    return not before or before[-1] in ".!?:\n"
