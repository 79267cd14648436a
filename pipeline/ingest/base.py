"""What a reader gives: a grid of cells that knows where each row stands in its file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

Cell = str | float | int | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None


@dataclass(frozen=True)
class Grid:
    """A sheet as rows of cells.

    `numbers[i]` is the 1-based row of `rows[i]` as a spreadsheet program shows it (for CSV: the
    line of the file on which the row begins). `merged` are ranges of merged cells as
    (first row, first column, last row, last column), 0-based indices into `rows`.
    """

    rows: list[list[Cell]] = field(repr=False)
    numbers: list[int] = field(repr=False)
    sheet: str = ""
    merged: Sequence[tuple[int, int, int, int]] = ()


class Reader(Protocol):
    """Reads every sheet of a file.

    Raises:
        InputError: the file cannot be read; the message says what to do.
    """

    def read(self, path: Path) -> list[Grid]: ...


def text_of(cell: Cell) -> str:
    """A cell as a person would read it: whole numbers without a decimal point, no outer blanks."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
