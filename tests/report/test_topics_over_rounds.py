"""What became of topics since the comparable earlier round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

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
    carried,
    row,
    some,
    topic,
)

EARLIER = [*some(30, "itainen", BUSES), *some(20, "keskusta", PARKS), *some(30, "etelainen", None)]
NOW = [*some(8, "itainen", BUSES), *some(24, "keskusta", PARKS), *some(48, "etelainen", None)]


def later(
    config: Config, *topics: Topic, told: Iterable[Told] = NOW, retired: Iterable[str] = ()
) -> TopicTable:
    earlier = analysed(EARLIER, topic(BUSES), topic(PARKS))
    now = analysed(told, *topics, round_id=LATER, retired=retired)
    return topic_table(config, now, earlier)


def test_a_topic_that_lives_on_has_a_change_of_its_share(shipped_config: Config) -> None:
    table = later(shipped_config, carried(BUSES), carried(PARKS))
    assert table.earlier and (table.earlier.round, table.earlier.gone) == (ROUND, ())
    buses, parks = row(table, BUSES), row(table, PARKS)
    assert buses.lineage is parks.lineage is Lineage.CONTINUED
    assert buses.total.change and parks.total.change
    assert buses.total.change.direction is Direction.SHRUNK
    assert buses.total.change.difference == pytest.approx(8 / 80 - 30 / 80)
    assert parks.total.change.direction is Direction.SAME


def test_a_topic_may_carry_on_one_that_had_another_id(shipped_config: Config) -> None:
    """Its change is since that one."""
    told = [replace(item, topic="T-linja" if item.topic == BUSES else item.topic) for item in NOW]
    table = later(shipped_config, carried("T-linja", BUSES), carried(PARKS), told=told)
    lines = row(table, "T-linja")
    assert (lines.lineage, lines.sources) == (Lineage.CONTINUED, ())
    assert lines.total.change
    assert lines.total.change.difference == pytest.approx(8 / 80 - 30 / 80)
    assert table.earlier and table.earlier.gone == ()


def test_topics_of_one_round_alone_are_new_or_gone(shipped_config: Config) -> None:
    table = later(shipped_config, carried(BUSES), topic(LAMPS), retired=[PARKS])
    assert {one.id for one in table.topics} == {BUSES, LAMPS}
    assert row(table, LAMPS).lineage is Lineage.NEW
    assert row(table, LAMPS).total.change is None
    assert table.earlier and [gone.label for gone in table.earlier.gone] == [LABELS[PARKS]]
    assert table.earlier.gone[0].cell.share == 20 / 80


def test_only_what_the_analysis_says_retired_is_gone(shipped_config: Config) -> None:
    """The table does not work it out anew from what the topics come from."""
    table = later(shipped_config, carried(BUSES))
    assert table.earlier and (table.earlier.related, table.earlier.gone) == (True, ())


def test_what_comes_from_no_topic_of_the_earlier_round_is_new(shipped_config: Config) -> None:
    """It may come from a staff survey in between."""
    merged = topic(PARKS, Lineage.MERGED, "T-koirat", "T-meteli")
    table = later(shipped_config, carried(BUSES), carried(LAMPS), merged)
    assert row(table, LAMPS).lineage is row(table, PARKS).lineage is Lineage.NEW
    assert row(table, LAMPS).total.change is row(table, PARKS).total.change is None


def test_a_merged_topic_names_its_sources_and_none_of_them_is_gone(shipped_config: Config) -> None:
    table = later(shipped_config, topic(BUSES, Lineage.MERGED, BUSES, PARKS))
    buses = row(table, BUSES)
    assert (buses.lineage, buses.sources) == (Lineage.MERGED, (LABELS[BUSES], LABELS[PARKS]))
    assert buses.total.change is None
    assert table.earlier and table.earlier.gone == ()


def test_both_halves_of_a_split_topic_say_where_they_come_from(shipped_config: Config) -> None:
    split = topic(PARKS, Lineage.SPLIT, PARKS), topic("T-koirat", Lineage.SPLIT, PARKS)
    table = later(shipped_config, carried(BUSES), *split)
    assert row(table, PARKS).sources == row(table, "T-koirat").sources == (LABELS[PARKS],)
    assert table.earlier and table.earlier.gone == ()


def test_rounds_with_no_topic_in_common_are_not_compared(shipped_config: Config) -> None:
    retired = [BUSES, PARKS]
    table = later(shipped_config, topic("2025-T01"), topic("2025-T02"), retired=retired)
    assert table.earlier and (table.earlier.related, table.earlier.gone) == (False, ())
    assert {one.lineage for one in table.topics} == {None}


def test_a_round_without_topics_is_not_compared_with(shipped_config: Config) -> None:
    then = replace(analysed(EARLIER), topics=[])
    table = topic_table(shipped_config, analysed(NOW, topic(BUSES), round_id=LATER), then)
    assert table.earlier and not table.earlier.related
    assert row(table, BUSES).lineage is None


def test_where_either_share_is_hidden_there_is_no_change(shipped_config: Config) -> None:
    lives_on = carried(BUSES), carried(PARKS)
    few = [*some(3, "itainen", BUSES), *some(24, "keskusta", PARKS), *some(53, "etelainen", None)]
    now_hidden = row(later(shipped_config, *lives_on, told=few), BUSES)
    assert now_hidden.total == HIDDEN
    then = analysed(few, topic(BUSES), topic(PARKS))
    table = topic_table(shipped_config, analysed(EARLIER, *lives_on, round_id=LATER), then)
    change = row(table, BUSES).total.change
    assert change and (change.direction, change.difference) == (Direction.TOO_FEW, None)
