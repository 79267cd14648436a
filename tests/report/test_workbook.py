"""The workbook, opened as a spreadsheet program opens it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.config import Config
from pipeline.report import ThemeTable, theme_table
from pipeline.report.workbook import write_workbook
from tests.report.conftest import FORMULA, earlier_analysis, later_analysis
from tests.report.sample import ROUND, Said, analysis, people


@pytest.fixture(scope="module")
def book(
    table: ThemeTable, shipped_config: Config, tmp_path_factory: pytest.TempPathFactory
) -> Workbook:
    second = replace(table, round="2025-asukaskysely", name="Asukaskysely 2025")
    path = tmp_path_factory.mktemp("taulukot") / "teemataulukot.xlsx"
    return load_workbook(write_workbook([table, second], shipped_config, path))


def block(sheet: Worksheet, heading: str) -> list[list]:
    """The rows of values under a heading: the head, the themes."""
    start = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == heading)
    return [
        [sheet.cell(row, column).value for column in range(1, 8)]
        for row in range(start + 1, start + 8)
    ]


def test_each_round_has_a_sheet_of_tables_and_one_of_quotes(book: Workbook) -> None:
    assert book.sheetnames == [
        "Kansi",
        "2024-asukaskysely", "2024-asukaskysely sitaatit",
        "2025-asukaskysely", "2025-asukaskysely sitaatit",
    ]  # fmt: skip


def test_the_cover_explains_the_numbers_and_lists_themes_and_rounds(book: Workbook) -> None:
    cover = [value for row in book["Kansi"].iter_rows(values_only=True) for value in row if value]
    assert "Luottamusväli" in cover
    assert "Vuoropuhelu päättäjien kanssa" in cover
    assert "19.2.2024–10.3.2024, vastaajia 95" in cover


@pytest.mark.parametrize("name", ["2024-asukaskysely", "2025-asukaskysely"])
@pytest.mark.parametrize(
    "heading",
    ["Osuus vastaajista", "Teeman esiin nostaneet vastaajat", "Osuuden 95 %:n luottamusväli"],
)
def test_a_table_has_six_themes_by_the_areas_and_the_city(
    book: Workbook, name: str, heading: str
) -> None:
    head, *themes = block(book[name], heading)
    assert head == [
        "Teema", "Eteläinen", "Itäinen", "Pohjoinen", "Keskusta", "Alue ei tiedossa",
        "Koko kaupunki",
    ]  # fmt: skip
    assert [row[0] for row in themes][:3] == [
        "Tavoittavuus", "Näkyvyys ja tunnettuus", "Avoimuus",
    ]  # fmt: skip
    assert all(value is not None for row in themes for value in row)


def whole(sheet: Worksheet) -> list[tuple]:
    return [row for row in sheet.iter_rows(values_only=True) if any(row)]


@pytest.fixture(scope="module")
def changed(
    later: ThemeTable, shipped_config: Config, tmp_path_factory: pytest.TempPathFactory
) -> Worksheet:
    path = tmp_path_factory.mktemp("muutos") / "teemataulukot.xlsx"
    return load_workbook(write_workbook([later], shipped_config, path))["2025-asukaskysely"]


def test_the_city_is_said_in_words(book: Workbook, changed: Worksheet) -> None:
    for sheet, words in (
        (book[ROUND], "noin kolme viidestä (49–68 %)"),
        (changed, "noin viidennes ("),
    ):
        start = whole(sheet).index(next(row for row in whole(sheet) if row[0] == "Teema"))
        assert whole(sheet)[start][7] == "Koko kaupunki sanoin"
        openness = whole(sheet)[start + 3]
        assert openness[0] == "Avoimuus"
        assert openness[7].startswith(words)


def test_a_change_stands_in_words_and_points(changed: Worksheet) -> None:
    heading = "Muutos kierroksesta Asukaskysely 2024, prosenttiyksikköä"
    reach, _, openness = block(changed, heading)[1:4]
    assert openness[1] == "vähentynyt\n−52 (−67…−31)"
    assert openness[5] == "liian vähän vastauksia"
    assert openness[6].startswith("vähentynyt\n−52 (")
    assert reach[1:5] == ["ei näytetä"] * 4
    row = next(row for row in whole(changed) if row[6] == openness[6])
    assert row[7].startswith("vähentynyt, −52 prosenttiyksikköä (")


def test_without_an_earlier_round_no_change_is_spoken_of(book: Workbook) -> None:
    assert not [row for row in whole(book[ROUND]) if str(row[0]).startswith("Muuto")]


def test_it_says_whether_the_intervals_hold_the_model_s_errors(
    book: Workbook, changed: Worksheet
) -> None:
    plain = [row[0] for row in whole(book[ROUND])]
    assert any(str(text).startswith("Väli ei sisällä luokittelun virhettä") for text in plain)
    (text,) = [str(row[0]) for row in whole(changed) if str(row[0]).startswith("Väli ")]
    assert text == (
        "Väli sisältää luokittelun virheen sarakkeessa Koko kaupunki, koska ihminen on "
        "luokitellut 48 vastaajan vastaukset. Muissa sarakkeissa väli ei sisällä luokittelun "
        "virhettä."
    )


def test_rounds_of_two_theme_models_are_not_compared(
    shipped_config: Config, tmp_path: Path
) -> None:
    table = theme_table(shipped_config, later_analysis(), earlier_analysis("themes-0"))
    book = load_workbook(write_workbook([table], shipped_config, tmp_path / "malli.xlsx"))
    texts = [str(row[0]) for row in whole(book["2025-asukaskysely"])]
    place = texts.index("Muutos kierroksesta Asukaskysely 2024, prosenttiyksikköä")
    assert texts[place + 1].startswith("Muutosta ei voi laskea")
    assert "Aja molemmat kierrokset uudelleen (kerropois run)" in texts[place + 1]
    assert texts[place + 2] == "Teeman esiin nostaneet vastaajat"


def test_numbers_are_numbers_and_hidden_cells_say_so(book: Workbook) -> None:
    reach = block(book[ROUND], "Teeman esiin nostaneet vastaajat")[1]
    assert reach[1:] == [9, 6, "ei näytetä", "ei näytetä", "ei näytetä", 23]
    share = block(book[ROUND], "Osuus vastaajista")[1]
    assert share[1:3] == pytest.approx([9 / 21, 6 / 20])
    assert share[3:6] == ["ei näytetä"] * 3
    limits = block(book[ROUND], "Osuuden 95 %:n luottamusväli")[3]
    assert limits[2] == "84–100 %"


def test_the_respondents_of_each_area_stand_under_the_shares(book: Workbook) -> None:
    rows = book[ROUND].iter_rows(values_only=True)
    bases = [row[1:7] for row in rows if row[0] == "Vastaajia yhteensä"]
    assert bases == [(21, 20, 20, 20, 14, 95)] * 2


def test_a_quote_that_begins_like_a_formula_is_a_text(book: Workbook) -> None:
    cells = [cell for row in book[f"{ROUND} sitaatit"].iter_rows() for cell in row]
    found = [cell for cell in cells if cell.value == FORMULA]
    assert found
    assert {cell.data_type for cell in found} == {"s"}
    assert all(cell.quotePrefix for cell in found)


def test_a_quote_longer_than_a_cell_is_cut_and_says_so(
    shipped_config: Config, tmp_path: Path
) -> None:
    said = [*people("itainen", 20, "reach"), Said("p", "itainen", {"reach": 0.99}, "Sana " * 7000)]
    table = theme_table(shipped_config, analysis(said))
    book = load_workbook(write_workbook([table], shipped_config, tmp_path / "pitka.xlsx"))
    quotes = [row[2] for row in book[f"{ROUND} sitaatit"].iter_rows(values_only=True)]
    (long,) = {text for text in quotes if str(text).startswith("Sana Sana")}
    assert 30_000 <= len(long) <= 32_767
    assert long.endswith(" […]")


def test_quotes_stand_with_their_theme_and_area(book: Workbook, table: ThemeTable) -> None:
    head, *rows = book[f"{ROUND} sitaatit"].iter_rows(values_only=True)
    assert head == ("Teema", "Alue", "Sitaatti", "Vastauksen tunniste")
    east = [row[2:] for row in rows if row[:2] == ("Tavoittavuus", "Itäinen")]
    quotes = table.cells["reach", "itainen"].quotes
    assert east == [(quote.text, quote.answer) for quote in quotes]
    assert ("Tavoittavuus", "Pohjoinen") not in {row[:2] for row in rows}


def test_equal_tables_give_equal_bytes(
    table: ThemeTable, shipped_config: Config, tmp_path: Path
) -> None:
    first, second = (
        write_workbook([table], shipped_config, tmp_path / name).read_bytes()
        for name in ("yksi.xlsx", "kaksi.xlsx")
    )
    assert first == second


def test_long_ids_that_begin_alike_still_get_sheets_of_their_own(
    table: ThemeTable, shipped_config: Config, tmp_path: Path
) -> None:
    ids = [f"2024-avoin-kehittamistyopaja-kaupungintalolla-{n}" for n in (1, 2, 3)]
    known = shipped_config.round(ROUND)
    config = shipped_config.model_copy(
        update={"rounds": [known.model_copy(update={"id": name}) for name in ids]}
    )
    tables = [replace(table, round=name) for name in ids]
    book = load_workbook(write_workbook(tables, config, tmp_path / "pitkat.xlsx"))
    assert len(book.sheetnames) == 7
    assert book.sheetnames[1] == ids[0][:31]


def test_no_rounds_give_a_cover_alone(shipped_config: Config, tmp_path: Path) -> None:
    book = load_workbook(write_workbook([], shipped_config, tmp_path / "tyhja.xlsx"))
    assert book.sheetnames == ["Kansi"]
