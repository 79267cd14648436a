"""What stands under the tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.config import Config
from pipeline.report import Cell, ThemeTable
from pipeline.report.notes import what_changes_hold, what_intervals_hold
from pipeline.report.table import CITY, HIDDEN, Earlier
from pipeline.themes.change import TOO_FEW, Change, Direction
from pipeline.themes.prevalence import Method

WILSON = Cell(100, 40, 0.4, 0.3, 0.5, Method.WILSON, 0)
PPI = Cell(100, 40, 0.4, 0.3, 0.5, Method.PPI, 31)


def table_of(
    config: Config, city: Cell, area: Cell = WILSON, one_theme: Cell | None = None
) -> ThemeTable:
    """A table of one area and the city; `one_theme`: the city's cell of the second theme."""
    themes = tuple(theme.id for theme in config.coding_frame.themes)
    cells = {(theme, "itainen"): area for theme in themes}
    cells |= {(theme, CITY): city for theme in themes}
    if one_theme is not None:
        cells[themes[1], CITY] = one_theme
    areas = ("itainen", CITY)
    return ThemeTable(
        "2024-asukaskysely", "", themes, areas, dict.fromkeys(areas, 100), cells, 5,
        Earlier("2023", "Kysely 2023", True),
    )  # fmt: skip


def test_intervals_without_a_sample_say_so(shipped_config: Config) -> None:
    text = what_intervals_hold(shipped_config, table_of(shipped_config, WILSON))
    assert text.startswith("Väli ei sisällä luokittelun virhettä")
    assert "alle 30 satunnaisesti" in text


def test_every_column_with_a_sample_is_named(shipped_config: Config) -> None:
    both = what_intervals_hold(shipped_config, table_of(shipped_config, PPI, PPI))
    assert "Itäinen (31), Koko kaupunki (31)" in both
    assert "Muissa" not in both
    city = what_intervals_hold(shipped_config, table_of(shipped_config, PPI))
    assert "sarakkeessa Koko kaupunki, koska ihminen on luokitellut 31 vastaajan" in city
    assert "Muissa sarakkeissa väli ei sisällä" in city


def test_a_hidden_cell_is_not_spoken_of(shipped_config: Config) -> None:
    table = table_of(shipped_config, PPI, one_theme=HIDDEN)
    assert "on luokitellut 31 vastaajan" in what_intervals_hold(shipped_config, table)


def test_themes_that_people_have_coded_less_of_are_told_apart(shipped_config: Config) -> None:
    more = table_of(shipped_config, PPI, one_theme=replace(PPI, coded=40))
    assert "31–40 vastaajan" in what_intervals_hold(shipped_config, more)
    some = table_of(shipped_config, PPI, PPI, one_theme=WILSON)
    assert "Koko kaupunki (31, osassa teemoista)" in what_intervals_hold(shipped_config, some)
    alone = what_intervals_hold(shipped_config, table_of(shipped_config, PPI, one_theme=WILSON))
    assert (
        "Koko kaupunki osassa teemoista, koska ihminen on luokitellut 31 vastaajan vastaukset."
    ) in alone


@pytest.mark.parametrize("drawn", [0, 5])
def test_where_people_have_coded_everybody_no_sample_is_counted(
    shipped_config: Config, drawn: int
) -> None:
    everybody = replace(PPI, coded=drawn)
    alone = what_intervals_hold(shipped_config, table_of(shipped_config, everybody))
    assert "koska ihminen on luokitellut kaikki vastaukset." in alone
    both = what_intervals_hold(shipped_config, table_of(shipped_config, PPI, everybody))
    assert both.endswith("Itäinen (kaikki vastaukset), Koko kaupunki (31).")
    mixed = what_intervals_hold(shipped_config, table_of(shipped_config, PPI, PPI, everybody))
    assert mixed.endswith("Itäinen (31), Koko kaupunki (31, joidenkin teemojen kaikki vastaukset).")


@pytest.mark.parametrize("area", [HIDDEN, Cell(0, 0, None, None, None)])
def test_columns_without_an_interval_are_not_spoken_of(shipped_config: Config, area: Cell) -> None:
    table = table_of(shipped_config, PPI, area)
    assert "Muissa" not in what_intervals_hold(shipped_config, table)
    corrected = replace(PPI, change=Change(Direction.SAME, 0.0, -0.1, 0.1, Method.PPI))
    changed = table_of(shipped_config, corrected, replace(WILSON, change=TOO_FEW))
    assert "Muissa" not in what_changes_hold(shipped_config, changed)


def test_either_round_may_have_the_older_model(shipped_config: Config) -> None:
    table = replace(table_of(shipped_config, PPI), earlier=Earlier("2023", "Kysely 2023", False))
    text = what_changes_hold(shipped_config, table)
    assert "Aja molemmat kierrokset uudelleen (kerropois run)" in text


def test_changes_say_what_they_rest_on(shipped_config: Config) -> None:
    def change(method: Method) -> Change:
        return Change(Direction.SAME, 0.0, -0.1, 0.1, method)

    plain = replace(WILSON, change=change(Method.WILSON))
    corrected = replace(PPI, change=change(Method.PPI))
    text = what_changes_hold(shipped_config, table_of(shipped_config, plain, plain))
    assert text.startswith("Muutoksen väli ei sisällä luokittelun virhettä")
    assert "ohjelman omasta luokittelusta ilman ihmisten korjauksia" in text
    text = what_changes_hold(shipped_config, table_of(shipped_config, corrected, plain))
    assert "sisältää luokittelun virheen sarakkeessa Koko kaupunki. Muissa sarakkeissa ei" in text
    text = what_changes_hold(shipped_config, table_of(shipped_config, corrected, corrected))
    assert text.endswith("sarakkeissa Itäinen, Koko kaupunki.")
