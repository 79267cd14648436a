"""The sheet that one coder fills in, without the model's codes."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from pipeline.coding import guide
from pipeline.coding.book import CodingBook, offer
from pipeline.coding.facts import (
    ANSWER,
    ID,
    NO_THEME,
    NOTE,
    NUMBER,
    QUESTION,
    Facts,
    Kind,
    theme_headers,
)
from pipeline.coding.sample import Sample
from pipeline.config import Config
from pipeline.records import Answer
from pipeline.workbook import height, print_setup

_QUESTION_WIDTH, _ANSWER_WIDTH, _NOTE_WIDTH = 24, 78, 30
_FIRST_THEME = 3
_HEAD_HEIGHT = 165


def coding_sheet(sample: Sample, coder: str, number: int, config: Config) -> bytes:
    """The workbook for one coder: the sheets `Luokittelu` and `Ohje`.

    Args:
        number: the coder's place among the coders (1, 2, …), which decides the order of answers.

    Raises:
        ConfigError: two themes have the same Finnish name.
    """
    themes = theme_headers(config)
    facts = Facts(Kind.CODING, sample.round, sample.analysis, sample.id, (coder,), themes)
    book = CodingBook("Vastausten luokittelu")
    sheet = book.book.add_worksheet("Luokittelu")
    _head(book, sheet, list(themes.values()))
    answers = sample.shuffled(number)
    for row, answer in enumerate(answers, start=1):
        _row(book, sheet, row, answer, config)
    note = _FIRST_THEME + len(themes) + 1
    offer(sheet, len(answers), range(_FIRST_THEME, note), ["x"])
    sheet.autofilter(0, 0, len(answers), note + 1)
    print_setup(sheet, table=(len(answers), note))
    guide.add_guide(book, facts, config, guide.CODING)
    return book.done()


def _head(book: CodingBook, sheet: Worksheet, themes: Sequence[str]) -> None:
    marks = [*themes, NO_THEME]
    note = _FIRST_THEME + len(marks)
    sheet.set_row(0, _HEAD_HEIGHT)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, _QUESTION_WIDTH)
    sheet.set_column(2, 2, _ANSWER_WIDTH)
    sheet.set_column(_FIRST_THEME, note - 1, 6)
    sheet.set_column(note, note, _NOTE_WIDTH)
    sheet.set_column(note + 1, note + 1, 20)
    for column, header in enumerate((NUMBER, QUESTION, ANSWER)):
        sheet.write_string(0, column, header, book.head)
    for column, header in enumerate(marks, start=_FIRST_THEME):
        sheet.write_string(0, column, header, book.head_theme)
    sheet.write_string(0, note, NOTE, book.head)
    sheet.write_string(0, note + 1, ID, book.head)
    sheet.freeze_panes(1, 3)


def _row(book: CodingBook, sheet: Worksheet, row: int, answer: Answer, config: Config) -> None:
    marks = range(_FIRST_THEME, _FIRST_THEME + len(config.coding_frame.themes) + 1)
    question = config.question_text(answer.question)
    sheet.set_row(row, height((question, _QUESTION_WIDTH), (answer.text, _ANSWER_WIDTH)))
    sheet.write_number(row, 0, row, book.number)
    book.words(sheet, row, 1, question)
    book.words(sheet, row, 2, answer.text)
    for column in marks:
        sheet.write_blank(row, column, None, book.mark)
    sheet.write_blank(row, marks.stop, None, book.text)
    sheet.write_string(row, marks.stop + 1, answer.id, book.id)
