"""Other names in place of those of a marked answer: a model must not learn the names by heart."""

from __future__ import annotations

import random
import re
from functools import cache

from pipeline.privacy.evidence import bases, first_names, surnames
from pipeline.privacy.gold import MarkedAnswer
from pipeline.records import Span

_VOWELS = "aeiouyäö"
#: A stem before an ending changes in names with these: Pekka, Pekan; Virtanen, Virtasen; Aalle.
_CHANGING = re.compile(rf"[kpt][{_VOWELS}]+$|nen$|e$")
_BACK, _FRONT = frozenset("aou"), frozenset("äöy")
#: How often a name is swapped, a text's case is changed, and that is to small letters.
_SWAPPED, _RECASED, _SMALL = 0.7, 0.2, 0.85


def varied(answer: MarkedAnswer, chance: random.Random) -> MarkedAnswer:
    """The answer with some names swapped for others in the same case; now and then in small or
    capital letters throughout."""
    answer = _swapped(answer, chance)
    return _recased(answer, chance) if chance.random() < _RECASED else answer


def _swapped(answer: MarkedAnswer, chance: random.Random) -> MarkedAnswer:
    pieces: list[str] = []
    spans: list[Span] = []
    position = length = 0
    for span in answer.spans:
        before, said = answer.text[position : span.start], answer.text[span.start : span.end]
        if span.type == "PERSON" and chance.random() < _SWAPPED:
            said = "".join(_other(part, chance) for part in re.split(r"(\W+)", said))
        start = length + len(before)
        length, position = start + len(said), span.end
        pieces += [before, said]
        spans.append(Span(start, length, span.type))
    return MarkedAnswer(answer.id, "".join([*pieces, answer.text[position:]]), tuple(spans))


def _other(word: str, chance: random.Random) -> str:
    """Another name with the ending of this one; the word as it is where its stem is not seen."""
    lower = word.lower()
    stems = [one for one in bases(word[:1].upper() + lower[1:])
             if lower.startswith(one) and one[-1:] in _VOWELS]  # fmt: skip
    if len(word) < 3 or not stems:
        return word
    ending = lower[len(max(stems, key=len)) :]
    fitting = _fitting(bool(ending), bool(_BACK & set(ending)), bool(_FRONT & set(ending)))
    name = chance.choice(fitting) + ending
    return name if word.islower() else name.upper() if word.isupper() else name.title()


@cache
def _fitting(ending: bool, back: bool, front: bool) -> tuple[str, ...]:
    """Names that take an ending with back or front vowels as they are."""
    return tuple(
        name
        for name in sorted(first_names() | surnames())
        if name.isalpha()
        and name[-1] in _VOWELS
        and not (ending and _CHANGING.search(name))
        and not (back and not _BACK & set(name))
        and not (front and _BACK & set(name))
    )


def _recased(answer: MarkedAnswer, chance: random.Random) -> MarkedAnswer:
    text = answer.text.lower() if chance.random() < _SMALL else answer.text.upper()
    # ß and the like change the length, and with it the places of the spans.
    return MarkedAnswer(answer.id, text, answer.spans) if len(text) == len(answer.text) else answer
