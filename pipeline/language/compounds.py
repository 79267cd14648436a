"""The parts of compound words, for search: kumppanuuspöytä → kumppanuus, pöytä."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline import engines


@lru_cache(maxsize=100_000)
def compound_parts(lemma: str) -> tuple[str, ...]:
    """The base forms of a compound's parts, in order; none for a word that is no compound.

    Without the native Voikko library only a hyphen shows where the parts are.
    """
    try:
        readings = engines.analyses(lemma)
    except (ImportError, OSError):
        readings = ()
    for reading in readings:
        if reading["BASEFORM"].replace("=", "").lower() == lemma.lower():
            return _parts(reading["WORDBASES"])
    parts = tuple(part for part in lemma.split("-") if part)
    return parts if len(parts) > 1 else ()


def _parts(bases: str) -> tuple[str, ...]:
    """The parts in Voikko's word bases: +asukas(asukas)+toimi(toimia)+n+ta(+ta).

    What derives a word, (+ta) or without a base, belongs to the part before it: toiminta.
    """
    parts: list[tuple[str, str]] = []
    for written, base in re.findall(r"\+([^+()]+)(?:\(([^()]*)\))?", bases):
        if base and not base.startswith("+"):
            parts.append((written, base.replace("=", "")))
        elif parts and written != "-":
            joined = parts[-1][0] + written
            parts[-1] = (joined, joined)
    return tuple(base for _, base in parts) if len(parts) > 1 else ()
