"""What became of topics since the comparable earlier round."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from pipeline.config import Config
from pipeline.records import Lineage, Topic
from pipeline.report.table import HIDDEN
from pipeline.report.topics import TopicTable, topic_table
from pipeline.themes.change import Direction
from tests.report.sample import ROUND
from tests.report.topics_made import (
    BUSES,
    LABELS,
    LAMPS,
    LATER,
    PARKS,
    Told,
    analysed,
    row,
    some,
    topic,
)

EARLIER = [*some(30, "itainen", BUSES), *some(20, "keskusta", PARKS), *some(30, "etelainen", None)]
NOW = [*some(8, "itainen", BUSES), *some(24, "keskusta", PARKS), *some(48, "etelainen", None)]


def later(config: Config, *topics: Topic, told: Iterable[Told] = NOW) -> TopicTable:
    earlier = analysed(EARLIER, topic(BUSES), topic(PARKS))
    return topic_table(config, analysed(told, *topics, round_id=LATER), earlier)


def test_a_topic_that_lives_on_has_a_change_of_its_share(shipped_config: Config) -> None:
    lives_on = Lineage.CONTINUED
    table = later(shipped_config, topic(BUSES, lives_on), topic(PARKS, lives_on))
    assert table.earlier and (table.earlier.round, table.earlier.gone) == (ROUND, ())
    buses, parks = row(table, BUSES), row(table, PARKS)
    assert buses.lineage is parks.lineage is Lineage.CONTINUED
    assert buses.total.change and parks.total.change
    assert buses.total.change.direction is Direction.SHRUNK
    assert buses.total.change.difference == pytest.approx(8 / 80 - 30 / 80)
    assert parks.total.change.direction is Direction.SAME


def test_topics_of_one_round_alone_are_new_or_gone(shipped_config: Config) -> None:
    table = later(shipped_config, topic(BUSES, Lineage.CONTINUED), topic(LAMPS))
    assert row(table, LAMPS).lineage is Lineage.NEW
    assert row(table, LAMPS).total.change is None
    assert table.earlier and [gone.label for gone in table.earlier.gone] == [LABELS[PARKS]]
    assert table.earlier.gone[0].cell.share == 20 / 80


def test_a_topic_that_came_up_in_between_is_new_to_the_comparison(shipped_config: Config) -> None:
    """Lineage says that it continues: from a staff survey in between."""
    table = later(shipped_config, topic(BUSES, Lineage.CONTINUED), topic(LAMPS, Lineage.CONTINUED))
    assert row(table, LAMPS).lineage is Lineage.NEW


def test_a_retired_topic_is_gone_and_has_no_row(shipped_config: Config) -> None:
    table = later(shipped_config, topic(BUSES, Lineage.CONTINUED), topic(PARKS, Lineage.RETIRED))
    assert [one.id for one in table.topics] == [BUSES]
    assert table.earlier and [gone.id for gone in table.earlier.gone] == [PARKS]


def test_a_merged_topic_names_its_sources_and_none_of_them_is_gone(shipped_config: Config) -> None:
    table = later(shipped_config, topic(BUSES, Lineage.MERGED, BUSES, PARKS))
    buses = row(table, BUSES)
    assert (buses.lineage, buses.sources) == (Lineage.MERGED, (LABELS[BUSES], LABELS[PARKS]))
    assert buses.total.change is None
    assert table.earlier and table.earlier.gone == ()


def test_both_halves_of_a_split_topic_say_where_they_come_from(shipped_config: Config) -> None:
    split = topic(PARKS, Lineage.SPLIT, PARKS), topic("T-koirat", Lineage.SPLIT, PARKS)
    table = later(shipped_config, topic(BUSES, Lineage.CONTINUED), *split)
    assert row(table, PARKS).sources == row(table, "T-koirat").sources == (LABELS[PARKS],)
    assert table.earlier and table.earlier.gone == ()


def test_rounds_whose_topics_were_never_matched_are_not_compared(shipped_config: Config) -> None:
    table = later(shipped_config, topic("2025-T01"), topic("2025-T02"))
    assert table.earlier and (table.earlier.related, table.earlier.gone) == (False, ())
    assert {one.lineage for one in table.topics} == {None}


def test_where_either_share_is_hidden_there_is_no_change(shipped_config: Config) -> None:
    lives_on = topic(BUSES, Lineage.CONTINUED), topic(PARKS, Lineage.CONTINUED)
    few = [*some(3, "itainen", BUSES), *some(24, "keskusta", PARKS), *some(53, "etelainen", None)]
    now_hidden = row(later(shipped_config, *lives_on, told=few), BUSES)
    assert now_hidden.total == HIDDEN
    then = analysed(few, topic(BUSES), topic(PARKS))
    table = topic_table(shipped_config, analysed(EARLIER, *lives_on, round_id=LATER), then)
    change = row(table, BUSES).total.change
    assert change and (change.direction, change.difference) == (Direction.TOO_FEW, None)
