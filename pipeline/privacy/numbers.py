"""Identity codes, account numbers and phone numbers: what numbers can be checked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from stdnum import iban
from stdnum.fi import hetu

from pipeline.privacy.base import PatternDetector, TextDetector
from pipeline.records import Span


class IdentityCodes(PatternDetector):
    """Finnish personal identity codes, temporary ones and the century signs of 2023 included.

    A code whose check character is wrong is masked too when its date is possible: a slip of the
    finger still tells who the person is.
    """

    type = "HETU"
    pattern = re.compile(r"(?<![\w])\d{6}\s?[-+ABCDEFYXWVUabcdefyxwvu–]\s?\d{3}[0-9A-Za-z](?![\w])")

    def valid(self, matched: str) -> bool:
        code = re.sub(r"\s", "", matched).upper().replace("–", "-")
        if hetu.is_valid(code, allow_temporary=True):
            return True
        return 1 <= int(code[:2]) <= 31 and 1 <= int(code[2:4]) <= 12


class Ibans(TextDetector):
    """International bank account numbers, with or without blanks."""

    _PATTERN = re.compile(
        r"(?<!\w)[A-Za-z]{2}\d{2}(?:[ -]?[0-9A-Za-z]{4}){2,7}(?:[ -]?[0-9A-Za-z]{1,3})?(?!\w)"
    )

    def spans(self, text: str) -> Iterator[Span]:
        position = 0
        while match := self._PATTERN.search(text, position):
            # A short word after the number looks like its last group: try without it too.
            groups = [len(match[0]), *(m.start() for m in re.finditer(r"[ -]", match[0]))]
            length = max((n for n in groups if self._valid(match[0][:n])), default=0)
            if length:
                yield Span(match.start(), match.start() + length, "IBAN")
            position = match.start() + (length or 1)

    def _valid(self, written: str) -> bool:
        return iban.is_valid(written) or bool(re.match(r"(?i)fi\d{2}[ -]?\d{4}", written))


class Phones(TextDetector):
    """Phone numbers of Finland and, with their country code, of the world."""

    #: Years, room counts and sums look like short numbers; a real one has at least seven digits.
    _LOCAL = re.compile(r"(?<![\w.,])0(?:4\d|50|457|[1-9])[\d \xa0()-]{5,12}\d(?![\w])")
    #: A day or a time of day: 01.02.2024, 09.00-15.00.
    _WHEN = re.compile(r"0\d[.:]\d{1,2}(?!\d)")

    def spans(self, text: str) -> Iterator[Span]:
        leniency = phonenumbers.Leniency.POSSIBLE
        for number in phonenumbers.PhoneNumberMatcher(text, "FI", leniency=leniency):
            written = number.raw_string.lstrip()
            if written.startswith(("0", "+", "(0")) and not self._WHEN.match(written):
                yield Span(number.start, number.end, "PHONE")
        for match in self._LOCAL.finditer(text):
            if 7 <= sum(map(str.isdigit, match[0])) <= 12:
                yield Span(match.start(), match.end(), "PHONE")
