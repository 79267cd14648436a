"""Files that are no sheet of ours, or a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from pipeline.coding.facts import Kind
from pipeline.coding.sheet import coding_sheet
from pipeline.coding.table import column_letters, read_table
from pipeline.config import Config
from pipeline.errors import InputError
from tests.coding.made import THEMES, gold_analysis, headers, sample_of


@pytest.fixture
def sheet(shipped_config: Config, tmp_path: Path) -> Path:
    path = tmp_path / "koodaus.xlsx"
    sample = sample_of(gold_analysis(5).answers)
    path.write_bytes(coding_sheet(sample, "Koodaaja 1", 1, shipped_config))
    return path


def refused(path: Path, match: str, kind: Kind = Kind.CODING, themes: tuple = THEMES) -> None:
    with pytest.raises(InputError, match=match):
        read_table(path, kind, themes, 5)


def test_a_sheet_as_it_was_written_is_read(sheet: Path) -> None:
    table = read_table(sheet, Kind.CODING, THEMES, 5)
    assert table.facts.coders == ("Koodaaja 1",)
    assert list(table.facts.themes) == list(THEMES)
    assert len(table.rows) == 5


def test_other_files_are_not_ours(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Vastaus", "Ei teemaa", "Tunniste"])
    book.save(tmp_path / "muu.xlsx")
    refused(tmp_path / "muu.xlsx", "muu.xlsx is not a sheet that `kerropois code` wrote")
    (tmp_path / "teksti.txt").write_text("a;b\n1;2\n", encoding="utf-8")
    refused(tmp_path / "teksti.txt", "not a sheet that")
    refused(tmp_path / "ei-ole.xlsx", "there is no file")


def test_without_the_guide_it_is_not_known_whose_it_is(sheet: Path) -> None:
    book = load_workbook(sheet)
    book.remove(book["Ohje"])
    book.save(sheet)
    refused(sheet, "its sheet 'Ohje' is gone")


def test_a_broken_fact_is_no_sheet_of_ours(sheet: Path) -> None:
    book = load_workbook(sheet)
    book["Ohje"]["AA1"].value = "muu"
    book.save(sheet)
    refused(sheet, "is not a sheet that")


def test_a_sheet_of_another_kind_names_the_verb(sheet: Path) -> None:
    refused(sheet, "kerropois code read .*koodaus.xlsx", Kind.DISAGREEMENTS)


def test_another_coding_frame_is_refused(sheet: Path) -> None:
    refused(sheet, "config.yaml has reach, oma", themes=("reach", "oma"))


@pytest.mark.parametrize(
    ("header", "new", "match"),
    [
        ("Avoimuus", "Avoin", "row 1: the column 'Avoimuus' is missing"),
        ("Huomio", "avoimuus ", "row 1: the column 'Avoimuus' is there twice"),
        ("Tunniste", None, "no row with the headers 'Ei teemaa' and 'Tunniste'"),
    ],
)
def test_a_column_that_lost_its_header_is_named(
    sheet: Path, header: str, new: str | None, match: str
) -> None:
    book = load_workbook(sheet)
    first = book["Koodaus"]
    first.cell(1, headers(first)[header]).value = new
    book.save(sheet)
    refused(sheet, match)


def test_columns_are_called_as_in_a_spreadsheet_program() -> None:
    assert [column_letters(place) for place in (0, 11, 25, 26, 701, 702)] == [
        "A", "L", "Z", "AA", "ZZ", "AAA",
    ]  # fmt: skip
