"""A workbook that people fill in, and what its sheets share."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from pipeline.coding.facts import Facts
from pipeline.workbook import BASE, GREY, HEAD, LIGHT_GREY, LINE, Book

_FACTS_COLUMN = 25


class CodingBook(Book):
    """A workbook with cells to mark."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.head = self.add(HEAD, valign="bottom")
        self.head_theme = self.add(HEAD, rotation=90, valign="vcenter", align="center")
        self.number = self.add(LINE, font_color=GREY, align="center")
        box = {**BASE, "align": "center", "valign": "vcenter", "border": 1}
        box |= {"border_color": LIGHT_GREY, "font_size": 12, "bold": True}
        self.mark = self.add(box)
        self.open = self.add(box, bg_color="#FFE699")


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
