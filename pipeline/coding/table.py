"""A filled sheet as a table whose columns are found by their headers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name

from pipeline.coding.facts import ID, NO_THEME, Facts, Kind, find_facts
from pipeline.errors import InputError
from pipeline.ingest.base import Cell, Grid, text_of
from pipeline.ingest.readers import read_file

#: What people write for a theme that is raised, and for one that is not; in lower case.
YES = frozenset({"x", "×", "1", "k", "kyllä", "yes", "✓", "✔"})
NO = frozenset({"-", "–", "—", "−", "0", "ei", "e", "no"})
#: A mark is short. Something longer may be an answer, which no message may quote.
_LONGEST_MARK = 8
_VERBS = {Kind.CODING: "read", Kind.DISAGREEMENTS: "settle"}


@dataclass(frozen=True)
class Table:
    """The rows of a sheet that came back; `problems` gathers what people have to mend."""

    file: str
    facts: Facts
    columns: dict[str, int]
    rows: list[tuple[int, list[Cell]]] = field(repr=False)
    problems: list[str] = field(default_factory=list)

    def text(self, row: Sequence[Cell], header: str) -> str:
        """What a row has under a header; nothing when the column is not there."""
        place = self.columns.get(_folded(header))
        return "" if place is None or place >= len(row) else text_of(row[place])

    def mark(self, number: int, row: Sequence[Cell], header: str, no: bool = False) -> bool | None:
        """True or False for a mark, None for an empty cell or a mark that is none (a problem).

        Args:
            number: the row as a spreadsheet program shows it.
            no: whether a mark may say that a theme is not raised.
        """
        written = self.text(row, header).casefold()
        if not written:
            return None
        if written in YES or (no and written in NO):
            return written in YES
        shown = f"'{written}'" if len(written) <= _LONGEST_MARK else "what is written there"
        wanted = "x or -, or leave it empty" if no else "x or leave it empty"
        self.problem(number, f"{shown} is no mark. Write {wanted}.", header)
        return None

    def problem(self, number: int, what: str, header: str | None = None) -> None:
        """Note what is wrong on a row, under a header if it is in one cell."""
        where = f"{self.file}, row {number}"
        if header is not None:
            where += f", column {xl_col_to_name(self.columns[_folded(header)])} ({header})"
        self.problems.append(f"{where}: {what}")

    def answers(self, known: Sequence[str] | frozenset[str]) -> Iterator[tuple[int, str, list]]:
        """(row number, answer id, cells) of each row that is an answer; others are problems."""
        marks = [*self.facts.themes.values(), NO_THEME]
        seen: dict[str, int] = {}
        for number, row in self.rows:
            answer = self.text(row, ID)
            if not answer:
                # Without a mark it is an empty row or somebody's own remark.
                if any(self.text(row, header) for header in marks):
                    self.problem(
                        number, "the id is missing. Copy it from the sheet as it was sent, or "
                        "delete the row.", ID,
                    )  # fmt: skip
                continue
            if answer in seen:
                self.problem(
                    number, f"the same id is on row {seen[answer]}. Delete one of the two rows.", ID
                )
            elif answer not in known:
                self.problem(
                    number, "the newest analysis of the round has no answer with this id. Copy the "
                    "id from the sheet as it was sent, or delete the row.", ID,
                )  # fmt: skip
            else:
                yield number, answer, row
            seen.setdefault(answer, number)


def read_table(path: Path, kind: Kind, themes: Sequence[str], max_file_mb: int) -> Table:
    """Open a sheet that came back.

    Args:
        themes: ids of the coding frame.

    Raises:
        InputError: it cannot be read, is not a sheet of ours or not of this kind, lacks a column,
            or has another coding frame.
    """
    grids = read_file(path, max_file_mb)
    facts = find_facts(grids)
    if facts is None or not facts.coders:
        raise InputError(
            f"{path.name} is not a sheet that `kerropois code` wrote, or its sheet 'Ohje' is gone. "
            "Give the file that was sent to the coder, filled in and saved as xlsx."
        )
    if facts.kind is not kind:
        raise InputError(
            f"{path.name} is a sheet of another kind. Read it with: "
            f"kerropois code {_VERBS[facts.kind]} {path}"
        )
    if set(facts.themes) != set(themes):
        raise InputError(
            f"{path.name} was written for the themes {', '.join(facts.themes)}, and config.yaml "
            f"has {', '.join(themes)}. Give the config.yaml it was written with (--config)."
        )
    return _table(path.name, grids, facts)


def _table(file: str, grids: Sequence[Grid], facts: Facts) -> Table:
    needed = [*facts.themes.values(), NO_THEME, ID]
    for grid in grids:
        for place, row in enumerate(grid.rows):
            headers = [_folded(text_of(cell)) for cell in row]
            if _folded(ID) not in headers or _folded(NO_THEME) not in headers:
                continue
            for header in needed:
                if headers.count(_folded(header)) != 1:
                    state = "missing" if _folded(header) not in headers else "there twice"
                    raise InputError(
                        f"{file}, row {grid.numbers[place]}: the column '{header}' is {state}. "
                        "Head the columns as they were in the sheet as it was sent."
                    )
            columns = {header: column for column, header in enumerate(headers) if header}
            rows = list(zip(grid.numbers, grid.rows, strict=True))[place + 1 :]
            return Table(file, facts, columns, rows)
    raise InputError(
        f"{file} has no row with the headers '{NO_THEME}' and '{ID}'. Head the columns as they "
        "were in the sheet as it was sent."
    )


def _folded(header: str) -> str:
    return " ".join(header.casefold().split())
