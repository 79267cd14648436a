"""Whether what is hidden can be worked out, in many random rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from pipeline.config import Config
from pipeline.report import ThemeTable, TopicTable
from pipeline.report.disclosure import check
from pipeline.report.places import AREAS, THEMES, Place, Row
from pipeline.report.table import CITY
from tests.report.crowds import random_round, with_rounds, with_two_themes
from tests.report.opened import shown, tables, with_cell

#: Rounds with a theme table and a topic table each.
_ROUNDS = 2_000
#: Attacked together, which takes a tenth of the time.
_TOGETHER = 250


def published(config: Config, first: int) -> tuple[list, list, Counter]:
    """The tables of `_TOGETHER` rounds; every other is compared with the one before it."""
    themes: list[ThemeTable] = []
    topics: list[TopicTable] = []
    counts: Counter[Place] = Counter()
    then = None
    for number, known in enumerate(config.rounds):
        chance = np.random.default_rng(first + number)
        now = random_round(chance, known.id, later=number % 2 == 1)
        made = tables(config, now, then if number % 2 else None)
        themes.append(made[0])
        topics.append(made[1])
        counts += made[2]
        then = now
    return themes, topics, counts


def randomly(config: Config) -> Config:
    return with_rounds(with_two_themes(config), (f"kierros-{n}" for n in range(_TOGETHER)))


def test_no_small_count_can_be_worked_out_whatever_people_answer(shipped_config: Config) -> None:
    """Nor does a shown count differ from the true one: that would be a contradiction."""
    config = randomly(shipped_config)
    for first in range(0, _ROUNDS, _TOGETHER):
        assert check(*published(config, first)) == []


def test_a_cell_that_is_shown_after_all_mostly_gives_another_away(
    shipped_config: Config,
) -> None:
    """The check can fail. Some were hidden lest their sum with another be small."""
    config = randomly(shipped_config)
    themes, topics, counts = published(config, 0)
    careless, opened = with_one_shown(themes, counts)
    told = {one.place.where for one in check(careless, topics, counts)}
    assert len(opened) > 20
    assert len(told & opened) > 0.75 * len(opened)


def with_one_shown(
    themes: Sequence[ThemeTable], counts: Counter[Place]
) -> tuple[list[ThemeTable], set[Row]]:
    """The tables with a cell shown of each row that hides one of at least ten for others' sake."""
    opened = set()
    careless = []
    for table in themes:
        for theme in table.themes:
            if table.cells[theme, CITY].hidden:
                continue
            for area in table.areas[:-1]:
                place = Place(table.round, THEMES, theme, AREAS, area)
                base = table.respondents[area]
                is_large = base is not None and counts[place] >= 10
                if is_large and table.cells[theme, area].hidden and place.where not in opened:
                    table = with_cell(table, theme, area, shown(counts[place], base))
                    opened.add(place.where)
        careless.append(table)
    return careless, opened
