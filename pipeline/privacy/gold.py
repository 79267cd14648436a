"""Answers in which people have marked the personal data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import PROJECT_ROOT
from pipeline.errors import InputError
from pipeline.privacy.base import MARKS
from pipeline.records import Span

SHIPPED = PROJECT_ROOT / "corpora" / "personal" / "answers.jsonl"
#: Answers by others, that nothing that is shipped learns from.
HELD_OUT = PROJECT_ROOT / "corpora" / "gold" / "pii.jsonl"
#: Every so manyth coded answer, which names nobody, is learnt from beside those with names.
_CLEAN = 6

_TAG = re.compile(rf"<(/?)({'|'.join(MARKS)})>")


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """An answer and the spans of its personal data, as a person marked them."""

    id: str
    text: str = field(repr=False)
    spans: tuple[Span, ...]


def read_gold(path: Path) -> list[MarkedAnswer]:
    """Read marked answers.

    Two forms are known, and the first line tells which it is: JSON Lines with `id`, `text` and
    `spans` (`start`, `end`, `type`), or an answer a line with its marks in the text,
    `<PERSON>Maija</PERSON> soitti`; there the line's number is the id.

    Raises:
        InputError: the file cannot be read, or something is wrong on one line or more; every
            reason is in the message, with its line.
    """
    try:
        data = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8 text. Save it as UTF-8.") from None
    parse = _of_json if data.lstrip().startswith("{") else _of_marked_text
    answers, complaints = [], []
    for number, line in enumerate(data.split("\n"), start=1):
        if line.strip():
            try:
                answers.append(parse(number, line.removesuffix("\r")))
            except ValueError as error:
                complaints.append(f"line {number}: {error}")
    if complaints:
        raise InputError("\n  ".join([f"{path}:", *complaints]))
    if not answers:
        raise InputError(f"{path} holds no answers.")
    return answers


def writers_apart(
    answers: Sequence[MarkedAnswer],
) -> tuple[list[MarkedAnswer], list[MarkedAnswer]]:
    """Most writers' answers, and those of every fourth one; a writer's hand is in no two parts."""
    hands = sorted({_writer(answer) for answer in answers})
    apart = set(hands[3::4])
    return (
        [answer for answer in answers if _writer(answer) not in apart],
        [answer for answer in answers if _writer(answer) in apart],
    )


def without_people() -> list[MarkedAnswer]:
    """A part of the shipped coded answers, none of whose writers is in the demo."""
    from pipeline.themes.gold import DEMO_WRITERS
    from pipeline.themes.gold import SHIPPED as CODED

    rows = [json.loads(line) for line in CODED.read_text(encoding="utf-8").splitlines()]
    kept = [row for row in rows if row["writer"] not in DEMO_WRITERS]
    return [MarkedAnswer(row["id"], row["text"], ()) for row in kept[::_CLEAN]]


def _writer(answer: MarkedAnswer) -> str:
    """What stands before the hyphen of an id: P7-113."""
    return answer.id.partition("-")[0]


def _of_json(number: int, line: str) -> MarkedAnswer:
    try:
        record = json.loads(line)
        text, marked = record["text"], record["spans"]
        spans = [Span(one["start"], one["end"], one["type"]) for one in marked]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ValueError('expected {"id", "text", "spans": [{"start", "end", "type"}]}') from None
    if not isinstance(text, str):
        raise ValueError('"text" must be a string')
    return MarkedAnswer(str(record.get("id", number)), text, _checked(spans, text))


def _of_marked_text(number: int, line: str) -> MarkedAnswer:
    pieces: list[str] = []
    spans: list[Span] = []
    position = length = 0
    opened: tuple[str, int] | None = None
    for tag in _TAG.finditer(line):
        pieces.append(line[position : tag.start()])
        length += tag.start() - position
        position = tag.end()
        closes, kind = bool(tag[1]), tag[2]
        if closes != (opened is not None) or (opened and opened[0] != kind):
            raise ValueError(f"the mark {tag[0]} does not fit the one before it")
        if opened:
            spans.append(Span(opened[1], length, kind))
        opened = None if closes else (kind, length)
    if opened:
        raise ValueError(f"the mark <{opened[0]}> is not closed")
    text = "".join([*pieces, line[position:]])
    return MarkedAnswer(str(number), text, _checked(spans, text))


def _checked(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """The spans in order of their place; ValueError when one cannot be."""
    spans = tuple(spans)
    for span in spans:
        if type(span.start) is not int or type(span.end) is not int:
            raise ValueError('"start" and "end" must be whole numbers')
        if not 0 <= span.start < span.end <= len(text):
            raise ValueError("a span lies outside the text or is empty")
        if span.type not in MARKS:
            raise ValueError(f"unknown type of personal data. Known: {', '.join(MARKS)}")
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))
