"""Phone numbers written in digits. Those of businesses and authorities are nobody's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from pipeline.privacy.base import CASE_ENDING, TextDetector
from pipeline.records import Span

_BETWEEN = r"[ \xa0\t./()_–—‐‑-]{0,3}"
_START = r"(?:(?<!\w)|(?<=puh)|(?<=tel)|(?<=nro))(?<!\d[.,:-])(?<!(?<!\d)\d/)(?<!(?<!\d)\d\d/)"


class Phones(TextDetector):
    """Phone numbers of Finland and, with their country code, of the world."""

    _NATIONAL = re.compile(
        rf"{_START}(?:(?:\+|00)?358{_BETWEEN}0?|\(?0){_BETWEEN}[1-9](?:{_BETWEEN}\d){{4,6}}"
        # After a stroke and a zero, another number begins.
        rf"(?:(?!\s?/\s?\(?0\d){_BETWEEN}\d){{0,4}}(?![\d_]){CASE_ENDING}"
    )
    _CALLED = (
        r"\b(?:(?:lanka)?puh(?:eli[nm]\w*)?|tel|gsm|soit\w+|tekst\w+|whatsapp\w*|kännyk\w+|"
        r"ring|call)\b"
    )
    #: Seven digits without an area code, or a mobile number without its zero, said to be a phone.
    _SAID = re.compile(
        rf"(?i)(?:{_CALLED}[^\d\n.!?]{{0,20}}(?<!\+)\b([2-9]\d\d[ -]\d\d[ -]?\d\d"
        rf"|(?:4\d|50)(?:[ -]?\d){{7}})|\b(?:numero\w*|nro)[^\d\n.!?]{{0,12}}(?<!\+)\b"
        rf"((?:4\d|50)(?:[ -]?\d){{7}}))(?![\w-])"
    )
    #: What carries a number of its own: "viitenumero", "asiakasnumeroni on".
    _OTHER_NUMBER = re.compile(
        r"(?i)\b(?:viite|\w*tunnus|\w*koodi|avain|id|asiakasn|tilausn|laskun|"
        r"sarjan|diaari|dnro|pin|kokous)\w*\W{0,3}(?:(?:on|oli|nro|numero\w*)\W{0,3})?$"
    )

    def spans(self, text: str) -> Iterator[Span]:
        for match in self._NATIONAL.finditer(text):
            before = text[max(0, match.start() - 30) : match.start()]
            if _is_mobile(match[0]) or (_is_landline(match[0]) and self._may_begin(before)):
                yield Span(match.start(), match.end(), "PHONE")
        for match in self._SAID.finditer(text):
            yield Span(*match.span(match.lastindex or 0), "PHONE")
        leniency = phonenumbers.Leniency.POSSIBLE
        for number in phonenumbers.PhoneNumberMatcher(text, "FI", leniency=leniency):
            written = number.raw_string.lstrip("( ")
            if written.startswith(("+", "00")) and number.number.country_code != 358:
                yield Span(number.start, number.end, "PHONE")

    def _may_begin(self, before: str) -> bool:
        """Whether what stands before does not belong to the number or name it something else."""
        return not re.search(r"\d[ -]$", before) and not self._OTHER_NUMBER.search(before)


#: Days, months and times of day: 01.02.2024, 09.00-15.00, 02/2023–05/2024, 08-10 12-14.
_MOMENT = (
    r"(?:(?:[0-3]?\d)[./-](?:[01]?\d)(?:[./-](?:19|20)?\d\d)?|(?:[01]?\d)/(?:19|20)\d\d"
    r"|(?:19|20)\d\d|(?:[01]\d|2[0-4])(?:[.:][0-5]\d)?)"
)
_WHEN = re.compile(rf"{_MOMENT}(?:[ .–—-]{{1,3}}{_MOMENT})*")
#: Nationwide numbers of businesses and authorities, free ones and those with a charge
#: (Traficom, Regulation 32 on the numbering plan).
_SERVICE = re.compile(r"0(?:[1-3]0|[67]0|7[135]|80|116)")
_AREA = re.compile(r"0(?:[235689]|1[3-9])")


def _national(written: str) -> str:
    """The digits, from the zero on."""
    digits = re.sub(r"\D", "", written)
    return re.sub(r"^(?:00)?3580?", "0", digits) if re.match(r"(?:00)?358", digits) else digits


def _is_mobile(written: str) -> bool:
    digits = _national(written)
    return bool(
        re.match(r"0(?:4|50)", digits) and 9 <= len(digits) <= 12 and not _WHEN.fullmatch(written)
    )


def _is_landline(written: str) -> bool:
    digits = _national(written)
    # An authority's number begins with 029 in one piece; "02 9…" is a home in Turku.
    official = _SERVICE.match(digits) or re.match(r"(?:\D*358\D*)?0?29", written)
    business = re.fullmatch(r"\d{7}[-–]\d", written)
    # A short one that ends in a double digit is a switchboard: 03 814 11.
    switchboard = len(digits) <= 7 and digits[-1] == digits[-2]
    return bool(
        _AREA.match(digits)
        and 7 <= len(digits) <= 11
        and not (official or business or switchboard or _WHEN.fullmatch(written))
        and not re.match(r"0\D*[-–/.]", written.replace("(0)", ""))
    )
