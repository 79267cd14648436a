"""Lemmas of adverbs and adpositions, which keep their case but not their suffixes.

As in Universal Dependencies: nopeasti and kotona are lemmas; a possessive suffix (mukanaan), a
clitic (kotonakin) and comparison (nopeammin) are not part of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.language.disambiguate import Analysis, choose
from pipeline.language.endings import CLITIC, POSSESSIVE, harmony
from pipeline.language.frequency import zipf
from pipeline.language.morphology import base_of

#: Particles in -kin and -kaan that are words of their own.
_WORDS_TEXT = """
sittenkin mitenkään kuitenkin kuitenkaan ainakin ainakaan tietenkin tietenkään jotenkin myöskin
puolestaan jopa suinkaan vaikkapa varsinkin varsinkaan milloinkaan koskaan lainkaan ollenkaan
myöhemmin aiemmin aikaisemmin mieluummin ennemmin pikemmin sittemmin
"""
_WORDS = frozenset(_WORDS_TEXT.split())
#: Local adverbs and postpositions that take possessive suffixes.
_LOCAL_TEXT = """
mukana mukaan sisällä sisään sisälle sisältä päällä päälle päältä edellä edessä eteen edestä
takana taakse takaa vieressä viereen vierestä luona luokse luota kanssa jälkeen alla alle alta
yllä ylle yltä hallussa haltuun hallusta seassa sekaan parissa keskuudessa keskuuteen lisäksi
vuoksi takia puolesta ohi ohitse kohti kohdalla ympärillä ympärille ympäriltä välillä välissä
väliin perässä perään rinnalla rinnalle varalta vastaan lähellä lähelle läheltä tykönä johdosta
"""
_LOCAL = frozenset(_LOCAL_TEXT.split())
_POSITIVE = {"paremmin": "hyvin", "useammin": "usein", "useimmin": "usein"}
#: A form with a possessive suffix that is as common as this (Zipf) is a word of its own (kokonaan).
_COMMON = 4.5
_CLITIC = re.compile(rf"{CLITIC}$")
_POSSESSIVE = re.compile(rf"{POSSESSIVE}$")


def adverb_lemma(
    form: str, analyses: Sequence[Analysis], known: Callable[[str], Sequence[Analysis]]
) -> str | None:
    """The lemma of an adverb or adposition that has a suffix; None when it has none.

    Args:
        analyses: Voikko's readings of the form.
        known: gives Voikko's readings of another form.
    """
    low = form.lower()
    if low in _WORDS or low in _LOCAL:
        return low
    bare = _CLITIC.sub("", low)
    if bare != low and any(
        "[F" in reading.get("FSTOUTPUT", "") or reading["BASEFORM"] == bare for reading in analyses
    ):
        readings = known(bare)
        return adverb_lemma(bare, readings, known) or bare if readings else None
    if any("POSSESSIVE" in reading for reading in analyses):
        return _without_possessive(low) or (low if zipf(low) >= _COMMON else _noun(analyses))
    if low.endswith("t"):  # no adverb is a plural nominative: nuoret, madot
        return _noun(analyses)
    return _POSITIVE.get(low) or _positive(low, known)


def _without_possessive(low: str) -> str | None:
    match = _POSSESSIVE.search(low)
    if match is None:
        return None
    stem = low[: match.start()]
    return next((word for word in (stem + "n", stem) if word in _LOCAL), None)


def _noun(analyses: Sequence[Analysis]) -> str | None:
    """The base form of a noun that the tagger took for an adverb (isästäni, tarpeekseen)."""
    nouns = [reading for reading in analyses if reading["CLASS"].startswith("nimisana")]
    if not nouns or len(nouns) < len(analyses):
        return None
    return base_of(choose(nouns, "NOUN", {}))


def _positive(low: str, known: Callable[[str], Sequence[Analysis]]) -> str | None:
    """laajemmin, laajimmin → laajasti."""
    match = re.search(r"(.+?)i?mmin$", low)
    if match is None:
        return None
    stem = match[1]
    vowel = harmony(stem)["a"]
    for base in (stem, stem[:-1] + vowel, stem + vowel, stem[:-1]):
        candidate = base + "sti"
        if any(reading.get("SIJAMUOTO") == "kerrontosti" for reading in known(candidate)):
            return candidate
    return None
