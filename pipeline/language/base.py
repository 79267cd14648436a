"""The contract of a lemmatizer, and the backends by name."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence

from pipeline.engines import VOIKKO_INSTALL
from pipeline.records import Token
from pipeline.registry import Entry, Registry

#: Words keep inner hyphens, colons and apostrophes (Kerro-Pois, EU:n, raaka'aine).
_TOKEN = re.compile(r"\w+(?:[-–:'’]\w+)*|[^\w\s]")


class Lemmatizer(ABC):
    """Gives the base form and part of speech of Finnish words."""

    #: What a change of would change the lemmas; part of the cache key and of an analysis.
    version: str

    @abstractmethod
    def lemmatize_tokens(self, sentences: Sequence[Sequence[str]]) -> list[list[Token]]:
        """One token for each given form, in order."""

    def lemmatize(self, texts: Sequence[str]) -> list[list[Token]]:
        """The tokens of each text."""
        return self.lemmatize_tokens([tokenize(text) for text in texts])


def tokenize(text: str) -> list[str]:
    """Words and marks of a text, in order."""
    return _TOKEN.findall(text)


def pos_of_mark(form: str) -> str | None:
    """The part of speech of what is no word: PUNCT, SYM or NUM, else None."""
    if form[:1].isdigit():
        return "NUM"
    if any(letter.isalnum() for letter in form):
        return None
    return "PUNCT" if (form and form[0].isascii()) or form[:1] in "–—’”“…•" else "SYM"


lemmatizers: Registry[Lemmatizer] = Registry(
    "lemmatizer",
    {
        "best": Entry(
            "pipeline.language.best:BestLemmatizer",
            f"{VOIKKO_INSTALL} spacy-fi-experimental-web-md",
        ),
        "spacy": Entry(
            "pipeline.language.spacy:SpacyLemmatizer",
            f"{VOIKKO_INSTALL} spacy-fi-experimental-web-md",
        ),
        "voikko": Entry(
            "pipeline.language.voikko:VoikkoLemmatizer",
            VOIKKO_INSTALL,
        ),
        "pyvoikko": Entry(
            "pipeline.language.pyvoikko:PyvoikkoLemmatizer", "pip install pyvoikko kfst-rs"
        ),
        "simplemma": Entry(
            "pipeline.language.simplemma:SimplemmaLemmatizer", "pip install simplemma"
        ),
    },
)
#: What `auto` tries, best first.
FALLBACK_ORDER = ("spacy", "voikko", "pyvoikko", "simplemma")
