"""Sentences of an answer, however it is typed."""

from __future__ import annotations

import re

#: Where a sentence ends: after ! ? or …; after a full stop when a capital follows or a long word
#: goes before (many write without capitals, but "klo 17. huoneessa" and "3. krs" go on); at a line
#: break.
_ENDS = re.compile(
    r"""
      (?<=[!?…])\s+
    | (?<=[^\W\d_]{5}\.)\s+
    | (?<=[.!?…]["”)])\s+(?=[A-ZÅÄÖ])
    | (?<=\.)(?<!\b[Ee]sim\.)(?<!\b[Mm]m\.)\s+(?=["”(–-]?[A-ZÅÄÖ])
    | \s*\n\s*
    """,
    re.VERBOSE,
)


def sentences(text: str) -> list[str]:
    """The sentences of a text, verbatim, blanks at the ends left out.

    >>> sentences("Kokous oli klo 17. huoneessa 2. Kukaan ei tullut! ei edes minä")
    ['Kokous oli klo 17. huoneessa 2.', 'Kukaan ei tullut!', 'ei edes minä']
    """
    return [part.strip() for part in _ENDS.split(text) if part.strip()]
