"""The contract of a lemmatizer, and the backends by name."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import PROJECT_ROOT
from pipeline.config import Config
from pipeline.engines import VOIKKO_INSTALL
from pipeline.records import Token
from pipeline.registry import Entry, Registry

#: Words keep inner hyphens, colons and apostrophes (Kerro-Pois, EU:n, raaka'aine).
_TOKEN = re.compile(r"\w+(?:[-–:'’]\w+)*|[^\w\s]")


@dataclass(frozen=True)
class Options:
    """What of the configuration a backend may ask for."""

    #: The folder of a trained stanza pipeline, or of those that stanza has fetched.
    stanza: Path = PROJECT_ROOT / "models" / "stanza"
    #: Whether stanza may fetch its Finnish models when the folder has none.
    allow_network: bool = False

    @classmethod
    def of(cls, config: Config) -> Options:
        return cls(config.path(config.models.stanza), config.models.allow_network)


class Lemmatizer(ABC):
    """Gives the base form and part of speech of Finnish words.

    Every backend is made of `Options`, whether it needs them or not.
    """

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
        "stanza": Entry(
            "pipeline.language.stanza:StanzaLemmatizer",
            "pip install 'kerropois[stanza]' && kerropois train stanza --treebank DIR",
        ),
    },
)
#: What `auto` tries, best first.
FALLBACK_ORDER = ("best", "spacy", "voikko", "pyvoikko", "simplemma")
