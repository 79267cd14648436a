"""Base forms of words that no dictionary has: foreign names above all."""

from __future__ import annotations

import re

_V = "aeiouyäö"
#: Case → the ending that marks it on a name.
_ENDINGS = {
    "Gen": r"n",
    "Par": r"(?:t[aä]|[aä])",
    "Ine": r"ss[aä]",
    "Ela": r"st[aä]",
    "Ill": rf"(?:seen|h[{_V}]n|(?<=[{_V}])[{_V}]n|in)",
    "Ade": r"ll[aä]",
    "Abl": r"lt[aä]",
    "All": r"lle",
    "Ess": r"n[aä]",
    "Tra": r"ksi",
}


def base_form(form: str, case: str | None) -> str:
    """The name without the ending of the case in which the context puts it.

    A consonant at the end of the name took an i before the ending (Spiegelin → Spiegel), and
    -s became -kse- (Kalymnoksen → Kalymnos).
    """
    if ":" in form[1:]:
        return form.partition(":")[0]
    ending = _ENDINGS.get(case or "")
    if ending is None:
        return form
    match = re.search(rf"{ending}$", form)
    if match is None or match.start() < 2:
        return form
    stem = form[: match.start()]
    if stem.endswith("kse"):
        return stem[:-3] + "s"
    if re.search(rf"[^{_V}]i$", stem) and len(stem) > 3:
        return stem[:-1]
    return stem
