"""Home addresses: a street, and the number of a house on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.privacy.base import CASE_ENDING, TextDetector
from pipeline.privacy.streets import COMMON, NUMBERED_ROADS, STREET
from pipeline.privacy.words import is_counted, readings
from pipeline.records import Span

_NUMBER = (
    r"(?:\s(?P<said>numero\w*|nro|no|nr|talo|talossa|talon)\b\.?)?\s{0,2}"
    r"(?P<number>\d{1,4}(?!\d)(?:\s?[-–]\s?\d{1,4}(?!\d))?)"
)
#: Stairway, flat and storey: "12 b", "3 c4", "8 as. 17", "6, rappu B", "15 A, 2. krs".
_INSIDE = (
    r"(?P<stair>\s?[A-Za-z](?![^\W\d_])|,?\s(?:rappu|porras)\s[A-Za-z]\b"
    r"|\s[A-Z][ -](?:rappu|porras)\b)?"
    r"(?P<flat>[\s,]{1,2}(?:as|asunto|bostad|bost|bst|lgh|huoneisto|ovi)\b\.?\s?\d{1,4}"
    r"|(?<=[A-Za-z])[ /-]?\d{1,3}(?!\w|\.\d)|/\s?\d{1,3}(?!\w)|\s\d{1,2}(?!\w))?"
    r"(?P<storey>,?\s\d{1,2}\.?\s?(?:krs|kerros|kerroksessa|våning|våningen)\b)?"
)
_END = (
    rf"(?P<ending>(?:ss[aä]|st[aä]|seen|ll[aä])(?!\w)|{CASE_ENDING})"
    r"(?!\w|[-–][^\W\d_]{2}|[.,:/]\d|\s\d{3}(?!\d)|\s?[%€§])"
)
#: Words by which a home is spoken of.
_HOME = (
    r"\b(?:as(?:un|uu|umme|uvat|uin|uimme|unut|uva)|osoi\w+|osot\w+|adress\w*|talo\w*|ko[td]i\w*|"
    r"kotona|muut[it]\w*|bor|rap[pu]\w*|ovi\w*|piha(?:an|lla|lta|ssa|sta)|naapuri\w*|posti\w*|"
    r"live)\b"
)
_AT_HOME = re.compile(rf"(?i){_HOME}[^.!?\n]*$")
#: What makes 40 a speed and not a house.
_SPEED = re.compile(r"(?i)rajoitu|nopeu|km/h|ajetaan|ajavat|ajaa\b|kaaha|hidast")
#: Units of a letter: "5 m leveä", "3 h", "2 e". Stairways are rarely so far.
_UNITS = frozenset("ehmvtglx")


class Addresses(TextDetector):
    """A street with a house number; with stairway, flat and storey if given; inflections included.

    "Leikkipuistontie 3" is one, and "leikkipuistossa 3 keinua" counts. Endings that other places
    have too need a capital letter, a flat, or a word of homes before them.
    """

    _PATTERN = re.compile(rf"(?i)(?<![\w@./-]){STREET}{_NUMBER}{_INSIDE}{_END}")
    #: A street of any name, said to be the address.
    _ANY = re.compile(
        r"(?:(?i:osoit\w+|osote\w*|adress\w*)(?:\s(?:on|oli|nyt|är)){0,2}:?\s"
        r"(?P<street>[A-ZÅÄÖ][\wåäö-]{3,}(?:\s[A-ZÅÄÖ][\wåäö-]{3,})?))" + _NUMBER + _INSIDE + _END
    )

    def spans(self, text: str) -> Iterator[Span]:
        for match in self._PATTERN.finditer(text):
            if _is_address(match, text):
                yield Span(match.start(), match.end(), "ADDRESS")
        for match in self._ANY.finditer(text):
            if not _is_count(match, text) and not _is_year(match):
                yield Span(match.start("street"), match.end(), "ADDRESS")


def _is_address(match: re.Match[str], text: str) -> bool:
    first = (match["first"] or "").casefold()
    if first in NUMBERED_ROADS or _is_pronoun(match["apart"]):
        return False
    if not match["case"] and not _may_be_nominative(match):
        return False
    at_home = bool(_AT_HOME.search(text[max(0, match.start() - 60) : match.start()]))
    if _is_count(match, text):
        return at_home and not match["case"] and not _is_unit(match)
    if match["said"] or match["storey"] or match["flat"] or match["stair"]:
        return True
    if _is_year(match) or (not at_home and _is_other_number(match, text)):
        return False
    if at_home or (match["ending"] and first not in COMMON):
        return True
    return _looks_like_a_name(match, text, first)


def _is_unit(match: re.Match[str]) -> bool:
    """Whether the letter after the number is a unit and no stairway."""
    stair = match["stair"] or ""
    return stair[:1] == " " and stair.strip() in _UNITS and not match["flat"]


def _looks_like_a_name(match: re.Match[str], text: str, first: str) -> bool:
    """Whether the street is written as a name is; without anything else to go by."""
    capital = match[0][0].isupper()
    if match["apart"]:
        return capital and bool(match["usual"])
    if first in COMMON:
        return capital and bool(match["usual"]) and not _begins_sentence(text, match.start())
    if match["usual"]:
        return capital or len(first) > 2
    return capital and len(first) > 2 and not match["case"]


def _is_count(match: re.Match[str], text: str) -> bool:
    """Whether the number counts what comes after it."""
    if match["ending"] or match["storey"] or match["said"]:
        return False
    if _is_unit(match):
        return True
    if match["stair"]:
        return False
    return is_counted(_next_word(text[match.end() :]))


def _may_be_nominative(match: re.Match[str]) -> bool:
    """Whether the word may be a base form: "kulkuja 5" and "viivoja 40" only end like streets."""
    word = match["first"] or ""
    word += match["usual"] or match["other"]
    found = [reading for reading in readings(word) if "SIJAMUOTO" in reading]
    return not found or any(reading["SIJAMUOTO"] == "nimento" for reading in found)


def _is_year(match: re.Match[str]) -> bool:
    return bool(re.match(r"(?:19|20)\d\d(?!\d)", match["number"]))


def _is_other_number(match: re.Match[str], text: str) -> bool:
    """Whether the number is an ordinal or, after an inflected street, a speed."""
    after = text[match.end() :]
    # Who writes no capitals begins a sentence without one too.
    if re.match(r"\.\s+[a-zåäö]", after) and (match["case"] or match[0][0].isupper()):
        return True
    if not match["case"] or not re.fullmatch(r"[2-9]0|100", match["number"]):
        return False
    around = text[max(0, match.start() - 60) : match.start()] + after[:60]
    acts = any(reading["CLASS"] == "teonsana" for reading in readings(_next_word(after)))
    return acts or bool(_SPEED.search(around))


def _next_word(after: str) -> str:
    word = re.match(r"\s+([^\W\d_]+)", after)
    return word[1] if word else ""


def _is_pronoun(before: str | None) -> bool:
    """Whether the word before a lone "tie" or "piha" is "meidän" and no part of a name."""
    word = (before or "").strip().split(" ")[-1]
    return bool(word) and any(reading["CLASS"] == "asemosana" for reading in readings(word))


def _begins_sentence(text: str, position: int) -> bool:
    before = text[:position].rstrip(" \"'”»(–-")
    return not before or before[-1] in ".!?:\n"
