"""The CSV files, as Finnish Excel expects them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.report import ThemeTable
from pipeline.report.delimited import write_csv
from tests.report.conftest import FORMULA


@pytest.fixture(scope="module")
def folder(
    table: ThemeTable, shipped_config: Config, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("csv")
    names = [path.name for path in write_csv([table], shipped_config, folder)]
    assert names == ["teemat.csv", "sitaatit.csv"]
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.mark.parametrize("name", ["teemat.csv", "sitaatit.csv"])
def test_files_begin_with_a_byte_order_mark_and_use_semicolons(folder: Path, name: str) -> None:
    data = (folder / name).read_bytes()
    assert data.startswith(b"\xef\xbb\xbfkierros;teema;teeman_nimi;alue;")
    assert data.endswith(b"\r\n")


def test_every_theme_and_area_has_a_row(folder: Path, table: ThemeTable) -> None:
    found = [(row["teema"], row["alue"]) for row in rows(folder / "teemat.csv")]
    assert sorted(found) == sorted(table.cells)


def test_numbers_have_a_decimal_comma(folder: Path) -> None:
    (row,) = [
        row
        for row in rows(folder / "teemat.csv")
        if (row["teema"], row["alue"]) == ("openness", "keskusta")
    ]
    assert row == {
        "kierros": "2024-asukaskysely", "teema": "openness", "teeman_nimi": "Avoimuus",
        "alue": "keskusta", "alueen_nimi": "Keskusta", "vastaajia": "20",
        "teeman_nostaneita": "10", "osuus": "0,5000", "osuus_alaraja": "0,2993",
        "osuus_ylaraja": "0,7007", "naytetaan": "kyllä", "sanoin": "suunnilleen puolet (30–70 %)",
        "menetelma": "wilson", "ihmisen_luokittelemia": "0", "muutos": "", "muutos_alaraja": "",
        "muutos_ylaraja": "", "muutos_sanoin": "", "muutos_menetelma": "",
        "muutos_kierroksesta": "",
    }  # fmt: skip


def test_the_city_has_its_change_and_how_it_was_made(
    later: ThemeTable, shipped_config: Config, tmp_path: Path
) -> None:
    write_csv([later], shipped_config, tmp_path)
    found = {(row["teema"], row["alue"]): row for row in rows(tmp_path / "teemat.csv")}
    city = found["openness", "*"]
    cell = later.cells["openness", "*"]
    assert (city["menetelma"], city["ihmisen_luokittelemia"]) == ("ppi", "48")
    assert city["sanoin"].startswith("noin viidennes (")
    assert city["muutos"] == f"{cell.change.difference:.4f}".replace(".", ",") == "-0,5250"
    assert float(city["muutos_alaraja"].replace(",", ".")) < -0.525
    assert float(city["muutos_ylaraja"].replace(",", ".")) > -0.525
    assert city["muutos_sanoin"] == "vähentynyt"
    assert city["muutos_menetelma"] == "wilson"
    assert city["muutos_kierroksesta"] == "2024-asukaskysely"
    assert found["reach", "*"]["muutos"] == found["reach", "*"]["muutos_kierroksesta"] == ""


def test_hidden_cells_have_no_numbers(folder: Path) -> None:
    hidden = [row for row in rows(folder / "teemat.csv") if row["naytetaan"] == "ei"]
    assert ("reach", "pohjoinen") in {(row["teema"], row["alue"]) for row in hidden}
    of_the_cell = list(hidden[0])[list(hidden[0]).index("teeman_nostaneita") :]
    of_the_cell.remove("naytetaan")
    assert len(of_the_cell) == 13
    assert {row[name] for row in hidden for name in of_the_cell} == {""}


def test_quotes_are_whole_and_formulas_harmless(folder: Path, table: ThemeTable) -> None:
    written = [row["sitaatti"] for row in rows(folder / "sitaatit.csv")]
    assert f"'{FORMULA}" in written
    assert FORMULA not in written
    quotes = [quote.text for cell in table.cells.values() for quote in cell.quotes]
    assert [text.removeprefix("'") for text in written] == quotes
