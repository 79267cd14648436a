"""The theme tables as an Excel workbook for decision-makers, in Finnish."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.config import Config
from pipeline.report.table import Cell, ThemeTable
from pipeline.report.text import HIDDEN_FI, area_heading, how_to_read, interval

#: Equal tables give equal bytes: the workbook must not carry the time of its making.
_CREATED = dt.datetime(2000, 1, 1)
_BLUE = "#1F3864"


class _Book:
    """A workbook and the formats of its cells."""

    def __init__(self, path: Path) -> None:
        # Residents' words are never formulas or links, whatever they begin with.
        self.book = xlsxwriter.Workbook(
            path, {"strings_to_formulas": False, "strings_to_urls": False}
        )
        self.book.set_properties({"title": "Teemataulukot", "created": _CREATED})
        base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
        self.title = self._add(base, bold=True, font_size=16, font_color=_BLUE)
        self.heading = self._add(base, bold=True, font_size=12, font_color=_BLUE)
        self.head = self._add(
            base, bold=True, bg_color=_BLUE, font_color="white", text_wrap=True, align="center",
            valign="vcenter", border=1, border_color="#FFFFFF",
        )  # fmt: skip
        self.head_left = self._add(
            base, bold=True, bg_color=_BLUE, font_color="white", valign="vcenter"
        )
        self.plain = self._add(base)
        self.id = self._add(base, font_color="#6B6B6B", font_size=9)
        self.notice = self._add(base, italic=True, font_color="#9C3B00")
        self.text = self._add(base, text_wrap=True)
        self.name = self._add(base, text_wrap=True, bold=True)
        line = {**base, "bottom": 1, "bottom_color": "#D9D9D9", "align": "center"}
        self.row = self._add(line, align="left", bold=True, text_wrap=True)
        self.share = self._add(line, num_format="0 %")
        self.number = self._add(line, num_format="#,##0")
        self.centre = self._add(line)
        self.hidden = self._add(line, italic=True, font_color="#6B6B6B")

    def _add(self, base: dict, **more: object) -> Format:
        return self.book.add_format({**base, **more})


def write_workbook(tables: Sequence[ThemeTable], config: Config, path: Path) -> Path:
    """Write a cover sheet, and for each round a sheet of tables and a sheet of quotes."""
    book = _Book(path)
    _cover(book, tables, config)
    for table in tables:
        _tables(book, table, config)
        _quotes(book, table, config)
    book.book.close()
    return path


def _cover(book: _Book, tables: Sequence[ThemeTable], config: Config) -> None:
    sheet = book.book.add_worksheet("Kansi")
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 90)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, "Teemat avovastauksissa", book.title)
    if config.notice:
        sheet.write_string(1, 0, config.notice.fi, book.notice)
    row = _list(sheet, book, 2, "Näin luet lukuja", how_to_read(config))
    row = _list(sheet, book, row + 1, "Teemat", [
        (theme.name.fi, theme.definition.fi) for theme in config.coding_frame.themes
    ])  # fmt: skip
    _list(sheet, book, row + 1, "Kierrokset", [
        (config.round(table.round).name.fi, _when(table, config)) for table in tables
    ])  # fmt: skip
    _print_setup(sheet)


def _sheet_name(book: _Book, name: str, suffix: str = "") -> str:
    """A name that Excel takes: at most 31 characters, and no other sheet has it."""
    taken = {sheet.get_name().casefold() for sheet in book.book.worksheets()}
    numbers = ("", *(f"~{n}" for n in range(2, len(taken) + 2)))
    names = (name[: 31 - len(number + suffix)] + number + suffix for number in numbers)
    return next(name for name in names if name.casefold() not in taken)


def _list(
    sheet: Worksheet, book: _Book, row: int, heading: str, items: Sequence[tuple[str, str]]
) -> int:
    sheet.write_string(row, 0, heading, book.heading)
    for name, text in items:
        row += 1
        sheet.set_row(row, _height((name, 40), (text, 90)))
        sheet.write_string(row, 0, name, book.name)
        sheet.write_string(row, 1, text, book.text)
    return row + 1


def _height(*cells: tuple[str, int]) -> float:
    """Points that a row of wrapped texts needs, each in a column of so many characters.

    Excel finds it by itself when it opens the file; other programs and printers do not.
    """
    lines = max(
        sum(-(-len(part) // int(width * 0.95)) or 1 for part in text.split("\n"))
        for text, width in cells
    )
    return min(15.0 * lines + 2, 409)


def _when(table: ThemeTable, config: Config) -> str:
    known = config.round(table.round)
    opens, closes = (f"{day.day}.{day.month}.{day.year}" for day in (known.opens, known.closes))
    when = opens if opens == closes else f"{opens}–{closes}"
    city = table.respondents[table.areas[-1]]
    return f"{when}, vastaajia {HIDDEN_FI if city is None else city}"


def _tables(book: _Book, table: ThemeTable, config: Config) -> None:
    sheet = book.book.add_worksheet(_sheet_name(book, table.round))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 58)
    sheet.set_column(1, len(table.areas), 14)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, table.name, book.title)
    sheet.write_string(1, 0, _when(table, config), book.plain)
    if config.notice:
        sheet.write_string(2, 0, config.notice.fi, book.notice)
    row = 3
    parts = (
        ("Osuus vastaajista", lambda cell: cell.share, book.share),
        ("Teeman esiin nostaneet vastaajat", lambda cell: cell.count, book.number),
        (f"Osuuden {100 * config.report.confidence:.0f} %:n luottamusväli", interval, book.centre),
    )  # fmt: skip
    for heading, value, style in parts:
        sheet.write_string(row, 0, heading, book.heading)
        _head(book, sheet, row + 1, table, config)
        for theme in config.coding_frame.themes:
            sheet.write_string(row + 2, 0, theme.name.fi, book.row)
            for column, area in enumerate(table.areas, start=1):
                cell = table.cells[theme.id, area]
                _write(book, sheet, row + 2, column, cell, value(cell), style)
            row += 1
        row += 2
        if value is not interval:
            row = _bases(book, sheet, row, table)
        row += 1
    _print_setup(sheet)


def _head(book: _Book, sheet: Worksheet, row: int, table: ThemeTable, config: Config) -> None:
    sheet.set_row(row, 32)
    sheet.write_string(row, 0, "Teema", book.head_left)
    for column, area in enumerate(table.areas, start=1):
        sheet.write_string(row, column, area_heading(config, area), book.head)


def _bases(book: _Book, sheet: Worksheet, row: int, table: ThemeTable) -> int:
    sheet.write_string(row, 0, "Vastaajia yhteensä", book.row)
    for column, area in enumerate(table.areas, start=1):
        base = table.respondents[area]
        if base is None:
            sheet.write_string(row, column, HIDDEN_FI, book.hidden)
        else:
            sheet.write_number(row, column, base, book.number)
    return row + 1


def _write(
    book: _Book,
    sheet: Worksheet,
    row: int,
    column: int,
    cell: Cell,
    value: float | str | None,
    style: Format,
) -> None:
    if cell.hidden:
        sheet.write_string(row, column, HIDDEN_FI, book.hidden)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif value is None:
        sheet.write_string(row, column, "–", book.centre)
    else:
        sheet.write_number(row, column, value, style)


def _quotes(book: _Book, table: ThemeTable, config: Config) -> None:
    sheet = book.book.add_worksheet(_sheet_name(book, table.round, " sitaatit"))
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 100)
    sheet.set_column(3, 3, 26)
    for column, heading in enumerate(("Teema", "Alue", "Sitaatti", "Vastauksen tunniste")):
        sheet.write_string(0, column, heading, book.head_left)
    row = 1
    for theme in config.coding_frame.themes:
        for area in table.areas:
            for quote in table.cells[theme.id, area].quotes:
                sheet.set_row(row, _height((theme.name.fi, 36), (quote.text, 100)))
                sheet.write_string(row, 0, theme.name.fi, book.text)
                sheet.write_string(row, 1, area_heading(config, area), book.text)
                sheet.write_string(row, 2, quote.text, book.text)
                sheet.write_string(row, 3, quote.answer, book.id)
                row += 1
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(row - 1, 1), 3)
    _print_setup(sheet)
    sheet.repeat_rows(0)


def _print_setup(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
