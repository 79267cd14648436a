"""Counting respondents by theme and area."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.records import UNKNOWN_AREA
from pipeline.report import ThemeTable, theme_table
from pipeline.report.table import CITY, HIDDEN
from pipeline.themes.prevalence import Method, wilson
from tests.report.sample import AREAS, ROUND, THEMES, Said, analysis, coded, people


def of_people(config: Config, *said: Said) -> ThemeTable:
    return theme_table(config, analysis(said))


def test_a_round_has_the_six_themes_by_the_areas_the_unknown_one_and_the_city(
    table: ThemeTable,
) -> None:
    assert table.round == ROUND
    assert table.name == "Asukaskysely 2024"
    assert table.themes == THEMES
    assert table.areas == (*AREAS, UNKNOWN_AREA, CITY)
    assert set(table.cells) == {(theme, area) for theme in table.themes for area in table.areas}


def test_shares_are_of_the_respondents_of_the_area(table: ThemeTable) -> None:
    cell = table.cells["openness", "itainen"]
    assert (cell.count, cell.respondents, cell.share) == (20, 20, 1.0)
    cell = table.cells["openness", "keskusta"]
    assert (cell.count, cell.respondents, cell.share) == (10, 20, 0.5)
    assert (cell.low, cell.high) == wilson(10, 20, 0.95)


def test_the_city_counts_everybody_also_those_without_an_area(table: ThemeTable) -> None:
    assert table.respondents[CITY] == 95
    assert table.cells["openness", CITY].count == 6 + 14 + 17 + 10 + 9
    assert table.cells["reach", CITY].count == 8 + 6 + 3 + 5 + 1


def test_a_small_count_is_hidden_with_another_and_holds_nothing(table: ThemeTable) -> None:
    hidden = {area for area in table.areas if table.cells["reach", area].hidden}
    assert hidden == {"pohjoinen", "keskusta", UNKNOWN_AREA}
    assert all(table.cells["reach", area] == HIDDEN for area in hidden)
    everything = {field.name: getattr(HIDDEN, field.name) for field in fields(HIDDEN)}
    assert everything.pop("quotes") == ()
    assert set(everything.values()) == {None}
    assert HIDDEN.prevalence is None


def test_respondents_count_once_however_often_they_raise_a_theme(shipped_config: Config) -> None:
    twice = [Said(f"v{i}", "itainen", {"reach": 0.9}) for i in range(20) for _ in range(2)]
    cell = of_people(shipped_config, *twice).cells["reach", CITY]
    assert (cell.count, cell.respondents) == (20, 20)


def test_one_raising_answer_of_several_is_enough(shipped_config: Config) -> None:
    said = [*people("itainen", 20), *people("keskusta", 20)]
    raising = [Said(item.respondent, item.area, {"impact": 0.8}) for item in said[:9]]
    cell = of_people(shipped_config, *said, *raising).cells["impact", CITY]
    assert (cell.count, cell.respondents) == (9, 40)


def test_who_wrote_nothing_but_emptyish_answers_is_not_in_the_base(
    shipped_config: Config,
) -> None:
    silent = [Said(f"hiljainen{i}", "itainen", {}, "-", emptyish=True) for i in range(7)]
    partly = Said("itainen-reach-0", "itainen", {}, "En osaa sanoa.", emptyish=True)
    table = of_people(shipped_config, *silent, partly, *people("itainen", 20, "reach"))
    assert table.cells["reach", CITY].respondents == 20


def test_an_area_with_few_respondents_has_no_numbers_at_all(shipped_config: Config) -> None:
    table = of_people(
        shipped_config, *people("itainen", 20, "reach"), *people("keskusta", 20, "reach"),
        *people("pohjoinen", 3, "reach"), *people("etelainen", 30, "reach"),
        *people("", 40, "reach"),
    )  # fmt: skip
    assert table.respondents["pohjoinen"] is None
    assert all(table.cells[theme, "pohjoinen"].hidden for theme in THEMES)
    # Another is hidden with it: the city's number less the others would tell.
    assert sum(base is None for base in table.respondents.values()) == 2
    assert table.respondents[CITY] == 113


def test_a_city_of_few_respondents_shows_nothing(shipped_config: Config) -> None:
    few = [person for area in AREAS for person in people(area, 1, "reach")]
    table = of_people(shipped_config, *few)
    assert set(table.respondents.values()) == {None}
    assert all(cell.hidden for cell in table.cells.values())


def test_a_theme_that_few_raise_in_the_whole_city_is_hidden(shipped_config: Config) -> None:
    said = [person for area in (*AREAS, "") for person in people(area, 20)]
    few = [person for area in AREAS for person in people(area, 1, "impact")]
    table = of_people(shipped_config, *said, *few)
    assert all(table.cells["impact", area].hidden for area in table.areas)
    assert table.respondents[CITY] == 104


def test_hidden_areas_together_do_not_give_a_small_count_away(shipped_config: Config) -> None:
    """North and south are hidden, ten respondents together who all raise the theme.

    If the two of the east were the only other hidden count, 12 less 10 would tell it.
    """
    said = [
        *people("pohjoinen", 2, "reach"), *people("etelainen", 8, "reach"),
        *people("itainen", 2, "reach"), *people("itainen", 10),
        *people("keskusta", 30, "reach"), *people("", 30, "reach"),
    ]  # fmt: skip
    table = of_people(shipped_config, *said)
    bases = [area for area in table.areas if table.respondents[area] is None]
    assert bases == ["etelainen", "pohjoinen"]
    hidden = {area for area in table.areas if table.cells["reach", area].hidden}
    assert hidden > {"etelainen", "pohjoinen", "itainen"}


_PERSON = st.tuples(st.sampled_from((*AREAS, "")), st.sets(st.sampled_from(THEMES[:2])))


@settings(max_examples=60)
@given(people=st.lists(st.tuples(_PERSON, st.integers(1, 9)), max_size=12))
def test_no_cell_ever_shows_fewer_respondents_than_the_limit(
    shipped_config: Config, people: list[tuple[tuple[str, set[str]], int]]
) -> None:
    said = [
        Said(f"{number}-{copy}", area, dict.fromkeys(themes, 0.9))
        for number, ((area, themes), copies) in enumerate(people)
        for copy in range(copies)
    ]
    table = of_people(shipped_config, *said)
    numbers = [*table.respondents.values(), *(cell.count for cell in table.cells.values())]
    # Nobody is behind a zero where nobody answered.
    assert all(number in (None, 0) or number >= table.limit for number in numbers)
    for (_, area), cell in table.cells.items():
        assert cell.count != 0 or table.respondents[area] == 0
    for (_, area), cell in table.cells.items():
        assert cell.hidden or cell.respondents == table.respondents[area]


def test_an_area_where_nobody_answered_hides_no_other(shipped_config: Config) -> None:
    said = [
        Said(f"{area}-{n}", area, {"reach": 0.9} if n < 20 else {})
        for area in ("etelainen", "itainen", "pohjoinen", "keskusta")
        for n in range(40)
    ]
    table = of_people(shipped_config, *said)
    assert [table.respondents[area] for area in table.areas] == [40, 40, 40, 40, 0, 160]
    assert [table.cells["reach", area].count for area in table.areas] == [20, 20, 20, 20, 0, 80]


# -- the share and its interval --------------------------------------------------------------------


def surveyed(area: str, drawn: int) -> list[Said]:
    """100 of an area, of half of whom the model says reach; people agree on three of four."""
    named, others = people(area, 50, "reach"), people(area, 50)
    agreed = 3 * drawn // 4
    return [
        *coded(named[:agreed], "reach"), *coded(named[agreed:drawn]), *named[drawn:],
        *coded(others[:drawn]), *others[drawn:],
    ]  # fmt: skip


def test_a_coded_sample_corrects_the_share(shipped_config: Config) -> None:
    cell = of_people(shipped_config, *surveyed("itainen", 20)).cells["reach", CITY]
    assert (cell.method, cell.coded, cell.respondents) == (Method.PPI, 40, 100)
    assert cell.count == 15 + 30
    assert cell.share == pytest.approx(0.5 * 0.75)


def test_a_sample_may_be_enough_for_the_city_and_not_for_its_areas(shipped_config: Config) -> None:
    table = of_people(shipped_config, *surveyed("itainen", 12), *surveyed("keskusta", 12))
    city, area = table.cells["reach", CITY], table.cells["reach", "itainen"]
    assert (city.method, city.coded) == (Method.PPI, 48)
    assert city.share == pytest.approx(0.5 * 0.75)
    assert (area.method, area.coded) == (Method.WILSON, 24)
    assert area.share == pytest.approx(0.47)
    assert (area.low, area.high) == wilson(47, 100)


def test_people_s_codes_beat_the_model_s_in_the_count(shipped_config: Config) -> None:
    said = [*coded(people("itainen", 12), "reach", drawn=False), *people("keskusta", 30, "reach")]
    cell = of_people(shipped_config, *said, *people("itainen", 20)[12:]).cells["reach", CITY]
    assert (cell.count, cell.share, cell.method) == (42, 42 / 50, Method.WILSON)
