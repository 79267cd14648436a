"""A workbook for decision-makers: its fonts and colours, and what every sheet of it shares."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

#: Equal tables give equal bytes: the workbook must not carry the time of its making.
_CREATED = dt.datetime(2000, 1, 1)
_BLUE = "#1F3864"
_GREY = "#595959"


class Book:
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
        self.id = self._add(base, font_color=_GREY, font_size=9)
        self.notice = self._add(base, italic=True, font_color="#9C3B00")
        self.text = self._add(base, text_wrap=True)
        self.name = self._add(base, text_wrap=True, bold=True)
        line = {**base, "bottom": 1, "bottom_color": "#D9D9D9", "align": "center"}
        self.row = self._add(line, align="left", bold=True, text_wrap=True)
        self.share = self._add(line, num_format="0 %")
        self.number = self._add(line, num_format="#,##0")
        self.centre = self._add(line)
        self.words = self._add(line, align="left", text_wrap=True)
        self.hidden = self._add(line, italic=True, font_color=_GREY)
        self.changed = self._add(line, bold=True, text_wrap=True)
        self.unchanged = self._add(line, font_color=_GREY, text_wrap=True)

    def _add(self, base: dict, **more: object) -> Format:
        return self.book.add_format({**base, **more})

    def sheet_name(self, name: str, suffix: str = "") -> str:
        """A name that Excel takes: at most 31 characters, and no other sheet has it."""
        taken = {sheet.get_name().casefold() for sheet in self.book.worksheets()}
        numbers = ("", *(f"~{n}" for n in range(2, len(taken) + 2)))
        names = (name[: 31 - len(number + suffix)] + number + suffix for number in numbers)
        return next(name for name in names if name.casefold() not in taken)


def height(*cells: tuple[str, int]) -> float:
    """Points that a row of wrapped texts needs, each in a column of so many characters.

    Excel finds it by itself when it opens the file; other programs and printers do not.
    """
    lines = max(
        sum(-(-len(part) // int(width * 0.95)) or 1 for part in text.split("\n"))
        for text, width in cells
    )
    return min(15.0 * lines + 2, 409)


def print_setup(sheet: Worksheet, pages: int = 0) -> None:
    """A4 across, as wide as a page and at most so many `pages` high (0: as many as it takes)."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, pages)
    sheet.set_footer("&C&P / &N")
