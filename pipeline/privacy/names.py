"""Names of people: a trained model, and what does without one where it cannot run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline import engines
from pipeline.privacy.base import Detector, TextDetector
from pipeline.records import Span

#: A word is in a name, and begins another one beside it, from this probability on: a name left
#: readable is worse than a word masked in vain, which a person can put right.
_NAMED, _BEGINS = 0.2, 0.5
#: A word that no dictionary has among names needs this much.
_ORDINARY_NAMED = 0.5
#: What may stand between the words of one name: Jukka-Pekka, T. Saukkola.
_BETWEEN = re.compile(r"[ .-]{1,2}")


class TrainedNames(Detector):
    """The shipped model of names; see `privacy.tagger`.

    Args:
        model: its folder.
        cache: where the converted encoder is kept.
    """

    def __init__(self, model: Path, cache: Path) -> None:
        from pipeline.embedding.e5_small import prepare
        from pipeline.privacy.evidence import words
        from pipeline.privacy.tagger import load

        words([""])  # fails here where a dictionary is missing
        self._tagger = load(model, prepare(cache))

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        return [
            names(
                text,
                [
                    (word.start, word.end, named, begins)
                    for word, named, begins in found
                    if not word.is_ordinary or named >= _ORDINARY_NAMED
                ],
            )
            for text, found in zip(texts, self._tagger.tag(texts), strict=True)
        ]


def names(text: str, words: Sequence[tuple[int, int, float, float]]) -> list[Span]:
    """The names that words make: (start, end, probability of being in one, of beginning one).

    A name is as sure as its surest word.
    """
    found: list[Span] = []
    for start, end, named, begins in words:
        if named < _NAMED:
            continue
        last = found[-1] if found else None
        if last and begins < _BEGINS and _BETWEEN.fullmatch(text[last.end : start]):
            sure = max(last.confidence, named)
            found[-1] = Span(last.start, end, "PERSON", round(sure, 4))
        else:
            found.append(Span(start, end, "PERSON", round(named, 4)))
    return found


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


class ListedNames(TextDetector):
    """A listed first name followed by a capitalised word: two words that are a full name."""

    # The second word is only looked at: it may be a first name itself ("Puheenjohtaja Anna Aalto").
    _FULL = re.compile(
        r"\b([A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?)(?= ([A-ZÅÄÖ][a-zåäöé-]+)\b)"
    )

    def __init__(self) -> None:
        from pipeline.privacy.evidence import first_names

        self._first_names = first_names()

    def spans(self, text: str) -> Iterator[Span]:
        for match in self._FULL.finditer(text):
            if match[1].casefold() in self._first_names:
                yield Span(match.start(), match.end(2), "PERSON", 0.9)
