"""What people decided of words: which marks to take off, which words to mask besides.

The words themselves are kept nowhere. A keyed digest finds them again in the raw export, and tells
nothing without the key.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.oversight import MaskedSpan, SpanAct, SpanDecision
from pipeline.privacy.base import MARKS
from pipeline.records import keyed_digest

_WORD = re.compile(r"\w+")
MARK = re.compile(rf"\[(?:{'|'.join(map(re.escape, MARKS.values()))})(?: \d+)?\]")


@dataclass(frozen=True)
class Words:
    """Words of a text with their places."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """Case-folded; marks are no words."""
        free = MARK.sub(lambda match: " " * len(match[0]), text)
        found = list(_WORD.finditer(free))
        return cls(
            tuple(match[0].casefold() for match in found), tuple(match.span() for match in found)
        )

    def windows(self, length: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Every run of so many words: where it starts and ends in the text, and the words."""
        for first in range(len(self.words) - length + 1):
            last = first + length
            yield self.places[first][0], self.places[last - 1][1], self.words[first:last]


def words_key(key: bytes, words: Iterable[str]) -> str:
    """The keyed digest by which a decision knows words; what stands between them tells nothing."""
    return keyed_digest(key, "words", *words)


def to_look_at(spans: Sequence[MaskedSpan], below: float) -> list[MaskedSpan]:
    """The marks that a person should look at: those the program is less sure of than `below`."""
    return [span for span in spans if span.confidence < below]


class Review:
    """People's decisions on words, to be replayed on raw answers.

    The last decision on the same words counts, be it on this answer or on all of them.
    """

    def __init__(self, decisions: Sequence[SpanDecision], key: bytes) -> None:
        self._key = key
        self._everywhere: dict[str, tuple[int, SpanDecision]] = {}
        self._of_answer: dict[str, dict[str, tuple[int, SpanDecision]]] = defaultdict(dict)
        for number, decision in enumerate(decisions):
            place = self._everywhere if decision.everywhere else self._of_answer[decision.answer]
            place[decision.key] = number, decision
        self._digests: dict[tuple[str, ...], str] = {}

    def allowed(self, answer: str, words: str) -> bool:
        """Whether somebody has said that these words of the answer, once masked, may stand."""
        said = self._said(answer)
        if not said:
            return False
        decision = said.get(self.key_of(words))
        return decision is not None and decision.act is SpanAct.UNMASK

    def wanted(self, answer: str, text: str) -> list[tuple[int, int, str]]:
        """(start, end, type) of the words of the answer that somebody has said are to be masked."""
        said = {k: d for k, d in self._said(answer).items() if d.act is SpanAct.MASK}
        lengths = sorted({decision.words for decision in said.values()})
        words = Words.of(text) if lengths else Words((), ())
        return [
            (start, end, said[found].type)
            for length in lengths
            for start, end, window in words.windows(length)
            if (found := self._digest(window)) in said
        ]

    def key_of(self, words: str) -> str:
        """What a decision on these words would know them by."""
        return self._digest(Words.of(words).words)

    def _digest(self, words: tuple[str, ...]) -> str:
        # Each is worked out once: a round says the same words over and over.
        if words not in self._digests:
            self._digests[words] = words_key(self._key, words)
        return self._digests[words]

    def _said(self, answer: str) -> dict[str, SpanDecision]:
        own = self._of_answer.get(answer, {})
        last = dict(self._everywhere)
        for words, (number, decision) in own.items():
            if words not in last or number > last[words][0]:
                last[words] = number, decision
        return {words: decision for words, (_, decision) in last.items()}


def mask_wanted(answer: str, text: str, review: Review) -> str:
    """A masked text with marks in place of what people want masked besides.

    Names are numbered by the next run, which sees what is under the other marks.
    """
    for start, end, kind in sorted(review.wanted(answer, text), reverse=True):
        text = f"{text[:start]}[{MARKS[kind]}]{text[end:]}"
    return text


def find_words(text: str, wanted: str, key: bytes, longest: int) -> str | None:
    """The piece of a raw text whose words have this keyed digest; None when there is none.

    Args:
        longest: how many words it may have.
    """
    words = Words.of(text)
    for length in range(1, min(longest, len(words.words)) + 1):
        for start, end, window in words.windows(length):
            if words_key(key, window) == wanted:
                return text[start:end]
    return None
