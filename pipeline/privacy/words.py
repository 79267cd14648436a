"""What Voikko knows of an ordinary word; without Voikko, what its letters tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipeline import engines

#: What is measured, in any case: "12 hengen talo", "5 vuoden päästä", "30 år".
_MEASURE = re.compile(
    r"(?:vuo[dts]|viiko|kuukau|päivä|tunn|minuut|sekun|metri|kilo|senti|euro|prosent|hen[gk]|kert|"
    r"kerro|luvu|luku|luok|momen|asteen|astetta|tonni|litra|hehtaari|år|gånger|meter|timmar|dagar|years|times)\w*|"
    r"(?:km|kk|kpl|min|cm|mm|kg|vko|vrk|krt|pv|m2|tn|milj|[ehmtv])\b",
    re.IGNORECASE,
)
#: Endings in -a and -ä that are no partitives: "5 kohdalla", "5 edessä", "5 on ollut jo kauan".
_NO_PARTITIVE = re.compile(r"(?:[ls][lst]|n)[aä]$|^(?:ja|tai|joka|tuota|missä|vaikka|aina)$")


def readings(word: str) -> tuple[Mapping[str, str], ...]:
    """Voikko's readings of a word; none when it does not know it, or is not here."""
    return engines.analyses(word) if word and _voikko_is_here() else ()


def is_known(word: str) -> bool:
    """Whether the word is in Voikko's dictionary, or can be made from words that are."""
    return bool(readings(word))


def is_name(word: str) -> bool:
    """Whether the word may be somebody's first name."""
    return any(reading["CLASS"] == "etunimi" for reading in readings(word.capitalize()))


def is_counted(word: str) -> bool:
    """Whether a number before the word counts or measures it: "3 keinua", "5 km", "12 hengen"."""
    if not word[:1].islower():
        return False
    if _MEASURE.fullmatch(word):
        return True
    if _voikko_is_here():
        return any(
            reading.get("SIJAMUOTO") == "osanto" and reading.get("NUMBER") == "singular"
            for reading in readings(word)
        )
    return ends_like_a_partitive(word)


def ends_like_a_partitive(word: str) -> bool:
    """What the letters tell, where there is no dictionary."""
    return len(word) > 3 and word[-1] in "aä" and not _NO_PARTITIVE.search(word)


@cache
def _voikko_is_here() -> bool:
    try:
        engines.voikko()
    except (ImportError, OSError):
        return False
    return True
