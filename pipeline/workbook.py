"""A workbook for people: its fonts and colours, and what sheets of every kind share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

#: Equal contents give equal bytes: the workbook must not carry the time of its making.
_CREATED = dt.datetime(2000, 1, 1)
BLUE = "#1F3864"
GREY = "#595959"
LIGHT_GREY = "#BFBFBF"
#: What formats are made from: any cell, one with a line under it, one that heads a column.
BASE: Mapping[str, Any] = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
LINE: Mapping[str, Any] = {**BASE, "bottom": 1, "bottom_color": LIGHT_GREY}
HEAD: Mapping[str, Any] = {
    **BASE, "bold": True, "bg_color": BLUE, "font_color": "white", "text_wrap": True,
    "border": 1, "border_color": "#FFFFFF",
}  # fmt: skip
#: Excel takes 32 767 characters in a cell; half a page is a long answer.
_LONGEST = 30_000
_FORMULA_SIGNS = ("=", "+", "-", "@")


class Book:
    """A workbook in memory and the formats of its cells; a kind of workbook adds its own."""

    def __init__(self, title: str) -> None:
        self._file = BytesIO()
        # Residents' words are never formulas, links or numbers, whatever they begin with.
        self.book = xlsxwriter.Workbook(
            self._file,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.book.set_properties({"title": title, "created": _CREATED})
        self.title = self.add(BASE, bold=True, font_size=16, font_color=BLUE)
        self.heading = self.add(BASE, bold=True, font_size=12, font_color=BLUE)
        self.name = self.add(BASE, bold=True, text_wrap=True)
        self.plain = self.add(BASE, text_wrap=True)
        self.text = self.add(LINE, text_wrap=True)
        # Excel makes a formula of "=…" when the cell is edited, unless it is marked as text.
        self.text_quoted = self.add(LINE, text_wrap=True, quote_prefix=True)
        self.id = self.add(LINE, font_color=GREY, font_size=8)

    def add(self, base: Mapping[str, Any], **more: object) -> Format:
        """A format more."""
        return self.book.add_format({**base, **more})

    def words(self, sheet: Worksheet, row: int, column: int, text: str) -> None:
        """Write what somebody wrote, as text whatever it looks like."""
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]} […]"
        style = self.text_quoted if shown.startswith(_FORMULA_SIGNS) else self.text
        sheet.write_string(row, column, shown, style)

    def done(self) -> bytes:
        """Close the workbook; its bytes."""
        self.book.close()
        return self._file.getvalue()


def write_list(
    book: Book,
    sheet: Worksheet,
    row: int,
    heading: str,
    items: Sequence[tuple[str, str]],
    widths: tuple[int, int],
) -> int:
    """Write names and texts in the first two columns; the row behind them.

    Args:
        heading: stands on a row of its own, if there is one.
        widths: of the two columns, in characters.
    """
    if heading:
        sheet.write_string(row, 0, heading, book.heading)
        row += 1
    for name, text in items:
        sheet.set_row(row, height((name, widths[0]), (text, widths[1])))
        sheet.write_string(row, 0, name, book.name)
        sheet.write_string(row, 1, text, book.plain)
        row += 1
    return row


def height(*cells: tuple[str, int]) -> float:
    """Points that a row of wrapped texts needs, each in a column of so many characters.

    Excel finds it by itself when it opens the file; other programs and printers do not.
    """
    lines = max(
        sum(-(-len(part) // int(width * 0.95)) or 1 for part in text.split("\n"))
        for text, width in cells
    )
    return min(15.0 * lines + 3, 409)


def print_setup(sheet: Worksheet, pages: int = 0, table: tuple[int, int] | None = None) -> None:
    """Landscape A4, as wide as a page and at most so many `pages` long (0: as many as it takes).

    Args:
        table: the last row and column to print of a table whose header is to be on each page.
    """
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.fit_to_pages(1, pages)
    sheet.set_footer("&C&P / &N")
    if table is not None:
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, *table)
