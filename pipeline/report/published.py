"""What a reader of all the published tables knows: numbers, and sums that these must make up.

Nothing here knows how small counts were hidden: what is hidden is read off the tables alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.report.cells import CITY, Cell
from pipeline.report.intervals import ContradictionError
from pipeline.report.places import (
    AREAS,
    GROUPS,
    MODEL,
    RESPONDENTS,
    THEMES,
    TOPICS,
    Place,
    Row,
    of_all,
)
from pipeline.report.table import ThemeTable
from pipeline.report.topics import TopicRow, TopicTable
from pipeline.themes.change import Change
from pipeline.themes.prevalence import Method


class Sum(NamedTuple):
    """`parts` add up to `total`."""

    total: Place
    parts: tuple[Place, ...]


@dataclass
class Published:
    """All that is known. `places` are the numbers that there are, by round, table and row;
    `known` those that are told; `sums` what must add up, likewise; `least` what somebody is known
    to be behind, where that is more than nobody; `limit` the fewest respondents to tell of."""

    limit: int
    places: dict[Row, dict[Place, None]] = field(default_factory=dict)
    known: dict[Place, int] = field(default_factory=dict)
    sums: dict[Row, list[Sum]] = field(default_factory=dict)
    least: dict[Place, int] = field(default_factory=dict)

    def tell(self, place: Place, number: int | None) -> None:
        """There is such a number; None: it is not told here.

        Raises:
            ContradictionError: it was told to be another.
        """
        self.places.setdefault(place.where, {})[place] = None
        if number is not None and self.known.setdefault(place, number) != number:
            raise ContradictionError

    def tell_division(
        self, all_of_it: Place, division: str, numbers: Mapping[str, int | None]
    ) -> None:
        """Numbers by part, CITY's among them, that add up to it."""
        parts = tuple(
            all_of_it._replace(division=division, part=part) for part in numbers if part != CITY
        )
        for place in parts:
            self.tell(place, numbers[place.part])
        self.tell(all_of_it, numbers[CITY])
        sums = self.sums.setdefault(all_of_it.where, [])
        if Sum(all_of_it, parts) not in sums:
            sums.append(Sum(all_of_it, parts))

    def tell_least(self, place: Place, number: int) -> None:
        self.least[place] = max(number, self.least.get(place, 0))


def published(themes: Sequence[ThemeTable], topics: Sequence[TopicTable]) -> Published:
    """Read the tables of all rounds that are published, now and before.

    Known are the respondents and counts shown, and what follows from other numbers:

    - From a share and its base follows the count. They are shown and hidden together.
    - A change by the model's own word is taken to tell the model's count in both rounds, one of
      topics the count in both. A change by corrected shares tells the two shares and no count.
    - A quote that stands beside an area for one theme, and for another theme or a topic in the
      whole city, tells that somebody of the area raises that one too.
    - A topic is listed because somebody raises it. A part whose respondents are hidden has some:
      one with nobody is shown as such where the respondents of all are.

    Raises:
        ContradictionError: two tables tell different numbers of the same.
    """
    limits = [*(table.limit for table in themes), *(table.limit for table in topics)]
    known = Published(max(limits, default=0))
    for table in themes:
        _tell_respondents(known, table.round, AREAS, table.respondents)
        for theme in table.themes:
            counts = {area: table.cells[theme, area].count for area in table.areas}
            known.tell_division(of_all(table.round, THEMES, theme), AREAS, counts)
    for listed in topics:
        _tell_respondents(known, listed.round, AREAS, listed.respondents)
        _tell_respondents(known, listed.round, GROUPS, listed.group_respondents)
        for row in listed.topics:
            _tell_topic(known, listed.round, row)
    for table in themes:
        _tell_model(known, table)
    for listed in topics:
        _tell_earlier_topics(known, listed)
    _tell_quoted(known, themes, topics)
    return known


def _tell_respondents(
    known: Published, round_id: str, division: str, numbers: Mapping[str, int | None]
) -> None:
    known.tell_division(of_all(round_id, RESPONDENTS), division, numbers)
    for part, number in numbers.items():
        if part != CITY and number is None and numbers[CITY] is not None:
            known.tell_least(Place(round_id, RESPONDENTS, "", division, part), 1)


def _tell_topic(known: Published, round_id: str, row: TopicRow) -> None:
    everybody = of_all(round_id, TOPICS, row.id)
    for division, parts in ((AREAS, row.areas), (GROUPS, row.groups)):
        counts = {part: cell.count for part, cell in parts.cells.items()}
        known.tell_division(everybody, division, counts)
    known.tell_least(everybody, 1)


def _tell_model(known: Published, table: ThemeTable) -> None:
    """What changes tell of the model's counts."""
    for theme in table.themes:
        changes = {area: table.cells[theme, area].change for area in table.areas}
        if not any(_is_of_model(change) for change in changes.values()):
            continue
        now = {
            area: table.cells[theme, area].model_count if _is_of_model(change) else None
            for area, change in changes.items()
        }
        known.tell_division(of_all(table.round, MODEL, theme), AREAS, now)
        if table.earlier is None:
            continue
        bases = {area: _base_of(known, table.earlier.round, area) for area in table.areas}
        then = {
            area: _before(table.cells[theme, area], count, bases[area])
            for area, count in now.items()
        }
        known.tell_division(of_all(table.earlier.round, MODEL, theme), AREAS, then)


def _is_of_model(change: Change | None) -> bool:
    return change is not None and change.difference is not None and change.method is Method.WILSON


def _base_of(known: Published, round_id: str, area: str) -> int | None:
    division = "" if area == CITY else AREAS
    return known.known.get(Place(round_id, RESPONDENTS, "", division, area))


def _before(cell: Cell, count: int | None, base: int | None) -> int | None:
    """The count in the earlier round, of so many respondents, from the change since."""
    change = cell.change
    if change is None or change.difference is None:
        return None
    if count is None or base is None or cell.respondents is None:
        return None
    return round((count / cell.respondents - change.difference) * base)


def _tell_earlier_topics(known: Published, table: TopicTable) -> None:
    """What the later table says of the earlier round's topics."""
    if table.earlier is None:
        return
    earlier = table.earlier.round
    for gone in table.earlier.gone:
        known.tell(of_all(earlier, TOPICS, gone.id), gone.cell.count)
    base = _base_of(known, earlier, CITY)
    for row in table.topics:
        if row.continues is not None:
            count = _before(row.total, row.total.count, base)
            known.tell(of_all(earlier, TOPICS, row.continues), count)


def _tell_quoted(
    known: Published, themes: Sequence[ThemeTable], topics: Sequence[TopicTable]
) -> None:
    """Whom quotes of the whole city are known to come from."""
    area_of = {
        (table.round, quote.answer): area
        for table in themes
        for (_, area), cell in table.cells.items() if area != CITY
        for quote in cell.quotes
    }  # fmt: skip
    city = [
        (of_all(table.round, THEMES, theme), cell.quotes)
        for table in themes
        for (theme, area), cell in table.cells.items() if area == CITY
    ] + [
        (of_all(table.round, TOPICS, row.id), (row.quote,))
        for table in topics for row in table.topics if row.quote
    ]  # fmt: skip
    for everybody, quotes in city:
        quoted = Counter(area_of.get((everybody.round, quote.answer)) for quote in quotes)
        for area, number in quoted.items():
            if area is not None:
                known.tell_least(everybody._replace(division=AREAS, part=area), number)
