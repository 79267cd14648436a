"""A workbook that people fill in, and what its sheets share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.coding.facts import Facts

#: Equal contents give equal bytes: the workbook must not carry the time of its making.
_CREATED = dt.datetime(2000, 1, 1)
_BLUE = "#1F3864"
_GREY = "#8A8A8A"
#: Excel takes 32 767 characters in a cell; half a page is a long answer.
_LONGEST = 30_000
_FACTS_COLUMN = 25


class Book:
    """A workbook in memory and the formats of its cells."""

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
        base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
        line = {**base, "bottom": 1, "bottom_color": "#BFBFBF"}
        head = {**base, "bold": True, "bg_color": _BLUE, "font_color": "white", "text_wrap": True}
        head |= {"border": 1, "border_color": "#FFFFFF"}
        self.title = self._add(base, bold=True, font_size=16, font_color=_BLUE)
        self.heading = self._add(base, bold=True, font_size=12, font_color=_BLUE)
        self.name = self._add(base, bold=True, text_wrap=True)
        self.plain = self._add(base, text_wrap=True)
        self.head = self._add(head, valign="bottom")
        self.head_theme = self._add(head, rotation=90, valign="vcenter", align="center")
        self.number = self._add(line, font_color=_GREY, align="center")
        self.text = self._add(line, text_wrap=True)
        # Excel makes a formula of "=…" when the cell is edited, unless it is marked as text.
        self.text_quoted = self._add(line, text_wrap=True, quote_prefix=True)
        box = {"align": "center", "valign": "vcenter", "border": 1, "border_color": "#BFBFBF"}
        self.mark = self._add({**base, **box}, font_size=12, bold=True)
        self.open = self._add({**base, **box}, font_size=12, bold=True, bg_color="#FFE699")
        self.id = self._add(line, font_color=_GREY, font_size=8)

    def _add(self, base: dict, **more: object) -> Format:
        return self.book.add_format({**base, **more})

    def words(self, sheet: Worksheet, row: int, column: int, text: str) -> None:
        """Write what somebody wrote, as text whatever it looks like."""
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]} […]"
        style = self.text_quoted if shown.startswith(("=", "+", "-", "@")) else self.text
        sheet.write_string(row, column, shown, style)

    def done(self) -> bytes:
        """Close the workbook; its bytes."""
        self.book.close()
        return self._file.getvalue()


def height(*cells: tuple[str, int]) -> float:
    """Points that a row of wrapped texts needs, each in a column of so many characters.

    Excel finds it by itself when it opens the file; other programs and printers do not.
    """
    lines = max(
        sum(-(-len(part) // width) or 1 for part in text.split("\n")) for text, width in cells
    )
    return min(15.0 * max(lines, 1) + 3, 409)


def hide_facts(sheet: Worksheet, facts: Facts) -> None:
    """Write the facts into hidden columns of a sheet that people only read.

    The columns are hidden and not the sheet, because the reader of workbooks passes over hidden
    sheets.
    """
    for row, (key, value) in enumerate(facts.pairs()):
        sheet.write_string(row, _FACTS_COLUMN, key)
        sheet.write_string(row, _FACTS_COLUMN + 1, value)
    sheet.set_column(_FACTS_COLUMN, _FACTS_COLUMN + 1, 12, None, {"hidden": True})


def offer(sheet: Worksheet, rows: int, columns: range, marks: Sequence[str]) -> None:
    """Let the cells of the first `rows` rows under the header be filled from a list.

    Something else is met with a message, and let through: "X" is as good as "x".
    """
    message = f"Kirjoita {' tai '.join(marks)} tai jätä solu tyhjäksi."
    sheet.data_validation(
        1, columns.start, rows, columns.stop - 1,
        {
            "validate": "list", "source": list(marks), "error_type": "information",
            "error_title": "Merkintä", "error_message": message,
        },
    )  # fmt: skip


def print_setup(sheet: Worksheet, table: tuple[int, int] | None = None) -> None:
    """Landscape A4, as many pages long as it takes.

    Args:
        table: the last row and column to print of a table whose header is to be on each page.
    """
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
    if table is not None:
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, *table)
