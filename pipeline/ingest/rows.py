"""One row of a table → answers, or rejects with a reason."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import MAX_CHARACTERS
from pipeline.config import Config, RoundConfig, SourceConfig
from pipeline.ingest.areas import AreaMap, GroupMap
from pipeline.ingest.base import Cell, text_of
from pipeline.ingest.layout import Table, column_letter
from pipeline.ingest.mapping import Mapping, match_question
from pipeline.records import RawAnswer, Reject, digest, respondent_id

#: As Excel writes them in English and, into CSV, in Finnish.
_CELL_ERRORS = {
    "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!",
    "#VIITTAUS!", "#PUUTTUU!", "#ARVO!", "#JAKO/0!", "#NIMI?", "#LUKU!", "#TYHJÄ!",
}  # fmt: skip
#: U+200C and U+200D stay: they shape Persian words and hold emoji together.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\ufeff\ufffe]")


@dataclass
class RowResult:
    """What one row gave. A row without answers has at least one reject."""

    answers: list[RawAnswer] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    blank_cells: int = 0


class RowReader:
    """Reads the rows of one file. `notices` counts what a person should know of it.

    `seen` holds (respondent, question, text hash) of the answers read before, over all files of
    the round. `key` makes the respondents' names: without it, whoever knows a respondent's id could
    work out theirs.
    """

    def __init__(
        self,
        config: Config,
        round_config: RoundConfig,
        source: SourceConfig,
        path: Path,
        mapping: Mapping,
        seen: set[tuple[str, str, str]],
        key: bytes,
    ) -> None:
        self.config = config
        self.round = round_config
        self.source = source
        self.name = path.name
        self.mapping = mapping
        self.notices: Counter[tuple[str, str]] = Counter()
        self._seen = seen
        self._key = key
        self._areas = AreaMap(config)
        self._groups = GroupMap(config)
        self._same_rows: Counter[str] = Counter()
        self._asked: dict[str, str] = {}
        # Ids count within a source: another source of the round may number from 1 again.
        self._origin = source.id or str(round_config.sources.index(source))

    def read(self, row: list[Cell], number: int, index: int, table: Table) -> RowResult:
        """Read one row."""
        result = RowResult()
        width = len(self.mapping.headers)
        if any(text_of(cell) for cell in row[width:]):
            result.rejects.append(self._reject(number, width, "too_many_cells"))
            return result
        if [text_of(cell) for cell in row] == list(self.mapping.headers):
            result.rejects.append(self._reject(number, 0, "header_again"))
            return result
        day = self._date(row)
        area, district = self._place(row, day)
        group = self._group(row)
        respondent = self._respondent(row)
        for column, question in self._questions(row):
            text, reject = self._text(row, column, number, (index, column) in table.covered)
            if reject:
                result.rejects.append(reject)
            elif not text:
                result.blank_cells += 1
            elif (key := (respondent, question, digest(text))) in self._seen:
                result.rejects.append(self._reject(number, column, "repeated_row"))
            else:
                self._seen.add(key)
                result.answers.append(
                    RawAnswer(
                        round=self.round.id, respondent=respondent, area=area, district=district,
                        group=group, question=question, date=day, text=text, source=self.name,
                        row=number, column=column_letter(column),
                    )
                )  # fmt: skip
        if not result.answers and not result.rejects:
            columns = self.mapping.answer_columns()
            result.rejects.append(self._reject(number, columns[0], "no_answer"))
        return result

    def _reject(self, number: int, column: int, code: str) -> Reject:
        return Reject(self.name, number, column_letter(column), code)

    def _cell(self, row: list[Cell], column: int | None) -> Cell:
        return row[column] if column is not None and column < len(row) else None

    def _questions(self, row: list[Cell]) -> list[tuple[int, str]]:
        if self.mapping.text is None:
            return list(self.mapping.questions)
        asked = text_of(self._cell(row, self.mapping.question))
        if asked not in self._asked:
            self._asked[asked] = match_question(asked, self.config) or asked
        return [(self.mapping.text, self._asked[asked])]

    def _text(
        self, row: list[Cell], column: int, number: int, covered: bool
    ) -> tuple[str, Reject | None]:
        raw = text_of(self._cell(row, column))
        if covered or not raw:
            return "", None
        if raw in _CELL_ERRORS:
            return "", self._reject(number, column, "cell_error")
        text = _CONTROL.sub("", raw).strip()
        if not any(letter.isprintable() and not letter.isspace() for letter in text):
            return "", self._reject(number, column, "not_text")
        if len(text) > MAX_CHARACTERS:
            return "", self._reject(number, column, "too_long")
        return text, None

    def _place(self, row: list[Cell], day: dt.date | None) -> tuple[str, str]:
        written = text_of(self._cell(row, self.mapping.area))
        found = self._areas.find(written, day or self.round.opens)
        if found is None:
            self.notices["unknown_area", column_letter(self.mapping.area or 0)] += 1
            return "", ""
        return found if found[0] else (self.source.area or "", "")

    def _group(self, row: list[Cell]) -> str:
        found = self._groups.find(text_of(self._cell(row, self.mapping.group)))
        if found is None:
            self.notices["unknown_group", column_letter(self.mapping.group or 0)] += 1
            return ""
        return found or self.round.group or ""

    def _date(self, row: list[Cell]) -> dt.date | None:
        cell = self._cell(row, self.mapping.date)
        if not text_of(cell):
            return None
        day = parse_date(cell)
        where = column_letter(self.mapping.date or 0)
        if day is None:
            self.notices["unreadable_date", where] += 1
        elif not self.round.opens <= day <= self.round.closes:
            self.notices["outside_round", where] += 1
        return day

    def _respondent(self, row: list[Cell]) -> str:
        """A stable name for who answered: by the id column, else by the row's own contents.

        Without an id, equal rows are told apart by how many came before, so that two people who
        wrote the same count as two.
        """
        given = text_of(self._cell(row, self.mapping.respondent))
        if given:
            return self._name(given)
        used = ("date", "area", "group", "question", "text")
        columns = [c for role in used if (c := getattr(self.mapping, role)) is not None]
        columns += [column for column, _ in self.mapping.questions]
        content = digest(*(text_of(self._cell(row, column)) for column in columns))
        self._same_rows[content] += 1
        return self._name(content, str(self._same_rows[content]))

    def _name(self, *parts: str) -> str:
        return respondent_id(self._key, digest(self.round.id, self._origin, *parts, size=8))


def parse_date(cell: Cell) -> dt.date | None:
    """The day of a cell: a spreadsheet date, 19.2.2024 (14.05), 2024-02-19 or 19/02/2024."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = text_of(cell)
    for pattern, order in (
        (r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\D.*)?", (2, 1, 0)),
        (r"(\d{4})-(\d{1,2})-(\d{1,2})(?:\D.*)?", (0, 1, 2)),
        (r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\D.*)?", (2, 1, 0)),
    ):
        if match := re.fullmatch(pattern, text):
            year, month, day = (int(match.groups()[i]) for i in order)
            try:
                return dt.date(year, month, day)
            except ValueError:
                return None
    return None
