"""JSON Lines in and out: one line out for each line in, in order."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from pipeline import MAX_CHARACTERS
from pipeline.errors import InputError

Record = dict[str, Any]
#: What is wrong with a record, or None.
Check = Callable[[Record], str | None]


def argument(function: Callable) -> Callable:
    """The FILE argument of a verb that reads JSON Lines."""
    return click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))(function)


def read(file: str, check: Check) -> list[Record]:
    """All records of a file, or of standard input (`-`).

    Raises:
        InputError: something is wrong on one line or more; every reason is in the message, with
            its line. Nothing of the text is quoted.
    """
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from None
    records, complaints = [], []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        record, complaint = _parse(line, check)
        if complaint:
            complaints.append(f"line {number}: {complaint}")
        records.append(record)
    if complaints:
        shown = "\n  ".join(complaints)
        raise InputError(f"{'standard input' if file == '-' else file}:\n  {shown}")
    return records


def write(records: Iterable[Record]) -> None:
    """Records to standard output, a line each."""
    out = sys.stdout.buffer
    for record in records:
        out.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
    out.flush()


def text_record(record: Record) -> str | None:
    """Checks for `{"id", "text"}`."""
    complaint = _id(record)
    if complaint:
        return complaint
    if "text" not in record:
        return 'the key "text" is missing'
    if not isinstance(record["text"], str):
        return '"text" must be a string'
    if len(record["text"]) > MAX_CHARACTERS:
        return f'"text" is longer than {MAX_CHARACTERS} characters: no answer is'
    return None


def _id(record: Record) -> str | None:
    if "id" not in record:
        return 'the key "id" is missing'
    if isinstance(record["id"], bool) or not isinstance(record["id"], str | int):
        return '"id" must be a string or a whole number'
    return None


def token_record(record: Record) -> str | None:
    """Checks for `{"id", "tokens": ["form", …]}`."""
    complaint = _id(record)
    if complaint:
        return complaint
    tokens = record.get("tokens")
    if not isinstance(tokens, list) or not all(isinstance(form, str) for form in tokens):
        return '"tokens" must be a list of strings'
    return None


def span_record(record: Record) -> str | None:
    """Checks for `{"id", "text", "spans": [{"start", "end", "type"}]}`."""
    complaint = text_record(record)
    if complaint:
        return complaint
    try:
        spans = [(s["start"], s["end"], s["type"]) for s in record["spans"]]
    except (KeyError, TypeError):
        return '"spans" must be a list of {"start", "end", "type"}'
    if any([type(part) for part in span] != [int, int, str] for span in spans):
        return '"start" and "end" must be whole numbers and "type" a string'
    if any(not 0 <= start < end <= len(record["text"]) for start, end, _ in spans):
        return "a span lies outside its text"
    return None


def _parse(line: bytes, check: Check) -> tuple[Record, str | None]:
    if not line.strip():
        return {}, "the line is empty; each line must hold one JSON object"
    try:
        record = json.loads(line)
    except UnicodeDecodeError:
        return {}, "not UTF-8"
    except json.JSONDecodeError as error:
        return {}, f"not JSON ({error.msg} at character {error.colno})"
    except (RecursionError, ValueError):
        return {}, "not JSON of a reasonable size: a number too long, or nested too deep"
    if not isinstance(record, dict):
        return {}, "expected a JSON object in braces"
    complaint = check(record)
    if complaint is None and not _is_unicode(record):
        complaint = "half of a character (a lone surrogate), or nested too deep"
    return record, complaint


def _is_unicode(record: Record) -> bool:
    """JSON can spell halves of characters ("\\ud800"), which cannot be written out again."""
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError):
        return False
    return True
