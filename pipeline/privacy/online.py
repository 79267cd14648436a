"""E-mail addresses, and links and names by which a person is found online."""

from __future__ import annotations

import re

from pipeline.privacy.base import PatternDetector

_AT = r"(?:\s?@\s?|\s?[(\[]\s?(?:at|ät|miukumauku)\s?[)\]]\s?|\s(?:at|ät|miukumauku)\s)"
_WORD_DOT = r"(?:\s?[(\[]\s?(?:piste|dot)\s?[)\]]\s?|\s(?:piste|dot)\s)"
_DOT = rf"(?:\.|{_WORD_DOT})"
_DOMAINS = r"(?:fi|com|net|org|eu|se|ee|info|io|me)"


class Emails(PatternDetector):
    """E-mail addresses, also written with "at", "ät" and "piste".

    Only what is spelled out needs a known ending: "odottavat.Se" lacks a blank and no more.
    """

    type = "EMAIL"
    pattern = re.compile(
        r"(?<![\w.+-])[\w.+-]+"
        rf"(?:@[\w-]+(?:\.[\w-]+)*\.[a-z]{{2,}}(?!\w)"
        rf"|(?:{_WORD_DOT}[\w.+-]+)*{_AT}[\w-]+(?:{_DOT}[\w-]+)*{_DOT}{_DOMAINS}(?!\w))",
        re.IGNORECASE,
    )


class Handles(PatternDetector):
    """@names and links to a person's page in social media."""

    type = "URL_HANDLE"
    pattern = re.compile(
        r"(?<![\w-])(?:https?://)?(?:www\.)?(?:facebook|fb|instagram|tiktok|twitter|x|linkedin|youtube|snapchat"
        r"|threads|t)\.(?:com|me|net)/[\w@.?=&/-]*[\w/]"
        r"|(?<![\w@.])@[A-Za-zÅÄÖåäö_][\w.]*\w",
        re.IGNORECASE,
    )
