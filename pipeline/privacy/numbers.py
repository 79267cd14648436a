"""Identity codes and account numbers: what numbers can be checked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban
from stdnum.fi import hetu

from pipeline.privacy.base import CASE_ENDING, PatternDetector, TextDetector
from pipeline.records import Span


class IdentityCodes(PatternDetector):
    """Finnish personal identity codes, temporary ones and the century signs of 2023 included.

    A code whose check character is wrong is masked too when its date is possible: a slip of the
    finger still tells who the person is. Without its sign, or with a date written out, it must end
    in a letter; without its sign it must also be right.
    """

    type = "HETU"
    pattern = re.compile(
        r"(?:(?<!\w)|(?<=hetu)|(?<=hetuni)|(?<=tunnus))(?<!\d[.,-])"
        r"(?:(?P<date>\d{6})\s{0,2}(?P<sign>[-+ABCDEFYXWVUabcdefyxwvu–—‐‑−])\s{0,2}\d{3}[0-9A-Za-z]"
        r"|\d\d[. ]\d\d[. ](?:18|19|20)?\d\d\s?[-+ABCDEFYXWVU–—‐‑−]\s?\d{3}[A-Za-z]"
        rf"|(?P<bare>\d{{6}}\s?\d{{3}}[A-Za-z]))(?!\w){CASE_ENDING}"
    )

    def valid(self, match: re.Match[str]) -> bool:
        if match["bare"]:
            code = re.sub(r"\W", "", match["bare"]).upper()
            return bool(hetu.is_valid(f"{code[:6]}-{code[6:]}", allow_temporary=True))
        day, month = re.findall(r"\d\d", match[0])[:2]
        return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


class Ibans(TextDetector):
    """Account numbers: international ones, and Finnish ones as they were before, "123456-785".

    A Finnish one, and any of which it is said that it is an account, is masked even when its check
    digits are wrong.
    """

    _INTERNATIONAL = re.compile(
        r"(?<!\w)(?!(?i:fi))[A-Za-z]{2}\s?\d{2}"
        r"(?:[ .-]?[0-9A-Za-z]{4}){2,7}(?:[ .-]?[0-9A-Za-z]{1,3})?(?!\w)"
    )
    _FINNISH = re.compile(rf"(?i)(?<!\w)fi[ :]?\d{{2}}(?:[ .-]?\d){{12,16}}(?!\w){CASE_ENDING}")
    _ACCOUNT = r"(?i:\b(?:tili(?!kau|nt)\w*|(?:pankki|käyttö)tili\w*|iban\w*|konto\w*|account))"
    #: The word for it, and a number without its country, or in the old form.
    _SAID = re.compile(
        rf"{_ACCOUNT}[^\d\n.!?]{{0,20}}"
        r"((?<!\w)(?:\d{2}(?:[ -]?\d){14}|\d{6}-\d{2,8}))(?!\w)"
    )
    _SAID_BEFORE = re.compile(rf"{_ACCOUNT}[^\d\n.!?]{{0,20}}$")

    def spans(self, text: str) -> Iterator[Span]:
        for match in self._FINNISH.finditer(text):
            yield Span(match.start(), match.end(), "IBAN")
        for match in self._SAID.finditer(text):
            yield Span(match.start(1), match.end(1), "IBAN")
        yield from self._foreign(text)

    def _foreign(self, text: str) -> Iterator[Span]:
        position = 0
        while match := self._INTERNATIONAL.search(text, position):
            said = bool(self._SAID_BEFORE.search(text, max(0, match.start() - 40), match.start()))
            # A short word after the number looks like its last group: try without it too.
            groups = [len(match[0]), *(m.start() for m in re.finditer(r"[ .-]", match[0]))]
            right = [n for n in groups if iban.is_valid(match[0][:n].replace(".", ""))]
            likely = [n for n in groups if said and match[0][:n][-1].isdigit()]
            length = max(right or likely, default=0)
            if length:
                yield Span(match.start(), match.start() + length, "IBAN")
            position = match.start() + (length or 1)
