"""What has changed since an earlier round, and what of it may be shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.config.model import Names
from pipeline.report import ThemeTable, theme_table
from pipeline.report.table import CITY, HIDDEN, Earlier
from pipeline.themes.change import OTHER_MODEL, TOO_FEW, Direction, change
from pipeline.themes.prevalence import counted
from tests.report.sample import AREAS, ROUND, Said, analysis, coded, people

EARLIER = "2023-kysely"


@pytest.fixture(scope="module")
def two_rounds(shipped_config: Config) -> Config:
    """The shipped configuration with an earlier residents' survey."""
    now = shipped_config.round(ROUND)
    earlier = now.model_copy(
        update={"id": EARLIER, "name": Names(fi="Kysely 2023", en="Survey 2023")}
    )
    return shipped_config.model_copy(update={"rounds": [earlier, now]})


def compared(
    config: Config, now: list[Said], earlier: list[Said], model: str = "themes-1"
) -> ThemeTable:
    return theme_table(config, analysis(now), analysis(earlier, EARLIER, model))


def test_without_an_earlier_round_there_is_no_change(table: ThemeTable) -> None:
    assert table.earlier is None
    assert {cell.change for cell in table.cells.values()} == {None}


def test_the_change_is_that_of_the_two_shares(two_rounds: Config) -> None:
    now = [*people("itainen", 30, "reach"), *people("itainen", 30)]
    earlier = [*people("itainen", 12, "reach"), *people("itainen", 48)]
    table = compared(two_rounds, now, earlier)
    assert table.earlier == Earlier(EARLIER, "Kysely 2023", True)
    cell = table.cells["reach", "itainen"]
    assert cell.change == change(counted(30, 60), counted(12, 60))
    assert cell.change.direction is Direction.GROWN
    assert cell.change.difference == pytest.approx(0.3)


def test_few_respondents_in_either_round_are_too_few_to_compare(two_rounds: Config) -> None:
    many = [*people("itainen", 30, "reach"), *people("keskusta", 30, "reach")]
    few = [*people("itainen", 29, "reach"), *people("keskusta", 30, "reach")]
    for table in (compared(two_rounds, many, few), compared(two_rounds, few, many)):
        assert table.cells["reach", "itainen"].change == TOO_FEW
        assert table.cells["reach", "keskusta"].change.difference == 0


def test_another_theme_model_makes_rounds_incomparable(two_rounds: Config) -> None:
    said = people("itainen", 40, "reach")
    table = compared(two_rounds, said, said, model="themes-2")
    assert table.earlier is not None
    assert not table.earlier.same_model
    shown = [cell for cell in table.cells.values() if not cell.hidden]
    assert {cell.change for cell in shown} == {OTHER_MODEL}


def test_a_share_hidden_earlier_cannot_be_worked_out_from_its_change(two_rounds: Config) -> None:
    now = [*people("itainen", 40, "reach"), *people("keskusta", 40, "reach")]
    earlier = [
        *people("itainen", 3, "reach"), *people("itainen", 37),
        *people("keskusta", 20, "reach"), *people("keskusta", 20),
    ]  # fmt: skip
    table = compared(two_rounds, now, earlier)
    assert table.cells["reach", "itainen"].count == 40
    assert table.cells["reach", "itainen"].change == TOO_FEW
    # Hidden with it, though itself large: the city's earlier number less this one would tell.
    assert table.cells["reach", "keskusta"].change == TOO_FEW
    assert table.cells["reach", CITY].change.direction is Direction.GROWN


def corrected(area: str, wrongly: int, rest: int, missed: int) -> list[Said]:
    """40 of an area: the model says reach of some, of whom people strike out those `wrongly`,
    and add those `missed`."""
    of_model = people(area, wrongly + rest, "reach")
    others = people(area, 40 - wrongly - rest)
    return [
        *coded(of_model[:wrongly], drawn=False), *of_model[wrongly:],
        *coded(others[:missed], "reach", drawn=False), *others[missed:],
    ]  # fmt: skip


def test_corrections_of_one_round_are_no_change(two_rounds: Config) -> None:
    now = [*corrected("itainen", 15, 5, 0), *corrected("keskusta", 0, 20, 0)]
    earlier = [*corrected("itainen", 0, 20, 0), *corrected("keskusta", 0, 20, 0)]
    table = compared(two_rounds, now, earlier)
    for area, count in (("itainen", 5), ("keskusta", 20), (CITY, 25)):
        cell = table.cells["reach", area]
        assert cell.count == count
        assert (cell.change.direction, cell.change.difference) == (Direction.SAME, 0)


def test_a_small_count_of_the_model_s_is_not_told_by_a_change(two_rounds: Config) -> None:
    """The model finds 3 of the 20; with the city's change, another area's would tell them."""
    few = [
        *corrected("itainen", 0, 3, 17), *corrected("keskusta", 0, 12, 0),
        *corrected("pohjoinen", 0, 25, 0), *corrected("etelainen", 0, 30, 0),
    ]  # fmt: skip
    many = [person for area in AREAS for person in corrected(area, 0, 20, 0)]
    for table in (compared(two_rounds, few, many), compared(two_rounds, many, few)):
        cells = {area: table.cells["reach", area] for area in (*AREAS, CITY)}
        assert not any(cell.hidden for cell in cells.values())
        untold = {area for area, cell in cells.items() if cell.change == TOO_FEW}
        assert untold == {"itainen", "keskusta"}
        assert cells["itainen"].count == 20


def test_a_hidden_cell_has_no_change_though_the_model_found_many(two_rounds: Config) -> None:
    said = [
        *corrected("itainen", 20, 3, 0), *corrected("keskusta", 0, 20, 0),
        *corrected("pohjoinen", 0, 25, 0),
    ]  # fmt: skip
    table = compared(two_rounds, said, said)
    assert table.cells["reach", "itainen"] == table.cells["reach", "keskusta"] == HIDDEN
    assert table.cells["reach", "pohjoinen"].change.direction is Direction.SAME


@settings(max_examples=60)
@given(
    now=st.lists(st.integers(0, 40), min_size=4), earlier=st.lists(st.integers(0, 40), min_size=4)
)
def test_a_change_is_shown_only_of_cells_shown_in_both_rounds(
    two_rounds: Config, now: list[int], earlier: list[int]
) -> None:
    def said(counts: list[int]) -> list[Said]:
        found = []
        for area, count in zip(AREAS, counts, strict=False):
            found += [*people(area, count, "reach"), *people(area, 40 - count)]
        return found

    table = compared(two_rounds, said(now), said(earlier))
    before = theme_table(two_rounds, analysis(said(earlier), EARLIER))
    for place, cell in table.cells.items():
        if cell.hidden:
            assert cell == HIDDEN
        elif before.cells[place].hidden or cell.respondents == 0:
            assert cell.change == TOO_FEW
        else:
            assert cell.change.difference == pytest.approx(cell.share - before.cells[place].share)
