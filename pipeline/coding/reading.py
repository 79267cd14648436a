"""Coding sheets back from the coders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.coding.facts import NO_THEME, NOTE, Facts, Kind
from pipeline.coding.table import Table, read_table
from pipeline.errors import InputError
from pipeline.ingest.emptyish import text_digest
from pipeline.records import Act, Answer, CodeDecision, Origin

#: Problems that are shown; a sheet with more has one cause.
_SHOWN = 20


@dataclass(frozen=True)
class CodedSheet:
    """What one coder said: answer id → themes, and answer id → note where there is one.

    `left` is how many answers of the sheet are not coded yet.
    """

    facts: Facts
    codes: dict[str, frozenset[str]] = field(repr=False)
    notes: dict[str, str] = field(repr=False)
    left: int

    @property
    def coder(self) -> str:
        return self.facts.coders[0]


def read_sheets(tables: Sequence[Table], answers: Iterable[Answer]) -> list[CodedSheet]:
    """What the coders of one sample said, a sheet a coder.

    Args:
        answers: those of the round's newest analysis.

    Raises:
        InputError: something is wrong in one sheet or more; every reason is in the message, with
            its row and column.
    """
    _of_one_sample(tables)
    known = frozenset(answer.id for answer in answers)
    sheets = [_sheet(table, known) for table in tables]
    refuse(tables)
    return sheets


def open_sheets(paths: Sequence[Path], themes: Sequence[str], max_file_mb: int) -> list[Table]:
    """Open coding sheets; see `table.read_table`."""
    return [read_table(path, Kind.CODING, themes, max_file_mb) for path in paths]


def refuse(tables: Iterable[Table]) -> None:
    """Raises InputError with every problem of these tables, if there is one."""
    problems = [problem for table in tables for problem in table.problems]
    if problems:
        more = [f"… and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        shown = "\n  ".join([*problems[:_SHOWN], *more])
        raise InputError(f"nothing was recorded. Mend and read again:\n  {shown}")


def decisions_of(
    codes: Mapping[str, Iterable[str]],
    who: str,
    facts: Facts,
    answers: Iterable[Answer],
    origin: Origin,
    when: dt.datetime,
) -> list[CodeDecision]:
    """A decision on every theme of every coded answer: an empty cell is a word too.

    Args:
        codes: answer id → the themes it raises.
        when: the moment to record; a stage has no clock.
    """
    return [
        CodeDecision(
            act=Act.CODE if theme in codes[answer.id] else Act.UNCODE,
            who=who,
            when=when,
            round=facts.round,
            answer=answer.id,
            key=text_digest(answer.text),
            theme=theme,
            origin=origin,
            sample=facts.sample,
        )
        for answer in answers
        if answer.id in codes
        for theme in facts.themes
    ]


def _sheet(table: Table, known: frozenset[str]) -> CodedSheet:
    codes: dict[str, frozenset[str]] = {}
    notes: dict[str, str] = {}
    left = 0
    for number, answer, row in table.answers(known):
        marked = frozenset(
            theme for theme, header in table.facts.themes.items()
            if table.mark(number, row, header)
        )  # fmt: skip
        none = table.mark(number, row, NO_THEME)
        if marked and none:
            table.problem(
                number, "a theme is marked and 'no theme' too. Remove one of the marks.", NO_THEME
            )
        elif marked or none:
            codes[answer] = marked
        else:
            left += 1
        if note := table.text(row, NOTE):
            notes[answer] = note
    return CodedSheet(table.facts, codes, notes, left)


def _of_one_sample(tables: Sequence[Table]) -> None:
    first = tables[0]
    seen: dict[str, str] = {}
    for table in tables:
        facts = table.facts
        if (facts.round, facts.sample) != (first.facts.round, first.facts.sample):
            raise InputError(
                f"{first.file} is of sample {first.facts.sample} of {first.facts.round}, and "
                f"{table.file} of sample {facts.sample} of {facts.round}. Read each sample by "
                "itself."
            )
        coder = facts.coders[0]
        if coder in seen:
            raise InputError(
                f"{seen[coder]} and {table.file} are both from {coder}. Give one sheet a coder."
            )
        seen[coder] = table.file
