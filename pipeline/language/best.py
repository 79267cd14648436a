"""The most exact Finnish lemmatizer: context from spaCy, analyses from Voikko.

spaCy tags part of speech and morphology in context; Voikko's reading that agrees with them gives
the lemma of nouns, names and adjectives; spaCy-fi's own rules give those of verbs and the rest.
Colloquial forms are first spelled as the standard has them, when Voikko knows the result.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from pipeline import engines
from pipeline.language.colloquial import short_form, standard_spellings
from pipeline.language.disambiguate import Analysis, Features, choose
from pipeline.language.morphology import verb_of_participle
from pipeline.language.simplemma import known_lemma
from pipeline.language.spacy import SpacyLemmatizer
from pipeline.language.unknown import base_form
from pipeline.language.words import PRONOUNS, plural_only

if TYPE_CHECKING:
    from spacy.tokens import Token as Word

_INFLECTED = ("NOUN", "PROPN", "ADJ")
#: spaCy's own lemmatizer holds one Voikko handle, which two threads may not use at once.
_one_at_a_time = threading.Lock()


class BestLemmatizer(SpacyLemmatizer):
    """Lemmas and parts of speech in context. Needs spaCy-fi and the native Voikko library."""

    components = ("tok2vec", "tagger", "morphologizer", "attribute_ruler")

    def __init__(self) -> None:
        super().__init__()
        self.version = f"best-1-{self.version}-simplemma-{version('simplemma')}"

    def lemma(self, word: Word) -> str:
        return lemma_of(word.text, word.pos_ or "X", str(word.morph))


@lru_cache(maxsize=400_000)
def lemma_of(form: str, pos: str, morphology: str) -> str:
    """The lemma of a form that its context makes this part of speech with these features.

    Args:
        morphology: Universal features, as `Case=Ine|Number=Sing`.
    """
    if pos == "PUNCT":
        return form
    features = dict(item.split("=", 1) for item in morphology.split("|") if "=" in item)
    short = short_form(form, pos)
    if short:
        return short
    if pos in ("PRON", "DET") and form.lower() in PRONOUNS:
        return PRONOUNS[form.lower()]
    analyses = engines.voikko().analyze(form)
    if not analyses:
        return _unknown(form, pos, features)
    lemma = _by_spacy(form, pos)
    if pos in _INFLECTED:
        chosen = choose(analyses, pos, features)
        if chosen["CLASS"] != "teonsana":  # of -minen words spaCy's rules know more
            lemma = chosen["BASEFORM"].replace("=", "")
            lemma = plural_only(lemma) if features.get("Number") == "Plur" else lemma
    return lemma


def _unknown(form: str, pos: str, features: Features) -> str:
    """The lemma of a form that Voikko does not know."""
    if pos == "PROPN" and "-" not in form:
        return base_form(form, features.get("Case"))
    if form.isalpha() and pos not in ("X", "SYM", "NUM", "PROPN"):
        for spelling in standard_spellings(form):
            analyses = engines.voikko().analyze(spelling)
            if analyses:
                return _of_spelling(spelling, choose(analyses, pos, features), pos)
        known = known_lemma(form.lower())
        if known:
            return known
    return _by_spacy(form, pos)


def _of_spelling(spelling: str, chosen: Analysis, pos: str) -> str:
    if pos == "ADV":
        return spelling
    verb = verb_of_participle(chosen) if pos in ("VERB", "AUX") else None
    return verb or chosen["BASEFORM"].replace("=", "")


@lru_cache(maxsize=400_000)
def _by_spacy(form: str, pos: str) -> str:
    """The lemma by spaCy-fi's rules, which look at nothing but the form and part of speech."""
    from spacy.tokens import Doc

    nlp = engines.spacy_fi(("lemmatizer",))
    with _one_at_a_time:
        document = nlp.get_pipe("lemmatizer")(Doc(nlp.vocab, words=[form], pos=[pos]))
    return document[0].lemma_ or form
