"""Records of the watch over personal data: what is masked, what people say of it, who did what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class SpanAct(StrEnum):
    """What a person decided of some words of an answer."""

    MASK = "mask"
    UNMASK = "unmask"


class AuditAct(StrEnum):
    """What somebody did that the audit log keeps."""

    RAN = "ran"
    EXPORTED = "exported"
    OPENED = "opened"
    LOOKED = "looked"
    MASKED = "masked"
    UNMASKED = "unmasked"
    FORGOT = "forgot"


@dataclass(frozen=True, slots=True)
class MaskedSpan:
    """A mark in an answer: characters `start` to `end` of the masked text.

    `number` counts the marks of the answer from 1. `key` is the keyed digest of the words that the
    mark stands for (`privacy.review.words_key`), never the words.
    """

    answer: str
    number: int
    start: int
    end: int
    type: str
    confidence: float
    key: str


@dataclass(frozen=True, slots=True)
class SpanDecision:
    """A person's word on whether some words of an answer are personal data.

    The words are known by `key` (`privacy.review.words_key`) and their number alone. `everywhere`:
    it holds in every answer of every round.
    """

    act: SpanAct
    who: str
    when: datetime
    round: str
    answer: str
    key: str
    words: int
    type: str = "PERSON"
    everywhere: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What somebody did, and to what. `details` hold counts and names of files, never an answer."""

    act: AuditAct
    who: str
    when: datetime
    subject: str
    details: dict[str, Any] = field(default_factory=dict)
