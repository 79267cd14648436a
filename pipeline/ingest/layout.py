"""Where the table begins: over preamble rows, with one or two header rows, under merged cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.errors import InputError
from pipeline.ingest.base import Cell, Grid, text_of

Rows = Sequence[Sequence[Cell]]

#: How far down a header may stand.
_SEARCHED = 40
#: What survey tools write under an open question on a second header row.
_SUB_LABELS = {"avoin vastaus", "vastaus", "teksti", "open answer", "open-ended", "text"}


@dataclass(frozen=True)
class Table:
    """Headers and the data rows under them.

    `rows` keep their own lengths, `numbers` are their rows in the file. `covered` are the cells
    (row index, column index) that a merged cell above covers; `merged` says where merged cells
    begin (row number, column index). `header_rows` is 1 or 2.
    """

    headers: tuple[str, ...]
    header_rows: int
    rows: list[list[Cell]] = field(repr=False)
    numbers: list[int] = field(repr=False)
    sheet: str
    header_number: int
    covered: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[tuple[int, int], ...] = ()


def find_table(grid: Grid, name: str, header_row: int | None = None) -> Table:
    """Cut a grid into headers and data rows.

    The header is the first row that fills the table's usual width with texts. A row
    under it is a second header when it only adds to it: texts where the first has none, nothing
    where the data rows have their ids and dates.

    Args:
        header_row: the header's row number, when config.yaml gives it.

    Raises:
        InputError: no row can be a header, or nothing is under it.
    """
    rows, covered = _unmerged(grid)
    top = _header_index(rows, grid.numbers, name, header_row)
    headers = [text_of(cell) for cell in rows[top]]
    first = top + 1
    if _is_second_header(rows, top):
        headers = _combined(headers, [text_of(cell) for cell in rows[top + 1]])
        first += 1
    kept = [i for i in range(first, len(rows)) if any(text_of(cell) for cell in rows[i])]
    if not kept:
        raise InputError(
            f"{name} has a header on row {grid.numbers[top]} and no answers under it. Check that "
            "the export holds the responses and not only the form."
        )
    position = {row: new for new, row in enumerate(kept)}
    return Table(
        headers=_distinct(headers),
        header_rows=first - top,
        rows=[rows[i] for i in kept],
        numbers=[grid.numbers[i] for i in kept],
        sheet=grid.sheet,
        header_number=grid.numbers[top],
        covered=frozenset((position[row], column) for row, column in covered if row in position),
        merged=tuple(
            (grid.numbers[r], c)
            for r, c, bottom, _ in grid.merged
            # Merged cells may lie below the last row with anything in it.
            if bottom >= first and r < len(rows)
        ),
    )


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA, as spreadsheet programs name columns."""
    from xlsxwriter.utility import xl_col_to_name

    return xl_col_to_name(index)


def _unmerged(grid: Grid) -> tuple[list[list[Cell]], set[tuple[int, int]]]:
    """Give the cells that a merged one covers downwards its value; say which cells these are.

    Sideways nothing is copied: there merged cells are titles and question groups.
    """
    rows = [list(row) for row in grid.rows]
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, _ in grid.merged:
        for r in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[top]) and left < len(rows[r]):
                rows[r][left] = rows[top][left]
                covered.add((r, left))
    return rows, covered


def _header_index(rows: Rows, numbers: Sequence[int], name: str, wanted: int | None) -> int:
    if wanted is not None:
        if wanted in numbers:
            return numbers.index(wanted)
        raise InputError(f"{name} has no row {wanted}, which config.yaml calls its header_row.")
    for width in _usual_widths(rows):
        needed = width if width <= 3 else 0.6 * width
        for i, row in enumerate(rows[:_SEARCHED]):
            filled = [cell for cell in row if text_of(cell)]
            if (
                filled
                and len(filled) >= needed
                and not any(not isinstance(cell, str) or looks_like_data(cell) for cell in filled)
            ):
                return i
    raise InputError(
        f"{name}: no header row was found in the first {_SEARCHED} rows. One row above the answers "
        "must name the columns (for example: Alue; Vastaajaryhmä; the question's text), or give "
        "header_row in config.yaml."
    )


def _usual_widths(rows: Rows) -> list[int]:
    """The widths that many rows have, the widest first.

    Free rows above a table are narrow; in a short table, one row with too many cells is wide.
    """
    widths = [
        max((i + 1 for i, cell in enumerate(row) if text_of(cell)), default=0) for row in rows
    ]
    wide = Counter(width for width in widths if width > 1)
    if not wide or 2 * wide.total() < sum(1 for width in widths if width):
        return [1]
    most = max(wide.values())
    return sorted((width for width, times in wide.items() if 2 * times >= most), reverse=True)


def looks_like_data(text: str) -> bool:
    """A number, a date or an e-mail address names no column."""
    return bool(re.fullmatch(r"[\d\s.,:/+-]+|\S+@\S+\.\S+", text.strip()))


def _is_second_header(rows: Rows, top: int) -> bool:
    below = rows[top + 2 : top + 32]
    if not below:
        return False
    upper, lower = rows[top], rows[top + 1]
    labels = {text_of(cell).casefold() for cell in lower if text_of(cell)}
    if labels and labels <= _SUB_LABELS:
        return True
    if any(not isinstance(cell, str) or looks_like_data(cell) for cell in lower if text_of(cell)):
        return False
    adds = fits = 0
    for column in range(max(len(row) for row in (upper, lower, *below))):
        above, here = _at(upper, column), _at(lower, column)
        filled = sum(1 for row in below if _at(row, column)) >= 0.9 * len(below)
        adds += bool(here and not above)
        fits += bool(above and filled and here in ("", above))
    return adds > 0 and fits > 0


def _at(row: Sequence[Cell], column: int) -> str:
    return text_of(row[column]) if column < len(row) else ""


def _combined(upper: list[str], lower: list[str]) -> list[str]:
    """`question – sub-question`; a question stands over all its sub-questions."""
    combined, question = [], ""
    for column in range(max(len(upper), len(lower))):
        question = _at(upper, column) or question
        sub = _at(lower, column)
        plain = not sub or sub == question or sub.casefold() in _SUB_LABELS
        combined.append(question if plain else f"{question} – {sub}")
    return combined


def _distinct(headers: list[str]) -> tuple[str, ...]:
    """Name the nameless after their column, number the repeated."""
    seen: Counter[str] = Counter()
    named = []
    for i, header in enumerate(headers):
        header = " ".join(header.split()) or f"(column {column_letter(i)})"
        seen[header] += 1
        named.append(header if seen[header] == 1 else f"{header} ({seen[header]})")
    return tuple(named)
