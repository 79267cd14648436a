"""The answers that coders coded differently: a sheet to talk over, and what they settle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from pipeline.coding import guide
from pipeline.coding.agreement import disagreed
from pipeline.coding.book import CodingBook, offer
from pipeline.coding.facts import ANSWER, ID, NO_THEME, NOTE, NUMBER, QUESTION, Facts, Kind
from pipeline.coding.reading import CodedSheet, refuse
from pipeline.coding.table import Table, read_table
from pipeline.config import Config
from pipeline.records import Answer
from pipeline.workbook import height, print_setup

_QUESTION_WIDTH, _ANSWER_WIDTH, _CODER_WIDTH, _NOTE_WIDTH = 22, 66, 26, 26
_FIRST_CODER = 3
_HEAD_HEIGHT = 165


@dataclass(frozen=True)
class Settled:
    """What coders settled: answer id → themes. `left` is how many answers stay open."""

    facts: Facts
    codes: dict[str, frozenset[str]] = field(repr=False)
    left: int

    @property
    def who(self) -> str:
        return ", ".join(self.facts.coders)


def disagreement_sheet(
    sheets: Sequence[CodedSheet], answers: Iterable[Answer], config: Config
) -> bytes | None:
    """The workbook of answers that coders coded differently, or None when there are none.

    What they agree on is filled in, and the cells where they do not are empty and yellow.
    """
    differ = set(disagreed({sheet.coder: sheet.codes for sheet in sheets}))
    rows = sorted((a for a in answers if a.id in differ), key=lambda a: (a.question, a.id))
    if not rows:
        return None
    one = sheets[0].facts
    coders = tuple(sheet.coder for sheet in sheets)
    facts = Facts(Kind.DISAGREEMENTS, one.round, one.analysis, one.sample, coders, one.themes)
    book = CodingBook("Luokittelijoiden erimielisyydet")
    sheet = book.book.add_worksheet("Erimielisyydet")
    _head(book, sheet, facts)
    for number, answer in enumerate(rows, start=1):
        _row(book, sheet, number, answer, sheets, config)
    note = _FIRST_CODER + len(coders) + len(facts.themes) + 1
    offer(sheet, len(rows), range(_FIRST_CODER + len(coders), note - 1), ["x", "-"])
    offer(sheet, len(rows), range(note - 1, note), ["x"])
    sheet.autofilter(0, 0, len(rows), note + 1)
    print_setup(sheet, table=(len(rows), note))
    guide.add_guide(book, facts, config, guide.SETTLING)
    return book.done()


def open_settled(path: Path, themes: Sequence[str], max_file_mb: int) -> Table:
    """Open a sheet of disagreements; see `table.read_table`."""
    return read_table(path, Kind.DISAGREEMENTS, themes, max_file_mb)


def read_settled(table: Table, answers: Iterable[Answer]) -> Settled:
    """What the coders settled.

    An answer is settled when each theme has a mark, or "Ei teemaa" has. Others stay open.

    Args:
        answers: those of the round's newest analysis.

    Raises:
        InputError: something is wrong; every reason is in the message, with its row and column.
    """
    known = frozenset(answer.id for answer in answers)
    codes: dict[str, frozenset[str]] = {}
    left = 0
    for number, answer, row in table.answers(known):
        marks = {
            theme: table.mark(number, row, header, no=True)
            for theme, header in table.facts.themes.items()
        }
        themes = frozenset(theme for theme, mark in marks.items() if mark)
        none = table.mark(number, row, NO_THEME, no=True)
        if none and themes:
            table.problem(
                number, "a theme is marked and 'no theme' too. Remove one of the marks.", NO_THEME
            )
        elif none or None not in marks.values():
            codes[answer] = themes
        else:
            left += 1
    refuse([table])
    return Settled(table.facts, codes, left)


def _head(book: CodingBook, sheet: Worksheet, facts: Facts) -> None:
    themes = _FIRST_CODER + len(facts.coders)
    note = themes + len(facts.themes) + 1
    sheet.set_row(0, _HEAD_HEIGHT)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, _QUESTION_WIDTH)
    sheet.set_column(2, 2, _ANSWER_WIDTH)
    sheet.set_column(_FIRST_CODER, themes - 1, _CODER_WIDTH)
    sheet.set_column(themes, note - 1, 6)
    sheet.set_column(note, note, _NOTE_WIDTH)
    sheet.set_column(note + 1, note + 1, 20)
    # A coder may be called as a theme is: the headers of these columns say more than the name.
    coders = [f"Luokittelu: {name}" for name in facts.coders]
    for column, header in enumerate((NUMBER, QUESTION, ANSWER, *coders)):
        sheet.write_string(0, column, header, book.head)
    for column, header in enumerate((*facts.themes.values(), NO_THEME), start=themes):
        sheet.write_string(0, column, header, book.head_theme)
    sheet.write_string(0, note, NOTE, book.head)
    sheet.write_string(0, note + 1, ID, book.head)
    sheet.freeze_panes(1, 3)


def _row(
    book: CodingBook,
    sheet: Worksheet,
    row: int,
    answer: Answer,
    sheets: Sequence[CodedSheet],
    config: Config,
) -> None:
    themes = sheets[0].facts.themes
    question = config.question_text(answer.question)
    said = [_said(coded, answer.id, themes) for coded in sheets]
    sheet.set_row(
        row,
        height(
            (question, _QUESTION_WIDTH), (answer.text, _ANSWER_WIDTH),
            *((text, _CODER_WIDTH) for text in said),
        ),
    )  # fmt: skip
    sheet.write_number(row, 0, row, book.number)
    for column, text in enumerate((question, answer.text, *said), start=1):
        book.words(sheet, row, column, text)
    first = _FIRST_CODER + len(sheets)
    for column, theme in enumerate(themes, start=first):
        codes = {theme in coded.codes[answer.id] for coded in sheets if answer.id in coded.codes}
        if len(codes) > 1:
            sheet.write_blank(row, column, None, book.open)
        else:
            sheet.write_string(row, column, "x" if codes.pop() else "-", book.mark)
    last = first + len(themes)
    sheet.write_blank(row, last, None, book.mark)
    sheet.write_blank(row, last + 1, None, book.text)
    sheet.write_string(row, last + 2, answer.id, book.id)


def _said(sheet: CodedSheet, answer: str, themes: Mapping[str, str]) -> str:
    """A coder's themes a line each, and the note."""
    lines = []
    if answer in sheet.codes:
        lines = [header for theme, header in themes.items() if theme in sheet.codes[answer]]
        lines = lines or [NO_THEME]
    if answer in sheet.notes:
        lines.append(f"Huomio: {sheet.notes[answer]}")
    return "\n".join(lines)
