"""A workbook for decision-makers: the formats of its tables, and names for its sheets."""

from __future__ import annotations

from pipeline.workbook import BASE, GREY, HEAD, LINE, Book


class ReportBook(Book):
    """A workbook of tables."""

    def __init__(self) -> None:
        super().__init__("Teemataulukot")
        self.head = self.add(HEAD, align="center", valign="vcenter")
        self.head_left = self.add(HEAD, valign="vcenter")
        # Runs on over the empty cells beside it.
        self.subtitle = self.add(BASE)
        self.notice = self.add(BASE, italic=True, font_color="#9C3B00")
        self.row = self.add(LINE, bold=True, text_wrap=True)
        self.share = self.add(LINE, align="center", num_format="0 %")
        self.number = self.add(LINE, align="center", num_format="#,##0")
        self.centre = self.add(LINE, align="center")
        self.hidden = self.add(LINE, align="center", italic=True, font_color=GREY)
        self.changed = self.add(LINE, align="center", bold=True, text_wrap=True)
        # A share that differs from the others': the words beside it say how.
        self.standing = self.add(
            LINE, align="center", num_format="0 %", bold=True, bg_color="#DDEBF7"
        )
        # Topics are named after residents' words, and by people: never formulas either.
        self.topic = self.add(LINE, bold=True, text_wrap=True, quote_prefix=True)
        self.keywords = self.add(
            LINE, font_color=GREY, font_size=9, text_wrap=True, quote_prefix=True
        )
        self.unchanged = self.add(LINE, align="center", font_color=GREY, text_wrap=True)

    def sheet_name(self, name: str, suffix: str = "") -> str:
        """A name that Excel takes: at most 31 characters, and no other sheet has it."""
        taken = {sheet.get_name().casefold() for sheet in self.book.worksheets()}
        numbers = ("", *(f"~{n}" for n in range(2, len(taken) + 2)))
        names = (name[: 31 - len(number + suffix)] + number + suffix for number in numbers)
        return next(name for name in names if name.casefold() not in taken)
