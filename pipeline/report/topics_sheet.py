"""The sheet of a round's topics: by areas, by groups, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.config import Config
from pipeline.report.book import ReportBook
from pipeline.report.notes import topic_change_in_words, where_more_common
from pipeline.report.table import CITY, Cell
from pipeline.report.text import (
    HIDDEN_FI,
    area_heading,
    group_heading,
    how_to_read_topics,
    interval,
    percent,
    when_and_how_many,
)
from pipeline.report.topics import Parts, Standing, TopicRow, TopicTable
from pipeline.report.words import points
from pipeline.themes.change import Direction
from pipeline.workbook import height, print_setup

#: Characters that fit in a column: of topics, numbers of all, a part's share, words on parts.
_TOPIC, _NUMBER, _PART, _WHERE = 32, 11, 12, 28
#: The same of the columns that only the first block has; keywords are in smaller letters.
_CHANGE, _QUOTE, _KEYWORDS, _SMALLER = 20, 42, 20, 1.2
#: So many keywords say what a topic is about; aiheet.csv has them all.
_FEW_KEYWORDS = 6
#: The columns before those of the parts: topic, respondents, share, interval.
_BEFORE = 4


@dataclass(frozen=True)
class _Division:
    """A block of the sheet: the headings and the respondents of its parts, and their cells."""

    heading: str
    where: str
    headings: dict[str, str]
    respondents: dict[str, int | None]
    of: Callable[[TopicRow], Parts]


def topics_sheet(book: ReportBook, table: TopicTable, config: Config) -> None:
    """Add the sheet of one round to the workbook."""
    sheet = book.book.add_worksheet(book.sheet_name(table.round, " aiheet"))
    sheet.hide_gridlines(2)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, f"{table.name}: aiheet", book.title)
    sheet.write_string(1, 0, when_and_how_many(config, table), book.subtitle)
    if config.notice:
        sheet.write_string(2, 0, config.notice.fi, book.notice)
    _Topics(book, sheet, table, config).write()
    sheet.freeze_panes(0, 1)
    print_setup(sheet)


class _Topics:
    """Writes one block of topics under the other."""

    def __init__(
        self, book: ReportBook, sheet: Worksheet, table: TopicTable, config: Config
    ) -> None:
        self._book, self._sheet, self._table, self._config = book, sheet, table, config
        self._areas = _Division(
            "Aiheet alueittain", "Missä yleisempi tai harvinaisempi",
            _headings(config, table.respondents, area_heading),
            table.respondents, lambda row: row.areas,
        )  # fmt: skip
        self._groups = _Division(
            "Aiheet vastaajaryhmittäin", "Keillä yleisempi tai harvinaisempi",
            _headings(config, table.group_respondents, group_heading),
            table.group_respondents, lambda row: row.groups,
        )  # fmt: skip
        #: The headings and widths behind the words on parts, in the first block alone.
        self._more = {"Sitaatti": _QUOTE, "Avainsanoja": _KEYWORDS}
        if table.earlier is not None and table.earlier.related:
            self._more = {f"Muutos kierroksesta {table.earlier.name}": _CHANGE, **self._more}
        self._where = _BEFORE + max(len(self._areas.headings), len(self._groups.headings))
        self._row = 3

    def write(self) -> None:
        self._set_widths()
        if self._table.topics:
            self._block(self._areas)
            self._since()
            if len(self._groups.headings) > 1:
                self._block(self._groups)
        else:
            self._note("Kierroksen vastauksista ei löytynyt aiheita.")
        self._heading("Näin luet taulukkoa")
        for name, text in how_to_read_topics(self._config):
            self._note(text, name)

    def _set_widths(self) -> None:
        parts = [_PART] * (self._where - _BEFORE)
        widths = (_TOPIC, *[_NUMBER] * (_BEFORE - 1), *parts, _WHERE, *self._more.values())
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        #: Of all columns but the first, and how many they are.
        self._across, self._last = sum(widths[1:]), len(widths) - 1

    def _heading(self, heading: str) -> None:
        self._row += 1
        self._sheet.write_string(self._row, 0, heading, self._book.heading)
        self._row += 1

    # -- a block ------------------------------------------------------------------------------

    def _block(self, division: _Division) -> None:
        """A heading, the parts' names, their respondents, a row a topic."""
        self._heading(division.heading)
        self._head(division)
        self._bases(division)
        for row in self._table.topics:
            self._topic(division, row)
            self._row += 1

    def _head(self, division: _Division) -> None:
        self._sheet.set_row(self._row, 48 if self._table.earlier is not None else 34)
        self._sheet.write_string(self._row, 0, "Aihe", self._book.head_left)
        columns = dict(enumerate(("Vastaajia", "Osuus", "Osuuden väli"), start=1))
        columns |= dict(enumerate(division.headings.values(), start=_BEFORE))
        if division is self._areas:
            columns |= dict(enumerate(self._more, start=self._where + 1))
        for column, heading in columns.items():
            self._sheet.write_string(self._row, column, heading, self._book.head)
        self._write_where(division, division.where, self._book.head)
        self._row += 1

    def _write_where(self, division: _Division, text: str, style: Format) -> None:
        """Write words on the parts behind the last one, as far as the block with most parts."""
        first = _BEFORE + len(division.headings)
        if first < self._where:
            self._sheet.merge_range(self._row, first, self._row, self._where, text, style)
        else:
            self._sheet.write_string(self._row, first, text, style)

    def _bases(self, division: _Division) -> None:
        self._sheet.write_string(self._row, 0, "Vastaajia yhteensä", self._book.row)
        columns = {1: division.respondents[CITY]}
        columns |= {
            column: division.respondents[part]
            for column, part in enumerate(division.headings, start=_BEFORE)
        }
        for column, base in columns.items():
            if base is None:
                self._sheet.write_string(self._row, column, HIDDEN_FI, self._book.hidden)
            else:
                self._sheet.write_number(self._row, column, base, self._book.number)
        for column in range(2, _BEFORE):
            self._sheet.write_blank(self._row, column, None, self._book.number)
        self._row += 1

    def _topic(self, division: _Division, row: TopicRow) -> None:
        book, sheet, parts = self._book, self._sheet, division.of(row)
        where = where_more_common(parts.contrasts, division.headings)
        texts = [(row.label, _TOPIC), (where, _WHERE)]
        if division is self._areas:
            texts += self._words(row)
        sheet.set_row(self._row, height(*texts))
        sheet.write_string(self._row, 0, row.label, book.topic)
        self._total(row.total)
        for column, part in enumerate(division.headings, start=_BEFORE):
            self._share(column, parts, part)
        self._write_where(division, where, book.text)

    def _total(self, cell: Cell) -> None:
        if cell.count is None or cell.share is None:
            for column in range(1, _BEFORE):
                self._sheet.write_string(self._row, column, HIDDEN_FI, self._book.hidden)
            return
        self._sheet.write_number(self._row, 1, cell.count, self._book.number)
        self._sheet.write_number(self._row, 2, cell.share, self._book.share)
        self._sheet.write_string(self._row, 3, interval(cell), self._book.centre)

    def _share(self, column: int, parts: Parts, part: str) -> None:
        cell, found = parts.cells[part], parts.contrasts.get(part)
        if cell.share is None:
            self._sheet.write_string(self._row, column, HIDDEN_FI, self._book.hidden)
            return
        differs = found is not None and found.standing in (Standing.MORE, Standing.LESS)
        style = self._book.standing if differs else self._book.share
        self._sheet.write_number(self._row, column, cell.share, style)

    def _words(self, row: TopicRow) -> list[tuple[str, int]]:
        """Write the change, the quote and the keywords; what they say, and their widths."""
        quote = row.quote.text if row.quote else "–"
        texts = [quote, ", ".join(row.keywords[:_FEW_KEYWORDS]) or "–"]
        styles = [None, self._book.keywords]
        if len(self._more) > len(texts):
            change = row.total.change
            grown = change is not None and change.direction in (Direction.GROWN, Direction.SHRUNK)
            texts.insert(0, _since_in_words(row))
            styles.insert(0, self._book.changed if grown else self._book.unchanged)
        for column, (text, style) in enumerate(
            zip(texts, styles, strict=True), start=self._where + 1
        ):
            if style is None:
                self._book.words(self._sheet, self._row, column, text)
            else:
                self._sheet.write_string(self._row, column, text, style)
        *others, keywords = zip(texts, self._more.values(), strict=True)
        return [*others, (keywords[0], int(_SMALLER * _KEYWORDS))]

    # -- notes --------------------------------------------------------------------------------

    def _since(self) -> None:
        """The topics of the earlier round that are gone, or why nothing is compared."""
        earlier = self._table.earlier
        if earlier is None:
            return
        if not earlier.related:
            self._note(
                f"Muutosta ei voi sanoa: mikään aihe ei ole sama kuin kierroksella {earlier.name}."
            )
        if not earlier.gone:
            return
        self._heading(f"Poistuneet aiheet ja niiden osuus kierroksella {earlier.name}")
        for gone in earlier.gone:
            share = HIDDEN_FI if gone.cell.hidden else percent(gone.cell.share)
            self._sheet.set_row(self._row, height((gone.label, _TOPIC)))
            self._sheet.write_string(self._row, 0, gone.label, self._book.topic)
            self._sheet.write_string(self._row, 1, share, self._book.centre)
            self._row += 1

    def _note(self, text: str, name: str = "") -> None:
        """A line across the columns, behind a name if there is one."""
        first = 1 if name else 0
        self._sheet.set_row(self._row, height((text, self._across), (name, _TOPIC)))
        if name:
            self._sheet.write_string(self._row, 0, name, self._book.name)
        self._sheet.merge_range(self._row, first, self._row, self._last, text, self._book.plain)
        self._row += 1


def _headings(
    config: Config, respondents: Mapping[str, int | None], heading: Callable[[Config, str], str]
) -> dict[str, str]:
    """The parts from which anybody answered, and their headings."""
    return {
        part: heading(config, part)
        for part, base in respondents.items()
        if part != CITY and base != 0
    }


def _since_in_words(row: TopicRow) -> str:
    """What became of a topic, and by how much."""
    numbers = points(row.total.change) if row.total.change else ""
    return "\n".join(filter(None, (topic_change_in_words(row), numbers)))
