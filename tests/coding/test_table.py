"""Files that are no sheet of ours, or a broken one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from pipeline.coding.facts import Kind, find_facts
from pipeline.coding.sheet import coding_sheet
from pipeline.coding.table import read_table
from pipeline.config import Config
from pipeline.errors import InputError
from pipeline.ingest.base import Grid
from tests.coding.made import THEMES, gold_analysis, headers, sample_of


@pytest.fixture
def sheet(shipped_config: Config, tmp_path: Path) -> Path:
    path = tmp_path / "luokittelu.xlsx"
    sample = sample_of(gold_analysis(5).answers)
    path.write_bytes(coding_sheet(sample, "Luokittelija 1", 1, shipped_config))
    return path


def refused(path: Path, match: str, kind: Kind = Kind.CODING, themes: tuple = THEMES) -> None:
    with pytest.raises(InputError, match=match):
        read_table(path, kind, themes, 5)


def test_a_sheet_as_it_was_written_is_read(sheet: Path) -> None:
    table = read_table(sheet, Kind.CODING, THEMES, 5)
    assert table.facts.coders == ("Luokittelija 1",)
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
    refused(sheet, "kerropois code read .*luokittelu.xlsx", Kind.DISAGREEMENTS)


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
    first = book["Luokittelu"]
    first.cell(1, headers(first)[header]).value = new
    book.save(sheet)
    refused(sheet, match)


@pytest.mark.parametrize("answer", ["kerropois", "Kerropois"])
def test_an_answer_that_is_the_name_of_the_program_hides_nothing(
    shipped_config: Config, tmp_path: Path, answer: str
) -> None:
    answers = gold_analysis(5).answers
    answers[1] = replace(answers[1], text=answer)
    path = tmp_path / "luokittelu.xlsx"
    path.write_bytes(coding_sheet(sample_of(answers), "Luokittelija 1", 1, shipped_config))
    assert read_table(path, Kind.CODING, THEMES, 5).facts.coders == ("Luokittelija 1",)


def test_a_mark_above_shorter_rows_is_none(tmp_path: Path) -> None:
    grid = Grid([["a", "b", "kerropois", "x"], ["a"], ["a", "b", "c"]], [1, 2, 3])
    assert find_facts([grid]) is None


def test_a_problem_far_to_the_right_is_named_by_its_column(sheet: Path) -> None:
    book = load_workbook(sheet)
    first = book["Luokittelu"]
    first.insert_cols(1, 21)
    first.cell(2, headers(first)["Avoimuus"]).value = "q"
    book.save(sheet)
    table = read_table(sheet, Kind.CODING, THEMES, 5)
    number, row = table.rows[0]
    table.mark(number, row, "Avoimuus")
    assert table.problems == [
        "luokittelu.xlsx, row 2, column AA (Avoimuus): 'q' is no mark. Write x or leave it empty."
    ]
