"""The most exact Finnish lemmatizer: context from spaCy, analyses from Voikko.

Spoken forms are first spelled as the standard has them, so that spaCy, which has read standard
Finnish, tags the whole sentence better. Voikko's reading that agrees with the tags gives the lemma;
spaCy-fi's own rules give that of closed classes.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from pipeline import engines
from pipeline.language.adverbs import adverb_lemma
from pipeline.language.base import Options
from pipeline.language.colloquial import respell
from pipeline.language.disambiguate import Analysis, Features, choose, fits_pos
from pipeline.language.morphology import base_of, verb_of_participle
from pipeline.language.simplemma import known_lemma
from pipeline.language.spacy import SpacyLemmatizer
from pipeline.language.spoken import AMBIGUOUS, LEMMAS, SPELLINGS
from pipeline.language.unknown import base_form, by_last_part, infinitive
from pipeline.language.words import PARTICLES, PRONOUNS, plural_only

if TYPE_CHECKING:
    from spacy.tokens import Token as Word

_INFLECTED = ("NOUN", "PROPN", "ADJ")
_SENTENCE_ENDS = frozenset(".!?…:")
#: spaCy's own lemmatizer holds one Voikko handle, which two threads may not use at once.
_one_at_a_time = threading.Lock()


class BestLemmatizer(SpacyLemmatizer):
    """Lemmas and parts of speech in context. Needs spaCy-fi and the native Voikko library."""

    components = ("tok2vec", "tagger", "morphologizer", "attribute_ruler")

    def __init__(self, options: Options | None = None) -> None:
        super().__init__(options)
        used = [f"{name}-{version(name)}" for name in ("simplemma", "wordfreq")]
        self.version = "+".join(["best-3", self.version, *used])

    def spelled(self, forms: Sequence[str]) -> list[str]:
        before = [".", *forms]
        return [
            standard(form, first=last in _SENTENCE_ENDS)
            for last, form in zip(before, forms, strict=False)
        ]

    def lemma(self, word: Word) -> str:
        return lemma_of(word.text, word.pos_ or "X", str(word.morph))


@lru_cache(maxsize=400_000)
def standard(form: str, first: bool = False) -> str:
    """A spoken form in standard spelling; any other as it is.

    Args:
        first: whether the form begins a sentence: elsewhere a capital begins a name.
    """
    in_table = SPELLINGS.get(form.lower())
    if in_table:
        spelling = in_table if form.islower() or first or form.isupper() else None
    elif form.isalpha() and form.islower() and form not in AMBIGUOUS and not engines.analyses(form):
        spelling = respell(form, _known)
    else:
        spelling = None
    if spelling is None:
        return form
    return spelling.capitalize() if form[0].isupper() else spelling


def _known(spelling: str, cost: int) -> bool:
    """Whether Voikko has a common word so spelled; a compound only when it costs little.

    Voikko joins words freely: with enough rules anything becomes a compound.
    """
    return any(
        reading["BASEFORM"].islower() and (cost < 2 or reading["STRUCTURE"].count("=") == 1)
        for reading in engines.analyses(spelling)
    )


@lru_cache(maxsize=400_000)
def lemma_of(form: str, pos: str, morphology: str) -> str:
    """The lemma of a form that its context makes this part of speech with these features.

    Args:
        morphology: Universal features, as `Case=Ine|Number=Sing`.
    """
    if pos == "PUNCT":
        return form
    low = form.lower()
    short = AMBIGUOUS.get(low, {}).get(pos)
    if short:
        return short
    if pos in ("PRON", "DET") and low in PRONOUNS:
        return PRONOUNS[low]
    if low in PARTICLES:
        return low
    features = dict(item.split("=", 1) for item in morphology.split("|") if "=" in item)
    analyses = engines.analyses(form)
    if not analyses:
        return _unknown(form, pos, features)
    lemma = None
    if pos in _INFLECTED:
        lemma = _of_nominal(form, choose(analyses, pos, features), features)
    elif pos in ("VERB", "AUX"):
        lemma = _of_verb(form, pos, features, analyses)
    elif pos in ("ADV", "ADP"):
        lemma = adverb_lemma(form, analyses, engines.analyses)
    lemma = lemma or _by_spacy(form, pos)
    return LEMMAS.get(lemma, lemma)


def _of_nominal(form: str, chosen: Analysis, features: Features) -> str:
    if chosen["CLASS"] == "teonsana" and chosen.get("MOOD") == "MINEN-infinitive":
        action = re.match(r"(.+)mi(?:nen|s|st|ks|n)", form)
        return f"{action[1]}minen" if action else chosen["BASEFORM"]
    if chosen["CLASS"] == "laatusana":
        return base_of(chosen)
    return plural_only(base_of(chosen), features.get("Number") == "Plur")


def _of_verb(form: str, pos: str, features: Features, analyses: Sequence[Analysis]) -> str | None:
    """The infinitive; None where spaCy-fi's own rules must do."""
    readings = [reading for reading in analyses if fits_pos(reading, pos)]
    if not readings:
        return _spoken_verb(form, pos, features)
    chosen = choose(readings, pos, features)
    return verb_of_participle(chosen) or (
        base_of(chosen) if chosen["CLASS"] == "teonsana" else None
    )


def _spoken_verb(form: str, pos: str, features: Features) -> str | None:
    """The lemma of a verb whose spoken form is another word's (katto, tuntu)."""

    def readings(spelling: str) -> list[Analysis]:
        found = engines.analyses(spelling)
        return [reading for reading in found if fits_pos(reading, pos)]

    spelling = respell(form, lambda candidate, _: bool(readings(candidate)), 2)
    if spelling is None:
        return None
    chosen = choose(readings(spelling), pos, features)
    return verb_of_participle(chosen) or base_of(chosen)


def _unknown(form: str, pos: str, features: Features) -> str:
    """The lemma of a form that Voikko does not know."""
    if pos == "PROPN" and "-" not in form:
        return base_form(form, features)
    if form.isalpha() and pos not in ("X", "SYM", "NUM", "PROPN"):
        known = known_lemma(form.lower())
        if known:
            return known
        compound = by_last_part(form, pos, features, engines.analyses)
        if compound:
            return compound
        if pos in ("NOUN", "ADJ"):
            return base_form(form.lower(), features)
        if pos in ("VERB", "AUX"):
            return infinitive(form.lower())
    return _by_spacy(form, pos)


@lru_cache(maxsize=400_000)
def _by_spacy(form: str, pos: str) -> str:
    """The lemma by spaCy-fi's rules, which look at nothing but the form and part of speech."""
    from spacy.tokens import Doc

    nlp = engines.spacy_fi(("lemmatizer",))
    with _one_at_a_time:
        document = nlp.get_pipe("lemmatizer")(Doc(nlp.vocab, words=[form], pos=[pos]))
    return document[0].lemma_ or form
