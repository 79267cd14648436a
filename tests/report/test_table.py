"""Counting respondents by theme and area."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.records import UNKNOWN_AREA
from pipeline.report import ThemeTable, theme_table
from pipeline.report.table import CITY, HIDDEN, wilson
from tests.report.sample import AREAS, ROUND, THEMES, Said, analysis, people


def of_people(config: Config, *said: Said) -> ThemeTable:
    return theme_table(config, analysis(said))


@pytest.mark.parametrize(
    ("count", "base", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(count: int, base: int, low: float, high: float) -> None:
    assert wilson(count, base, 0.95) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_widens_with_confidence(pair: tuple[int, int]) -> None:
    count, base = pair
    low, high = wilson(count, base, 0.95)
    wider_low, wider_high = wilson(count, base, 0.99)
    assert 0 <= wider_low <= low <= count / base + 1e-12
    assert count / base - 1e-12 <= high <= wider_high <= 1


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
    assert HIDDEN.quotes == ()
    assert {HIDDEN.respondents, HIDDEN.share, HIDDEN.low, HIDDEN.high} == {None}


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


# -- quotes ------------------------------------------------------------------------------------


def quotes(config: Config, *said: Said, area: str = CITY) -> tuple[str, ...]:
    filler = [person for place in (*AREAS, "") for person in people(place, 9, "dialogue")]
    cell = of_people(config, *said, *filler).cells["dialogue", area]
    return tuple(quote.text for quote in cell.quotes)


def test_quotes_are_verbatim_and_the_clearest_come_first(shipped_config: Config) -> None:
    said = [
        Said("v1", "itainen", {"dialogue": 0.95}, "Päättäjät  eivät\nkuuntele :("),
        Said("v2", "itainen", {"dialogue": 0.99}, "Valtuutettu [nimi] tuli torille!"),
        Said("v3", "itainen", {"dialogue": 0.91}, "”Kuunnelkaa”, sanoi isoäitini."),
        Said("v4", "itainen", {"dialogue": 0.90}, "Neljäs."),
    ]
    expected = (said[1].text, said[0].text, said[2].text)
    assert quotes(shipped_config, *said) == expected
    assert quotes(shipped_config, *said, area="itainen") == expected


def test_nobody_is_quoted_twice_and_no_text_either(shipped_config: Config) -> None:
    said = [
        Said("v1", "itainen", {"dialogue": 0.99}, "Kuunnelkaa."),
        Said("v1", "itainen", {"dialogue": 0.98}, "Kuunnelkaa nyt."),
        Said("v2", "itainen", {"dialogue": 0.97}, "kuunnelkaa."),
        Said("v3", "itainen", {"dialogue": 0.96}, "Tulkaa käymään."),
    ]
    assert quotes(shipped_config, *said)[:2] == ("Kuunnelkaa.", "Tulkaa käymään.")


def test_an_area_quotes_its_own_people_only(shipped_config: Config) -> None:
    said = [
        Said("v1", "itainen", {"dialogue": 0.99}, "Idässä."),
        Said("v2", "keskusta", {"dialogue": 0.98}, "Keskellä."),
    ]
    assert quotes(shipped_config, *said, area="keskusta")[0] == "Keskellä."
    assert "Idässä." not in quotes(shipped_config, *said, area="keskusta")


def test_an_answer_that_does_not_raise_the_theme_is_no_quote_for_it(
    shipped_config: Config,
) -> None:
    assert "Muusta." not in quotes(shipped_config, Said("v1", "", {"reach": 1.0}, "Muusta."))


def test_a_cell_in_print_does_not_show_its_quotes(table: ThemeTable) -> None:
    cell = table.cells["reach", "etelainen"]
    assert cell.quotes
    assert not any(quote.text in repr(cell) for quote in cell.quotes)


def test_an_area_where_nobody_answered_hides_no_other(shipped_config: Config) -> None:
    said = [
        Said(f"{area}-{n}", area, {"reach": 0.9} if n < 20 else {})
        for area in ("etelainen", "itainen", "pohjoinen", "keskusta")
        for n in range(40)
    ]
    table = of_people(shipped_config, *said)
    assert [table.respondents[area] for area in table.areas] == [40, 40, 40, 40, 0, 160]
    assert [table.cells["reach", area].count for area in table.areas] == [20, 20, 20, 20, 0, 80]
