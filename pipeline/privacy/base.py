"""The contract of a detector, and the marks that take the place of what it finds."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from pipeline.engines import SPACY_INSTALL, VOIKKO_INSTALL
from pipeline.records import Span
from pipeline.registry import Entry, Registry

#: Type of personal data → the mark in its place.
MARKS = {
    "PERSON": "nimi",
    "PHONE": "puhelin",
    "EMAIL": "sähköposti",
    "HETU": "henkilötunnus",
    "ADDRESS": "osoite",
    "PLATE": "rekisterinumero",
    "URL_HANDLE": "käyttäjätunnus",
    "IBAN": "tilinumero",
}
#: The case ending that Finnish writes after a number or a foreign word: "12:n", "@nelli:lle".
CASE_ENDING = r"(?::[a-zåäö]{1,7}(?!\w))?"
_MARK = re.compile(rf"\[(?:{'|'.join(MARKS.values())})(?: \d+)?\]")
#: Where two kinds overlap, the earlier one names the span.
PRIORITY = ("HETU", "IBAN", "EMAIL", "PHONE", "ADDRESS", "PLATE", "URL_HANDLE", "PERSON")


def without_marks(text: str) -> str:
    """The text with its marks taken out: they are the program's words, not the respondent's."""
    return _MARK.sub(" ", text)


class Detector(ABC):
    """Finds one kind of personal data."""

    @abstractmethod
    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of each text, in character offsets; they may overlap."""


class TextDetector(Detector):
    """A detector that looks at one text at a time."""

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        return [list(self.spans(text)) for text in texts]

    @abstractmethod
    def spans(self, text: str) -> Iterator[Span]:
        """The spans of one text."""


class PatternDetector(TextDetector):
    """A detector that is one regular expression and, maybe, a check of what it matched."""

    type: str
    pattern: re.Pattern[str]

    def spans(self, text: str) -> Iterator[Span]:
        for match in self.pattern.finditer(text):
            if self.valid(match):
                yield Span(match.start(), match.end(), self.type)

    def valid(self, match: re.Match[str]) -> bool:
        """Whether the match is what it looks like, where it stands."""
        return True


detectors: Registry[Detector] = Registry(
    "personal-data detector",
    {
        "identity-codes": Entry("pipeline.privacy.numbers:IdentityCodes"),
        "ibans": Entry("pipeline.privacy.numbers:Ibans"),
        "phones": Entry("pipeline.privacy.phones:Phones"),
        "spoken-phones": Entry("pipeline.privacy.spoken_numbers:SpokenPhones"),
        "emails": Entry("pipeline.privacy.online:Emails"),
        "handles": Entry("pipeline.privacy.online:Handles"),
        "addresses": Entry("pipeline.privacy.places:Addresses"),
        "plates": Entry("pipeline.privacy.plates:Plates"),
    },
)

#: The trained model finds names; where it cannot run, the others together, and miss more.
name_finders: Registry[Detector] = Registry(
    "finder of names",
    {
        "trained": Entry(
            "pipeline.privacy.names:TrainedNames", f"{VOIKKO_INSTALL}; {SPACY_INSTALL}"
        ),
        "spacy": Entry("pipeline.privacy.names:SpacyNames", SPACY_INSTALL),
        "lists": Entry("pipeline.privacy.names:ListedNames", "pip install faker"),
    },
)
