"""The sheet of a round's tables: shares, their intervals, what has changed, and counts."""

from __future__ import annotations

from collections.abc import Callable

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.config import Config
from pipeline.report.book import ReportBook
from pipeline.report.notes import what_changes_hold, what_intervals_hold
from pipeline.report.table import CITY, Cell, ThemeTable
from pipeline.report.text import HIDDEN_FI, area_heading, interval, when_and_how_many
from pipeline.report.words import change_in_words, direction_in_words, points, words_of
from pipeline.themes.change import Direction
from pipeline.workbook import height, print_setup

#: Characters that fit in a column: of themes, of an area, of words.
_THEME, _AREA, _WORDS = 42, 15, 44

Value = Callable[[Cell], float | str | None]


def tables_sheet(book: ReportBook, table: ThemeTable, config: Config) -> None:
    """Add the sheet of one round to the workbook."""
    sheet = book.book.add_worksheet(book.sheet_name(table.round))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _THEME)
    sheet.set_column(1, len(table.areas), _AREA)
    sheet.set_column(len(table.areas) + 1, len(table.areas) + 1, _WORDS)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, table.name, book.title)
    sheet.write_string(1, 0, when_and_how_many(config, table), book.subtitle)
    if config.notice:
        sheet.write_string(2, 0, config.notice.fi, book.notice)
    _Tables(book, sheet, table, config).write()
    print_setup(sheet, pages=1)


class _Tables:
    """Writes one block of themes by areas under the other."""

    def __init__(
        self, book: ReportBook, sheet: Worksheet, table: ThemeTable, config: Config
    ) -> None:
        self._book, self._sheet, self._table, self._config = book, sheet, table, config
        self._row = 3

    def write(self) -> None:
        book, earlier = self._book, self._table.earlier
        self._block("Osuus vastaajista", lambda cell: cell.share, book.share, words_of)
        self._bases()
        level = f"{100 * self._config.report.confidence:.0f}"
        self._block(f"Osuuden {level} %:n luottamusväli", interval, book.centre)
        self._note(what_intervals_hold(self._config, self._table))
        if earlier is not None:
            heading = f"Muutos kierroksesta {earlier.name}, prosenttiyksikköä"
            if earlier.same_model:
                self._block(heading, _change, book.unchanged, _change_words)
            else:
                self._heading(heading)
            self._note(what_changes_hold(self._config, self._table))
        self._block("Teeman esiin nostaneet vastaajat", lambda cell: cell.count, book.number)
        self._bases()

    def _heading(self, heading: str) -> None:
        self._row += 1
        self._sheet.write_string(self._row, 0, heading, self._book.heading)
        self._row += 1

    def _block(
        self, heading: str, value: Value, style: Format, words: Callable[[Cell], str] | None = None
    ) -> None:
        """A heading, the areas' names, a row a theme; `words` fill a column behind the city's."""
        self._heading(heading)
        self._head(words is not None)
        for theme in self._config.coding_frame.themes:
            cells = [self._table.cells[theme.id, area] for area in self._table.areas]
            texts = [str(value(cell) or "") for cell in cells if value is _change]
            tall = [(theme.name.fi, _THEME), *((text, _AREA) for text in texts)]
            self._sheet.set_row(self._row, height(*tall))
            self._sheet.write_string(self._row, 0, theme.name.fi, self._book.row)
            for column, cell in enumerate(cells, start=1):
                self._cell(column, cell, value(cell), style)
            if words is not None:
                city = self._table.cells[theme.id, CITY]
                self._sheet.write_string(self._row, len(cells) + 1, words(city), self._book.text)
            self._row += 1

    def _head(self, with_words: bool) -> None:
        self._sheet.set_row(self._row, 32)
        self._sheet.write_string(self._row, 0, "Teema", self._book.head_left)
        headings = [area_heading(self._config, area) for area in self._table.areas]
        if with_words:
            headings.append("Koko kaupunki sanoin")
        for column, heading in enumerate(headings, start=1):
            self._sheet.write_string(self._row, column, heading, self._book.head)
        self._row += 1

    def _cell(self, column: int, cell: Cell, value: float | str | None, style: Format) -> None:
        if cell.hidden:
            self._sheet.write_string(self._row, column, HIDDEN_FI, self._book.hidden)
        elif isinstance(value, str):
            changed = cell.change and cell.change.direction in (Direction.GROWN, Direction.SHRUNK)
            if style is self._book.unchanged and changed:
                style = self._book.changed
            self._sheet.write_string(self._row, column, value, style)
        elif value is None:
            self._sheet.write_string(self._row, column, "–", self._book.centre)
        else:
            self._sheet.write_number(self._row, column, value, style)

    def _bases(self) -> None:
        """The areas' respondents, under the block just written."""
        self._sheet.write_string(self._row, 0, "Vastaajia yhteensä", self._book.row)
        for column, area in enumerate(self._table.areas, start=1):
            base = self._table.respondents[area]
            if base is None:
                self._sheet.write_string(self._row, column, HIDDEN_FI, self._book.hidden)
            else:
                self._sheet.write_number(self._row, column, base, self._book.number)
        self._row += 1

    def _note(self, text: str) -> None:
        """A line across the columns, under the block just written."""
        last = len(self._table.areas) + 1
        self._sheet.set_row(self._row, height((text, _THEME + _AREA * (last - 1) + _WORDS)))
        self._sheet.merge_range(self._row, 0, self._row, last, text, self._book.plain)
        self._row += 1


def _change(cell: Cell) -> str | None:
    if cell.change is None:
        return None
    return "\n".join(filter(None, (direction_in_words(cell.change), points(cell.change))))


def _change_words(cell: Cell) -> str:
    return "" if cell.change is None else change_in_words(cell.change)
