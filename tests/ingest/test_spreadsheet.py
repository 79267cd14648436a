"""Workbooks are read in a process of their own, which may die."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from pipeline.errors import InputError
from pipeline.ingest import spreadsheet
from pipeline.ingest.spreadsheet import SpreadsheetReader
from tests.ingest.conftest import TABLE, write_xlsx


def test_cells_stand_where_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "v.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "d.m.yyyy"}) as workbook:
        sheet = workbook.add_worksheet("Kortit")
        sheet.write_row(2, 1, ["Alue", 5, 2.5, True, dt.datetime(2024, 2, 19, 14, 5)])
        sheet.merge_range(2, 1, 3, 1, "Alue")
        sheet.write(3, 2, 6)
    (grid,) = SpreadsheetReader().read(path)
    assert grid.rows[:2] == [[None] * 6, [None] * 6]
    assert grid.rows[2] == [None, "Alue", 5, 2.5, True, dt.datetime(2024, 2, 19, 14, 5)]
    assert (grid.numbers, grid.sheet, grid.merged) == ([1, 2, 3, 4], "Kortit", ((2, 1, 3, 1),))


def test_an_error_in_a_formula_is_not_a_blank_cell(tmp_path: Path) -> None:
    path = tmp_path / "v.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Ensin").write("A1", "ei virheitä")
        workbook.add_worksheet("Sitten").write_formula("C2", "=penkit", value="#NAME?")
    first, second = SpreadsheetReader().read(path)
    assert first.rows == [["ei virheitä"]]
    assert second.rows[1] == [None, None, "#NAME?"]


def test_the_line_breaks_of_microsoft_forms_are_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "v.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "Ensin_x000D_\nsitten"
    workbook.save(path)
    assert SpreadsheetReader().read(path)[0].rows == [["Ensin\r\nsitten"]]


def test_only_visible_sheets_are_read(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "v.xlsx", TABLE)
    workbook = openpyxl.load_workbook(path)
    for name, state in (("Piilo", "hidden"), ("Syvällä", "veryHidden")):
        workbook.create_sheet(name).sheet_state = state
    workbook.save(path)
    assert [grid.sheet for grid in SpreadsheetReader().read(path)] == ["Vastaukset"]


@pytest.mark.parametrize("program", ["import os; os.abort()", "print('ei tätä')", "1 / 0"])
def test_a_reading_process_that_dies_is_a_file_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    path = write_xlsx(tmp_path / "v.xlsx", TABLE)
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    monkeypatch.setattr(spreadsheet, "_PROGRAM", tmp_path / "program.py")
    with pytest.raises(InputError, match=r"v.xlsx cannot be read: it is damaged.*save it anew"):
        SpreadsheetReader().read(path)


def test_a_reading_process_that_never_ends_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_xlsx(tmp_path / "v.xlsx", TABLE)
    (tmp_path / "program.py").write_text("import time; time.sleep(60)", encoding="utf-8")
    monkeypatch.setattr(spreadsheet, "_PROGRAM", tmp_path / "program.py")
    monkeypatch.setattr(spreadsheet, "_SECONDS", 0.2)
    with pytest.raises(InputError, match="more memory or time than there is"):
        SpreadsheetReader().read(path)
