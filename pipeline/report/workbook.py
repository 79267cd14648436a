"""The tables as an Excel workbook for decision-makers, in Finnish."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.config import Config
from pipeline.report.book import ReportBook
from pipeline.report.table import ThemeTable
from pipeline.report.tables_sheet import tables_sheet
from pipeline.report.text import area_heading, how_to_read, when_and_how_many
from pipeline.report.topics import TopicTable
from pipeline.report.topics_sheet import topics_sheet
from pipeline.workbook import height, print_setup, write_list

_COVER_WIDTHS = (40, 90)


def write_workbook(
    tables: Sequence[ThemeTable], config: Config, path: Path, topics: Sequence[TopicTable] = ()
) -> Path:
    """Write a cover sheet, and for each round sheets of its themes, its topics and its quotes.

    Args:
        topics: those of the same rounds; a round without them has no sheet of topics.
    """
    of_round = {table.round: table for table in topics}
    book = ReportBook()
    _cover(book, tables, config)
    for table in tables:
        tables_sheet(book, table, config)
        if table.round in of_round:
            topics_sheet(book, of_round[table.round], config)
        _quotes(book, table, config)
    path.write_bytes(book.done())
    return path


def _cover(book: ReportBook, tables: Sequence[ThemeTable], config: Config) -> None:
    sheet = book.book.add_worksheet("Kansi")
    sheet.hide_gridlines(2)
    for column, width in enumerate(_COVER_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, "Teemat ja aiheet avovastauksissa", book.title)
    if config.notice:
        sheet.write_string(1, 0, config.notice.fi, book.notice)
    row = 2
    for heading, items in (
        ("Näin luet lukuja", how_to_read(config)),
        ("Teemat", [(one.name.fi, one.definition.fi) for one in config.coding_frame.themes]),
        ("Kierrokset", [
            (config.round(table.round).name.fi, when_and_how_many(config, table))
            for table in tables
        ]),
    ):  # fmt: skip
        row = write_list(book, sheet, row, heading, items, _COVER_WIDTHS) + 1
    print_setup(sheet, pages=1)


def _quotes(book: ReportBook, table: ThemeTable, config: Config) -> None:
    sheet = book.book.add_worksheet(book.sheet_name(table.round, " sitaatit"))
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
                sheet.set_row(row, height((theme.name.fi, 36), (quote.text, 100)))
                sheet.write_string(row, 0, theme.name.fi, book.text)
                sheet.write_string(row, 1, area_heading(config, area), book.text)
                book.words(sheet, row, 2, quote.text)
                sheet.write_string(row, 3, quote.answer, book.id)
                row += 1
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(row - 1, 1), 3)
    print_setup(sheet, table=(max(row - 1, 1), 3))
