"""Counting respondents by topic, area and group, and against an earlier round."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.config import Config
from pipeline.records import UNKNOWN_AREA, Source
from pipeline.report.table import CITY, HIDDEN
from pipeline.report.topics import Standing, TopicTable, contrast, topic_table
from pipeline.themes.prevalence import wilson
from tests.report.sample import AREAS
from tests.report.topics_made import (
    BUSES,
    LAMPS,
    PARKS,
    analysed,
    row,
    some,
)


@pytest.fixture(scope="module")
def table(shipped_config: Config) -> TopicTable:
    """40 of each area; most of the east speak of buses."""
    told = [
        *some(25, "itainen", BUSES), *some(15, "itainen", PARKS),
        *some(8, "etelainen", BUSES), *some(20, "etelainen", PARKS), *some(12, "etelainen", None),
        *some(6, "keskusta", BUSES), *some(10, "keskusta", PARKS),
        *some(24, "keskusta", None, "yhteiso"),
        *some(7, "pohjoinen", BUSES, "yhteiso"), *some(33, "pohjoinen", None, "yhteiso"),
        *(replace(item, topic=LAMPS) for item in some(3, "itainen", BUSES)),
    ]  # fmt: skip
    return topic_table(shipped_config, analysed(told))


def test_topics_come_from_the_largest_with_respondents_counted_in_all_and_by_area(
    table: TopicTable,
) -> None:
    assert [one.id for one in table.topics] == [BUSES, PARKS, LAMPS]
    buses = row(table, BUSES)
    assert (buses.total.count, buses.total.respondents) == (25 + 8 + 6 + 7, 160)
    assert [buses.areas.cells[area].count for area in AREAS] == [8, 25, 7, 6]
    east = buses.areas.cells["itainen"]
    assert (east.share, east.low, east.high) == (25 / 40, *wilson(25, 40))


def test_groups_are_counted_as_areas_are(table: TopicTable) -> None:
    assert table.group_respondents == {
        "asukas": 96, "yhteiso": 64, "paattaja": 0, "henkilosto": 0, "kumppanuuspoyta": 0, "": 0,
        CITY: 160,
    }  # fmt: skip
    cells = row(table, BUSES).groups.cells
    assert (cells["asukas"].count, cells["yhteiso"].count, cells[CITY].count) == (39, 7, 46)


def test_a_group_or_area_that_the_configuration_lost_is_the_unknown_one(
    shipped_config: Config,
) -> None:
    told = [
        *some(6, "itainen", BUSES), *some(4, "itainen", None),
        *some(9, "lakkautettu", BUSES, "kesävieraat"), *some(1, "", None, ""),
    ]  # fmt: skip
    buses = row(topic_table(shipped_config, analysed(told)), BUSES)
    for parts, known in ((buses.areas, "itainen"), (buses.groups, "asukas")):
        counts = [parts.cells[part].count for part in (known, UNKNOWN_AREA, CITY)]
        assert counts == [6, 9, 15]
    assert buses.quote


def test_a_topic_of_few_respondents_is_named_last_and_tells_nothing_else(
    table: TopicTable,
) -> None:
    lamps = table.topics[-1]
    assert (lamps.id, lamps.label) == (LAMPS, "Katuvalot")
    assert {*lamps.areas.cells.values(), *lamps.groups.cells.values()} == {HIDDEN}
    assert (lamps.keywords, lamps.quote) == ((), None)
    assert not lamps.areas.contrasts and not lamps.groups.contrasts


def test_a_respondent_counts_once_however_many_answers_are_of_the_topic(
    shipped_config: Config,
) -> None:
    told = [*some(10, "itainen", BUSES), *some(10, "itainen", BUSES), *some(10, "itainen", None)]
    total = row(topic_table(shipped_config, analysed(told)), BUSES).total
    assert (total.count, total.respondents, total.share) == (10, 20, 0.5)


def test_who_said_nothing_is_not_in_the_base(shipped_config: Config) -> None:
    silent = [replace(item, emptyish=True, text="-") for item in some(9, "keskusta", None)]
    told = [*some(10, "itainen", BUSES), *silent]
    table = topic_table(shipped_config, analysed(told))
    assert table.respondents[CITY] == 10
    assert table.respondents["keskusta"] == 0


def test_an_answer_that_a_person_moved_counts_where_it_was_moved(shipped_config: Config) -> None:
    result = analysed(some(10, "itainen", BUSES), source=Source.PERSON)
    total = row(topic_table(shipped_config, result), BUSES).total
    assert (total.count, total.low, total.high) == (10, *wilson(10, 10))


# -- against the others ---------------------------------------------------------------------------


def test_a_topic_is_compared_with_all_the_other_respondents(table: TopicTable) -> None:
    found = row(table, BUSES).areas.contrasts
    east = found["itainen"]
    assert east.standing is Standing.MORE
    assert east.difference == pytest.approx(25 / 40 - 21 / 120)
    assert 0 < east.low < east.difference < east.high
    assert found["etelainen"].standing is Standing.SAME
    assert found["pohjoinen"].standing is Standing.SAME
    assert row(table, BUSES).groups.contrasts["yhteiso"].standing is Standing.LESS


def test_newcombe_s_own_example_gives_his_interval(shipped_config: Config) -> None:
    """Newcombe 1998, table II: 56/70 against 48/80, method 10: 0.0524 to 0.3339."""
    told = [
        *some(56, "itainen", BUSES), *some(14, "itainen", None),
        *some(48, "keskusta", BUSES), *some(32, "keskusta", None),
    ]  # fmt: skip
    found = row(topic_table(shipped_config, analysed(told)), BUSES).areas.contrasts["itainen"]
    assert found.difference == pytest.approx(0.2)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)


def test_with_few_respondents_no_difference_is_told(shipped_config: Config) -> None:
    told = [*some(20, "itainen", BUSES), *some(50, "keskusta", None), *some(8, "keskusta", BUSES)]
    found = row(topic_table(shipped_config, analysed(told)), BUSES).areas.contrasts
    assert found["itainen"].standing is found["keskusta"].standing is Standing.TOO_FEW
    assert found["itainen"].difference is None


def test_hidden_cells_and_a_part_that_is_everybody_are_not_compared(table: TopicTable) -> None:
    buses = row(table, BUSES)
    assert contrast(HIDDEN, buses.total) is None
    assert contrast(buses.areas.cells["itainen"], HIDDEN) is None
    assert contrast(buses.total, buses.total) is None
    assert "" not in buses.areas.contrasts


# -- quotes ----------------------------------------------------------------------------------------


def test_the_clearest_short_answer_is_quoted_word_for_word(shipped_config: Config) -> None:
    long = "Bussi ei kulje enää, ja siitä on puhuttu monta vuotta. " * 6
    told = [
        replace(one, text=text, probability=clear)
        for one, text, clear in zip(
            some(3, "itainen", BUSES),
            ("Bussi!", long, "Enemmän vuoroja Rakokiven suuntaan, kiitos."),
            (0.99, 0.98, 0.97),
            strict=True,
        )
    ]
    others = [replace(one, probability=0.1) for one in some(20, "keskusta", BUSES)]
    others += some(9, "keskusta", None)
    quote = row(topic_table(shipped_config, analysed([*told, *others])), BUSES).quote
    assert quote and quote.text == "Enemmän vuoroja Rakokiven suuntaan, kiitos."


def test_without_a_short_answer_a_whole_longer_one_is_quoted(shipped_config: Config) -> None:
    long = "Bussi ei kulje enää, ja siitä on puhuttu monta vuotta. " * 6
    told = [replace(one, text=f"{long}{n}") for n, one in enumerate(some(12, "itainen", BUSES))]
    quote = row(topic_table(shipped_config, analysed(told)), BUSES).quote
    assert quote and quote.text == f"{long}0"


def test_no_quotes_are_wanted_and_none_is_given(shipped_config: Config) -> None:
    none = shipped_config.report.model_copy(update={"quotes": 0})
    config = shipped_config.model_copy(update={"report": none})
    assert row(topic_table(config, analysed(some(9, "itainen", BUSES))), BUSES).quote is None
