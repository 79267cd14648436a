"""Disagreements go out to be settled, and come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.coding.disagreements import (
    Settled,
    disagreement_sheet,
    open_settled,
    read_settled,
)
from pipeline.coding.reading import CodedSheet
from pipeline.config import Config
from pipeline.errors import InputError
from tests.coding.made import THEMES, facts_of, gold_analysis, headers, put, rows_by_id

ANSWERS = [answer for answer in gold_analysis(16).answers if not answer.emptyish]
SAME, SPLIT, NONE_OR_REACH, ALONE = (answer.id for answer in ANSWERS[:4])
YELLOW = "FFFFE699"
REACH = frozenset({"reach"})
FIRST = {SAME: REACH, SPLIT: REACH | {"impact"}, NONE_OR_REACH: frozenset[str](), ALONE: REACH}
SECOND = {SAME: REACH, SPLIT: REACH | {"openness"}, NONE_OR_REACH: REACH}


def coded(config: Config, first: dict = FIRST, second: dict = SECOND) -> list[CodedSheet]:
    notes = {SPLIT: "=En ole varma"}
    return [
        CodedSheet(facts_of(config, "Luokittelija 1"), first, notes, 0),
        CodedSheet(facts_of(config, "Avoimuus"), second, {}, 0),
    ]


@pytest.fixture
def path(shipped_config: Config, tmp_path: Path) -> Path:
    data = disagreement_sheet(coded(shipped_config), ANSWERS, shipped_config)
    assert data is not None
    file = tmp_path / "erimielisyydet.xlsx"
    file.write_bytes(data)
    return file


def first_sheet(path: Path) -> Worksheet:
    return load_workbook(path).worksheets[0]


def row(sheet: Worksheet, answer: str) -> dict[str, object]:
    number = rows_by_id(sheet)[answer]
    return {header: sheet.cell(number, place).value for header, place in headers(sheet).items()}


def settled(path: Path) -> Settled:
    return read_settled(open_settled(path, THEMES, 5), ANSWERS)


def mark(path: Path, answer: str, **marks: str) -> None:
    names = {"reach": "Tavoittavuus", "openness": "Avoimuus", "none": "Ei teemaa",
             "impact": "Vaikuttavuuden mittaaminen"}  # fmt: skip
    for theme, value in marks.items():
        put(path, rows_by_id(first_sheet(path))[answer], names[theme], value)


def test_only_answers_coded_differently_are_there_with_what_each_coder_said(path: Path) -> None:
    sheet = first_sheet(path)
    assert set(rows_by_id(sheet)) == {SPLIT, NONE_OR_REACH}
    said = row(sheet, SPLIT)
    assert said["Vastaus"] == ANSWERS[1].text
    assert said["Luokittelu: Luokittelija 1"] == (
        "Tavoittavuus\nVaikuttavuuden mittaaminen\nHuomio: =En ole varma"
    )
    assert said["Luokittelu: Avoimuus"] == "Tavoittavuus\nAvoimuus"
    assert row(sheet, NONE_OR_REACH)["Luokittelu: Luokittelija 1"] == "Ei teemaa"


def test_what_they_agree_on_is_filled_in_and_the_rest_is_yellow(path: Path) -> None:
    sheet = first_sheet(path)
    said = row(sheet, SPLIT)
    assert said["Tavoittavuus"] == "x"
    assert said["Näkyvyys ja tunnettuus"] == "-"
    yellow = {
        header
        for header, place in headers(sheet).items()
        if sheet.cell(rows_by_id(sheet)[SPLIT], place).fill.fgColor.rgb == YELLOW
    }
    assert yellow == {"Avoimuus", "Vaikuttavuuden mittaaminen"}
    assert {said[header] for header in yellow} == {None}


def test_a_sheet_that_nobody_filled_in_settles_nothing(path: Path) -> None:
    found = settled(path)
    assert (found.codes, found.left) == ({}, 2)
    assert found.who == "Luokittelija 1, Avoimuus"


def test_a_row_is_settled_when_no_cell_is_left(path: Path) -> None:
    mark(path, SPLIT, openness="X")
    assert settled(path).codes == {}
    mark(path, SPLIT, impact="ei")
    found = settled(path)
    assert (found.codes, found.left) == ({SPLIT: {"reach", "openness"}}, 1)


def test_no_theme_settles_a_row_by_itself(path: Path) -> None:
    mark(path, NONE_OR_REACH, none="x")
    assert settled(path).codes == {NONE_OR_REACH: frozenset()}


def test_minus_in_every_cell_is_no_theme_too(path: Path) -> None:
    mark(path, NONE_OR_REACH, reach="-")
    assert settled(path).codes == {NONE_OR_REACH: frozenset()}


def test_a_theme_and_no_theme_is_an_error_with_its_place(path: Path) -> None:
    mark(path, SPLIT, none="x")
    number = rows_by_id(first_sheet(path))[SPLIT]
    with pytest.raises(InputError, match=rf"row {number}, column L \(Ei teemaa\): a theme is"):
        settled(path)


def test_an_unknown_mark_is_an_error(path: Path) -> None:
    mark(path, SPLIT, openness="ehkä")
    with pytest.raises(InputError, match=r"\(Avoimuus\): 'ehkä' is no mark. Write x or -,"):
        settled(path)


def test_coders_who_agree_have_nothing_to_settle(shipped_config: Config) -> None:
    agreed = coded(shipped_config, {SAME: REACH, ALONE: REACH}, {SAME: REACH})
    assert disagreement_sheet(agreed, ANSWERS, shipped_config) is None


def test_equal_codes_give_equal_bytes(path: Path, shipped_config: Config) -> None:
    again = disagreement_sheet(coded(shipped_config), list(reversed(ANSWERS)), shipped_config)
    assert again == path.read_bytes()
