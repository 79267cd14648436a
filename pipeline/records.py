"""The records that travel between the rooms. Field names are the contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Any

import numpy as np

UNKNOWN_AREA = ""
#: BERTopic's convention: an answer that belongs to no topic.
UNASSIGNED = -1


class Source(StrEnum):
    """Who decided: the model or a person. A person's decision beats the model's."""

    MODEL = "model"
    PERSON = "person"


class Act(StrEnum):
    """What a person decided of one theme of one answer."""

    CODE = "code"
    UNCODE = "uncode"


class TopicAct(StrEnum):
    """What a person decided of a topic."""

    CONFIRM = "confirm"
    RENAME = "rename"
    MERGE = "merge"
    MOVE = "move"
    SPLIT = "split"


class Origin(StrEnum):
    """How a person's code came to be.

    A correction is made with the model's codes in sight; a blind one on a coding sheet that hides
    them; a settled one by coders who had disagreed and talked.
    """

    CORRECTION = "correction"
    BLIND = "blind"
    SETTLED = "settled"


class Lineage(StrEnum):
    """What became of a topic since the round before."""

    NEW = "new"
    CONTINUED = "continued"
    MERGED = "merged"
    SPLIT = "split"
    RETIRED = "retired"


def digest(*parts: str, size: int = 12) -> str:
    """A stable id for `parts`: hexadecimal, `2 * size` characters."""
    return blake2b("\x1f".join(parts).encode(), digest_size=size).hexdigest()


def keyed_digest(key: bytes, *parts: str, size: int = 12) -> str:
    """An id for `parts` that nobody can work out from them without the key (RFC 7693, 2.9).

    Args:
        key: 1 to 64 bytes.
    """
    return blake2b("\x1f".join(parts).encode(), digest_size=size, key=key).hexdigest()


def respondent_id(key: bytes, name: str) -> str:
    """The id of a respondent, from what tells them apart (a `digest` of it)."""
    return keyed_digest(key, name, size=8)


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """One open answer as the export holds it, before anything personal is masked.

    It lives in memory between ingest and pseudonymisation only. The text is kept out of `repr` so
    that no log or error message can quote it.
    """

    round: str
    respondent: str
    area: str
    district: str
    group: str
    question: str
    date: date | None
    text: str = field(repr=False)
    source: str
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One respondent's open answer to one question; the text is pseudonymised.

    The id is of the raw text, so that better masking does not change it, and keyed, so that it
    tells nothing of either.
    """

    id: str
    round: str
    respondent: str
    area: str
    district: str
    group: str
    question: str
    date: date | None
    text: str = field(repr=False)
    language: str = "fi"
    duplicate_of: str | None = None
    emptyish: bool = False

    @staticmethod
    def make_id(key: bytes, round_id: str, respondent: str, question: str, text: str) -> str:
        return keyed_digest(key, round_id, respondent, question, text)


@dataclass(frozen=True, slots=True)
class Reject:
    """An input row or cell that did not become an answer, and why (`code` of `ingest.reasons`)."""

    source: str
    row: int
    column: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of an answer: as written, in base form, and its part of speech (Universal POS)."""

    form: str
    lemma: str
    pos: str


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` (inclusive) to `end` (exclusive) of a text that are personal data."""

    start: int
    end: int
    type: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """What a group of answers is about.

    The id is permanent over rounds. `centroid` is in the topic model's space; `parent` is the
    heading of the larger group it belongs to, where there are many topics. `lineage` tells what
    became of it since the rounds before, `lineage_from` from which topics it comes, and `score` in
    [0, 1] how well it matched them.
    """

    id: str
    label: str
    description: str
    keywords: tuple[str, ...]
    exemplars: tuple[str, ...]
    centroid: np.ndarray
    size: int
    status: str = "proposed"
    lineage: Lineage = Lineage.NEW
    lineage_from: tuple[str, ...] = ()
    score: float = 0.0
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The topic of one answer. `topic` is None when the answer belongs to none."""

    answer: str
    topic: str | None
    probability: float
    runner_up: str | None = None
    source: Source = Source.MODEL


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why the model coded a theme, all of it computed.

    The sentence of the answer that carries the theme (verbatim), the lemmas that speak for it, best
    first, and the ids of the nearest coded answers that raise it, nearest first.
    """

    sentence: str = field(default="", repr=False)
    lemmas: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeCode:
    """Whether one answer raises one theme.

    `probability` is the model's calibrated one in [0, 1]; `margin` is how far it is over the
    theme's threshold (negative: under). Both stay the model's own when a person has decided.
    `sampled`: the answer was drawn at random for people to code, so that it may correct a share.
    """

    answer: str
    theme: str
    probability: float
    assigned: bool
    margin: float = 0.0
    evidence: Evidence = Evidence()
    source: Source = Source.MODEL
    coder: str = ""
    sampled: bool = False

    @property
    def model_assigned(self) -> bool:
        """What the model says, whatever a person has decided."""
        return self.margin >= 0 and self.probability > 0


@dataclass(frozen=True, slots=True)
class CodeDecision:
    """A person's word on one theme of one answer. Never changed: a later one is added.

    It holds for every answer with the same text: `key` is its `ingest.emptyish.text_digest`.
    `sample` is the id of the random sample that the answer was coded in, or empty.
    """

    act: Act
    who: str
    when: datetime
    round: str
    answer: str
    key: str
    theme: str
    origin: Origin = Origin.CORRECTION
    sample: str = ""


@dataclass(frozen=True, slots=True)
class TopicDecision:
    """A person's word on a topic, which holds in its round and in every later one.

    `label`: what it is renamed to, or the name of the part split off. `into`: the topic that it is
    merged into, that answers are moved to, or that is split off. `keys`: of the texts
    (`ingest.emptyish.text_digest`) that are moved or split off.
    """

    act: TopicAct
    who: str
    when: datetime
    round: str
    topic: str
    label: str = ""
    into: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """One run over one round: immutable once written.

    `fingerprint` is a hash of the input files, the configuration and the model versions; two runs
    with the same fingerprint give the same result.
    """

    id: str
    round: str
    fingerprint: str
    config_hash: str
    versions: dict[str, str]
    counts: dict[str, int]
    health: dict[str, Any]
    published: bool = False
