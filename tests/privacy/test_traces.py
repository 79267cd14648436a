"""Files that hold an answer are found, however they write it down."""

from __future__ import annotations

import csv
from pathlib import Path

import xlsxwriter

from pipeline.privacy.traces import files_that_hold

QUOTE = 'Pysäkin & "kopin" katto vuotaa, <aina> kun sataa.'


def test_a_quote_is_found_in_a_workbook_in_csv_and_in_plain_text(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        workbook.add_worksheet().write_string(3, 2, QUOTE)
    with (tmp_path / "b.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerow(("Itäinen", QUOTE))
    (tmp_path / "syvä").mkdir()
    (tmp_path / "syvä" / "c.txt").write_text(f"”{QUOTE.upper()}”", encoding="utf-8")
    (tmp_path / "d.txt").write_text("Pysäkin katto on ehjä.", encoding="utf-8")
    found = files_that_hold(tmp_path, [], [QUOTE])
    assert [path.name for path in found] == ["a.xlsx", "b.csv", "c.txt"]


def test_an_id_is_found_and_a_short_quote_is_no_proof(tmp_path: Path) -> None:
    (tmp_path / "malli.bin").write_bytes(b'\x00{"coded_ids": ["0123abcd"]}\xff')
    (tmp_path / "muu.txt").write_text("Ei mitään.", encoding="utf-8")
    assert [p.name for p in files_that_hold(tmp_path, ["0123abcd"], ["Ei mitään"])] == ["malli.bin"]


def test_files_that_are_not_to_be_touched_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "vienti.csv").write_text(QUOTE, encoding="utf-8")
    assert files_that_hold(tmp_path, [], [QUOTE], but=[tmp_path / "vienti.csv"]) == []
