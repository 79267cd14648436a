"""What dictionaries, name lists and spaCy know of a word: evidence for and against a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from pipeline import engines
from pipeline.language.frequency import zipf

_WORD = re.compile(r"\w+")
#: Voikko's classes of names of people, and of other names.
_PEOPLE = frozenset(("etunimi", "sukunimi"))
_OTHERS = frozenset(("paikannimi", "nimi"))
#: What spaCy calls an entity, by its place among the evidence; any other kind comes last.
_ENTITIES = {"PERSON": 0, "ORG": 1, "GPE": 2, "LOC": 2, "FAC": 3, "PRODUCT": 3, "EVENT": 3,
             "WORK_OF_ART": 3}  # fmt: skip
_OTHER_ENTITY = 4
#: Share of capitals from which a text shouts: a capital tells nothing there.
_SHOUTED = 0.6
#: How many numbers `Word.evidence` holds; where it tells that a word is in Voikko's dictionary or
#: one of names.
SIZE = 23
_ORDINARY, _AS_NAME = 11, (5, 6, 13, 14)


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """Characters `start` to `end` of a text; `evidence` has shape (SIZE,), float32."""

    start: int
    end: int
    evidence: np.ndarray

    @property
    def is_ordinary(self) -> bool:
        """Whether Voikko has it among its words, and nobody among names."""
        return bool(self.evidence[_ORDINARY]) and not self.evidence[list(_AS_NAME)].any()


def words(texts: Sequence[str]) -> list[list[Word]]:
    """The words of each text with what is known of them.

    Raises:
        ImportError, OSError: Voikko, spaCy's model or Faker is not installed.
    """
    engines.voikko()
    nlp = engines.spacy_fi(("tok2vec", "ner"))
    return [
        list(_words(text, [(e.start_char, e.end_char, e.label_) for e in document.ents]))
        for text, document in zip(texts, nlp.pipe(texts, batch_size=64), strict=True)
    ]


def bases(word: str) -> frozenset[str]:
    """The base forms that Voikko sees in a word, in lower case."""
    return frozenset(one["BASEFORM"].replace("=", "").casefold() for one in engines.analyses(word))


def _words(text: str, entities: Sequence[tuple[int, int, str]]) -> Iterator[Word]:
    shouted = sum(map(str.isupper, text)) > _SHOUTED * max(1, sum(map(str.isalpha, text)))
    for match in _WORD.finditer(text):
        start, end = match.span()
        entity = np.zeros(_OTHER_ENTITY + 1, np.float32)
        kinds = [kind for first, last, kind in entities if first < end and start < last]
        if kinds:
            entity[_ENTITIES.get(kinds[0], _OTHER_ENTITY)] = 1
        known = _known(match[0], begins_sentence(text, start), shouted)
        yield Word(start, end, np.concatenate([np.array(known, np.float32), entity]))


def begins_sentence(text: str, position: int) -> bool:
    """Whether what stands here would have a capital whatever it is."""
    before = text[:position].rstrip(" \"'”»(–-")
    return not before or before[-1] in ".!?:\n…"


@lru_cache(maxsize=200_000)
def _known(word: str, begins: bool, shouted: bool) -> tuple[float, ...]:
    lower = word.lower()
    titled = word[:1].upper() + word[1:].lower()
    as_name, as_word = _classes(titled), _classes(lower)
    forms = bases(titled) | {titled.casefold()}
    return tuple(
        float(one)
        for one in (
            word[:1].isupper(), word.isupper() and len(word) > 1, word.islower(), begins, shouted,
            "etunimi" in as_name, "sukunimi" in as_name, "paikannimi" in as_name,
            "nimi" in as_name, bool(as_name) and as_name <= _PEOPLE, not as_name,
            bool(as_word - _PEOPLE - _OTHERS), not as_word,
            bool(forms & first_names()), bool(forms & surnames()),
            zipf(lower) / 8, len(word) <= 2, any(map(str.isdigit, word)),
        )
    )  # fmt: skip


@lru_cache(maxsize=200_000)
def _classes(word: str) -> frozenset[str]:
    return frozenset(one.get("CLASS", "") for one in engines.analyses(word))


@cache
def first_names() -> frozenset[str]:
    """Finnish, Swedish and English first names that Faker's providers carry, case-folded."""
    from faker.providers.person import en_US, fi_FI, sv_SE

    found = (fi_FI.Provider.first_names, sv_SE.Provider.first_names, en_US.Provider.first_names)
    return frozenset(name.casefold() for names in found for name in names)


@cache
def surnames() -> frozenset[str]:
    """Finnish and Swedish surnames that Faker's providers carry, case-folded."""
    from faker.providers.person import fi_FI, sv_SE

    found = (fi_FI.Provider.last_names, sv_SE.Provider.last_names)
    return frozenset(name.casefold() for names in found for name in names)
