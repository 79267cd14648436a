"""Home addresses and number plates."""

from __future__ import annotations

import re

from pipeline.privacy.base import PatternDetector

#: Endings of Finnish street names in the cases in which an address stands.
_STREET = (
    r"(?:katu|kadun|kadulla|kadulta|kadulle|katua|kadussa|tie|tien|tiellä|tieltä|tielle|tietä|kuja|"
    r"kujan|kujalla|kujalta|kujalle|polku|polun|polulla|polulta|polulle|raitti|raitin|raitilla|"
    r"raitilta|raitille|kaari|kaaren|kaarella|kaarelta|kaarelle|ranta|rannan|rannalla|rannassa|"
    r"rinne|rinteen|rinteellä|rinteessä|mäki|mäen|mäellä|väylä|väylän|väylällä|aukio|aukion|"
    r"aukiolla|tori|torin|torilla|puisto|puiston|puistossa|piha|pihan|pihalla|gatan|vägen|gränden)"
)
#: Roads with a number in place of a name: valtatie 12.
_NUMBERED_ROAD = r"(?:valta|kanta|seutu|yhdys|moottori)tie"


class Addresses(PatternDetector):
    """A street name with a house number, with stairway and flat if given; inflections included."""

    type = "ADDRESS"
    pattern = re.compile(
        rf"\b(?:[A-ZÅÄÖ][\wåäö-]*\s(?=[\wåäö-]*{_STREET}\s))?"
        rf"(?!(?i:{_NUMBERED_ROAD}))[A-ZÅÄÖa-zåäö][\wåäö-]*{_STREET}\s"
        # House, stairway, flat. "Rauhankadulla 2024" is a year.
        r"\d{1,3}(?:[-–]\d{1,3})?(?:\s?[a-zA-Z](?![^\W\d_]))?"
        r"(?:\s?(?:as|asunto|bost)\.?\s?\d{1,3}|(?:(?<=[a-zA-Z])\s?|\s)\d{1,3}(?!\w))?"
        r"(?::\w+)?(?!\w)"
    )


class Plates(PatternDetector):
    """Finnish number plates: two or three letters, a hyphen, one to three digits."""

    type = "PLATE"
    pattern = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{2,3}[-–]\d{1,3}(?::\w+)?(?![\w-])")

    #: Letters that are no plate: roads, standards, grants.
    _NOT_PLATES = ("EU", "ISO", "VT", "KT", "MT", "TV", "PDF", "ESS", "RGB", "COVID", "DIN", "EN")

    def valid(self, matched: str) -> bool:
        return re.split(r"[-–]", matched)[0] not in self._NOT_PLATES
