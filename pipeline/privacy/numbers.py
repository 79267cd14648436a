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


class Ibans(PatternDetector):
    """International bank account numbers, with or without blanks."""

    type = "IBAN"
    pattern = re.compile(
        r"(?<!\w)[A-Za-z]{2}\d{2}(?:[ -]?[0-9A-Za-z]{4}){2,7}(?:[ -]?[0-9A-Za-z]{1,3})?(?!\w)"
    )

    def valid(self, matched: str) -> bool:
        return iban.is_valid(matched) or bool(re.match(r"(?i)fi\d{2}[ -]?\d{4}", matched))


class Phones(TextDetector):
    """Phone numbers of Finland and, with their country code, of the world."""

    #: Years, room counts and sums look like short numbers; a real one has at least seven digits.
    _LOCAL = re.compile(r"(?<![\w.,])0(?:4\d|50|457|[1-9])[\d\s()-]{5,12}\d(?![\w])")

    def spans(self, text: str) -> Iterator[Span]:
        leniency = phonenumbers.Leniency.POSSIBLE
        for match in phonenumbers.PhoneNumberMatcher(text, "FI", leniency=leniency):
            if match.raw_string.lstrip().startswith(("0", "+", "(0")):
                yield Span(match.start, match.end, "PHONE")
        for match in self._LOCAL.finditer(text):
            if 7 <= sum(map(str.isdigit, match[0])) <= 12:
                yield Span(match.start(), match.end(), "PHONE")
