"""What is hidden of the topics, so that no small count is shown or can be worked out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.report.table import CITY, HIDDEN
from pipeline.report.topics import topic_table
from tests.report.sample import AREAS
from tests.report.topics_made import BUSES, PARKS, Told, analysed, row, some, topic

GROUPS = ("asukas", "yhteiso", "")
_PERSON = st.tuples(
    st.sampled_from((*AREAS, "")), st.sampled_from(GROUPS), st.sets(st.sampled_from([BUSES, PARKS]))
)
CROWDS = st.lists(st.tuples(_PERSON, st.integers(1, 12)), max_size=12)


def of_crowds(crowds: list) -> list[Told]:
    return [
        Told(f"{number}-{copy}", area, name, group)
        for number, ((area, group, names), copies) in enumerate(crowds)
        for copy in range(copies)
        for name in sorted(names) or [None]
    ]


@settings(max_examples=80)
@given(CROWDS)
def test_every_share_shown_is_exact_and_of_enough_respondents(
    shipped_config: Config, crowds: list
) -> None:
    told = of_crowds(crowds)
    table = topic_table(shipped_config, analysed(told))
    for one in table.topics:
        for part_of, parts in (("area", one.areas), ("group", one.groups)):
            for part, cell in parts.cells.items():
                if cell.count is None:
                    assert cell == HIDDEN
                    continue
                inside = [t for t in told if part in (CITY, getattr(t, part_of))]
                people = {t.respondent for t in inside}
                raising = {t.respondent for t in inside if t.topic == one.id}
                assert (cell.respondents, cell.count) == (len(people), len(raising))
                assert cell.count >= table.limit or not people
                assert cell.share == (len(raising) / len(people) if people else None)
            for part, found in parts.contrasts.items():
                here, total = parts.cells[part], parts.cells[CITY]
                assert here.count is not None and total.count is not None
                if found.difference is not None:
                    others = (total.count - here.count) / (total.respondents - here.respondents)
                    assert found.difference == pytest.approx(here.share - others)


@settings(max_examples=80)
@given(CROWDS)
def test_no_small_hidden_cell_can_be_worked_out(shipped_config: Config, crowds: list) -> None:
    """A reader subtracts what is shown from the totals, by areas and by groups."""
    told = of_crowds(crowds)
    table = topic_table(shipped_config, analysed(told))
    for one in table.topics:
        totals = {parts.cells[CITY].count for parts in (one.areas, one.groups)}
        assert len(totals) == 1
        for part_of, parts, bases in (
            ("area", one.areas, table.respondents), ("group", one.groups, table.group_respondents),
        ):  # fmt: skip
            hidden = [p for p, cell in parts.cells.items() if p != CITY and cell.hidden]
            if totals == {None}:
                assert all(p in hidden for p in parts.cells if p != CITY and bases[p] != 0)
                continue
            rest = one.total.count - sum(
                cell.count for p, cell in parts.cells.items() if p != CITY and p not in hidden
            )
            # How many there are in parts of unknown size, the reader knows of all together only.
            together = bases[CITY] - sum(bases[p] or 0 for p in bases if p != CITY)
            unknown = [p for p in hidden if bases[p] is None]
            for part in hidden:
                raising = {
                    t.respondent for t in told
                    if t.topic == one.id and getattr(t, part_of) == part
                }  # fmt: skip
                if len(raising) >= table.limit:
                    continue
                others = sum(bases[p] or 0 for p in hidden if p != part)
                others += together if set(unknown) - {part} else 0
                most = together if bases[part] is None else bases[part]
                assert rest - others <= 0
                assert min(rest, most) >= min(table.limit - 1, most)


def test_a_total_hidden_for_the_groups_is_not_told_by_the_areas(shipped_config: Config) -> None:
    """All 20 residents speak of buses, and 2 of 12 communities: 22 less 20 would tell the two."""
    told = [
        *some(10, "itainen", BUSES), *some(10, "keskusta", BUSES),
        *some(2, "itainen", BUSES, "yhteiso"),
        *some(5, "itainen", None, "yhteiso"), *some(5, "keskusta", None, "yhteiso"),
    ]  # fmt: skip
    alike = [replace(item, group="asukas", respondent=f"r{n}") for n, item in enumerate(told)]
    buses = row(topic_table(shipped_config, analysed(alike)), BUSES)
    assert [buses.areas.cells[area].count for area in ("itainen", "keskusta", CITY)] == [12, 10, 22]
    buses = row(topic_table(shipped_config, analysed(told)), BUSES)
    assert set(buses.groups.cells.values()) == set(buses.areas.cells.values()) == {HIDDEN}


def test_places_in_the_list_do_not_tell_a_hidden_count(shipped_config: Config) -> None:
    names = ("T-aamu", "T-ilta", "T-paiva")
    told = [
        *some(4, "itainen", "T-aamu"), *some(9, "itainen", "T-paiva"), *some(2, "itainen", "T-ilta")
    ]  # fmt: skip
    table = topic_table(shipped_config, analysed(told, *map(topic, names)))
    assert [one.id for one in table.topics] == ["T-paiva", "T-aamu", "T-ilta"]
    assert [one.total.count for one in table.topics] == [9, None, None]
