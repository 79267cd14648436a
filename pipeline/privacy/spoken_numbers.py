"""Phone numbers spelled out in words: "nolla neljä viisi …", "nolla viiskyt viis …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.privacy.base import TextDetector
from pipeline.records import Span

#: Numerals from zero to nine as they are written and as they are said, longer forms first; then
#: their names ("nelonen"), and the Swedish ones.
_UNITS = (
    r"nolla[an]?", r"yksi|yks|ykkö(?:nen|stä)", r"kaksi|kahta|kaks|kakko(?:nen|sta)",
    r"kolme[a]?|kolome|kol|kolmo(?:nen|sta)", r"neljä[ä]?|nelijä|nelj|nel|nelo(?:nen|sta)",
    r"viisi|viittä|viis|viito(?:nen|sta)", r"kuusi|kuutta|kuus|kuto(?:nen|sta)",
    r"seitsemän|seittemän|seitsemä|seittemä|seitsem|seittem|seit|seiska[a]?|seis",
    r"kahdeksan|kaheksan|kaheksa|kaheks|kahe|kasi[a]?",
    r"yhdeksän|yheksän|yheksä|yheks|yhe|ysi[ä]?",
    r"noll|ett|två|tre|fyra|fem|sex|sju|åtta|nio",
)  # fmt: skip
_UNIT = rf"(?:{'|'.join(_UNITS)})"
_TENS = (
    rf"(?:{_UNIT}?(?:kymmentä|kymment|kymmenen|kymppi[ä]?|kytä|kyt)|{_UNIT}toista"
    r"|tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio)"
)
_HUNDREDS = rf"(?:(?:{_UNIT}|neli)?(?:sataa|sata)|(?:{_UNIT})?hundra)"
_WORD = re.compile(
    rf"(?P<hundreds>{_HUNDREDS})?(?P<tens>{_TENS})?(?P<units>{_UNIT}*)", re.IGNORECASE
)
#: A number, in words or up to four digits of it, that no other letter or digit touches.
_NUMBER = (
    rf"(?<!\w)(?:(?:tupla)?(?:{_HUNDREDS}{_TENS}?{_UNIT}?|{_TENS}{_UNIT}?|{_UNIT}+)|\d{{1,4}})"
    r"(?!\w)"
)
_BETWEEN = r"(?:[\s,.;:/–-]{1,3}(?:(?:ja|sit|sitten|viiva|väliviiva|väli|tupla)[\s,]{1,2})?)"
_ROW = re.compile(rf"(?:\bplus\s)?{_NUMBER}(?:{_BETWEEN}{_NUMBER})*", re.IGNORECASE)
_ZERO = re.compile(rf"(?i)(?<!\w)(?:noll|0|(?:plus\s)?kolme{_BETWEEN}viisi{_BETWEEN}kahdeksan)")
_SAID = re.compile(
    r"(?i)\b(?:puh(?:elin\w*)?|\w*numero\w*|nro|soit\w+|kännyk\w+|tel|gsm|ring)\b[^.!?\n]{0,25}$"
)


class SpokenPhones(TextDetector):
    """Rows of number words, mixed with digits or not, that make seven digits or more.

    A row counts from its first zero on, since a phone number begins with one; the whole of it,
    where a phone is spoken of just before.
    """

    def spans(self, text: str) -> Iterator[Span]:
        for match in _ROW.finditer(text):
            start = match.start()
            if not _SAID.search(text, max(0, start - 40), start):
                zero = _ZERO.search(text, start, match.end())
                if not zero:
                    continue
                start = zero.start()
            if _is_phone(text[start : match.end()]):
                yield Span(start, match.end(), "PHONE")


def _is_phone(row: str) -> bool:
    """Whether the row is as long as a phone number, and three digits of it or more in words."""
    words = sum(_digits(word) for word in re.findall(r"[^\W\d]+", row))
    return words >= 3 and words + sum(map(str.isdigit, row)) >= 7


def _digits(word: str) -> int:
    """How many digits a number word makes: "kakskytkaks" 2, "nollaneljä" 2, "neljäsataa" 3."""
    match = _WORD.fullmatch(word.casefold().removeprefix("tupla"))
    if not match or not match[0]:
        return 0
    twice = 1 + word.casefold().startswith("tupla")
    if match["hundreds"]:
        return 3 * twice
    if match["tens"]:
        return 2 * twice
    return twice * len(re.findall(_UNIT, match["units"]))
