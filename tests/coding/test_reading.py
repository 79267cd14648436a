"""A sheet that was written, filled in and saved says what the coder meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.coding.reading import CodedSheet, decisions_of, open_sheets, read_sheets
from pipeline.coding.sheet import coding_sheet
from pipeline.config import Config
from pipeline.errors import InputError
from pipeline.ingest.emptyish import text_digest
from pipeline.records import Act, Origin
from tests.coding.made import THEMES, facts_of, fill, gold_analysis, put, rows_by_id, sample_of

ANSWERS = [answer for answer in gold_analysis(16).answers if not answer.emptyish]
IDS = [answer.id for answer in ANSWERS]
CODES = {IDS[0]: {"reach"}, IDS[1]: set(), IDS[2]: {"openness", "data_use"}}


def write(path: Path, config: Config, coder: str = "Luokittelija 1", sample: str = "otos") -> Path:
    drawn = replace(sample_of(ANSWERS), id=sample)
    path.write_bytes(coding_sheet(drawn, coder, 1, config))
    return path


def read(*paths: Path) -> Sequence[CodedSheet]:
    return read_sheets(open_sheets(paths, THEMES, 5), ANSWERS)


@pytest.fixture
def sheet(shipped_config: Config, tmp_path: Path) -> Path:
    """A sheet in which three answers are coded."""
    path = write(tmp_path / "luokittelu.xlsx", shipped_config)
    fill(path, shipped_config, CODES, {IDS[0]: "Epävarma"})
    return path


def row_of(path: Path, answer: str) -> int:
    return rows_by_id(load_workbook(path)["Luokittelu"])[answer]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(IDS), st.sets(st.sampled_from(THEMES))))
def test_the_codes_come_back(
    shipped_config: Config, tmp_path: Path, codes: dict[str, set[str]]
) -> None:
    path = write(tmp_path / "luokittelu.xlsx", shipped_config)
    fill(path, shipped_config, codes)
    (found,) = read(path)
    assert found.codes == codes
    assert found.left == len(ANSWERS) - len(codes)


def test_coder_notes_and_rows_left_come_back(sheet: Path) -> None:
    (found,) = read(sheet)
    assert (found.coder, found.codes, found.left) == ("Luokittelija 1", CODES, len(ANSWERS) - 3)
    assert found.notes == {IDS[0]: "Epävarma"}


@pytest.mark.parametrize("mark", ["X", "x ", " x", 1, "1", "kyllä", "Kyllä", "✓"])
def test_people_mark_in_many_ways(sheet: Path, mark: object) -> None:
    put(sheet, row_of(sheet, IDS[3]), "Avoimuus", mark)
    (found,) = read(sheet)
    assert found.codes == CODES | {IDS[3]: {"openness"}}


def test_sorted_rows_added_columns_and_empty_rows_do_no_harm(sheet: Path) -> None:
    book = load_workbook(sheet)
    old = book["Luokittelu"]
    head, *rows = [[cell.value for cell in row] for row in old.iter_rows()]
    rows.sort(key=lambda row: str(row[2]), reverse=True)
    book.remove(old)
    new = book.create_sheet("Luokittelu")
    for row in ([None], ["Oma otsikko"], head, *rows[:5], [None], *rows[5:]):
        new.append([row[0], "oma sarake", *row[1:]])
    new.cell(3, 2).value = "Oma"
    book.save(sheet)
    (found,) = read(sheet)
    assert found.codes == CODES


@pytest.mark.parametrize(
    ("header", "value", "message"),
    [
        ("Avoimuus", "q", r"luokittelu.xlsx, row {row}, column F \(Avoimuus\): 'q' is no mark"),
        ("Avoimuus", "ei", r"column F \(Avoimuus\): 'ei' is no mark. Write x or leave"),
        ("Ei teemaa", "x", r"row {row}, column J \(Ei teemaa\): a theme is marked and 'no theme'"),
        ("Tunniste", "abc", r"row {row}, column L \(Tunniste\): the newest analysis"),
        ("Tunniste", None, r"row {row}, column L \(Tunniste\): the id is missing"),
        ("Tunniste", IDS[1], r"column L \(Tunniste\): the same id is on row"),
    ],
)
def test_what_cannot_be_understood_is_named_with_its_place(
    sheet: Path, header: str, value: object, message: str
) -> None:
    row = row_of(sheet, IDS[0])
    put(sheet, row, header, value)
    with pytest.raises(InputError, match=message.format(row=row)):
        read(sheet)


def test_all_problems_of_all_sheets_are_told_at_once_and_no_answer_quoted(
    sheet: Path, shipped_config: Config
) -> None:
    other = write(sheet.with_name("toinen.xlsx"), shipped_config, "Luokittelija 2")
    put(sheet, 2, "Avoimuus", "?")
    put(other, 3, "Avoimuus", ANSWERS[0].text)
    with pytest.raises(InputError) as error:
        read(sheet, other)
    assert "luokittelu.xlsx, row 2" in str(error.value)
    assert "toinen.xlsx, row 3" in str(error.value)
    assert ANSWERS[0].text[:12] not in str(error.value)
    assert "nothing was recorded" in str(error.value)


def test_a_flood_of_problems_is_cut(sheet: Path) -> None:
    book = load_workbook(sheet)
    for row in range(2, len(ANSWERS) + 2):
        for column in (4, 5):
            book["Luokittelu"].cell(row, column).value = "q"
    book.save(sheet)
    with pytest.raises(InputError, match=rf"… and {2 * len(ANSWERS) - 20} more"):
        read(sheet)


def test_sheets_of_different_samples_or_one_coder_twice_are_refused(
    sheet: Path, shipped_config: Config
) -> None:
    other = write(sheet.with_name("toinen.xlsx"), shipped_config, "Luokittelija 2", sample="muu")
    with pytest.raises(InputError, match=r"luokittelu.xlsx is of sample otos .* toinen.xlsx of"):
        read(sheet, other)
    again = write(sheet.with_name("taas.xlsx"), shipped_config)
    with pytest.raises(InputError, match="both from Luokittelija 1"):
        read(sheet, again)


def test_decisions_are_on_every_theme_of_every_coded_answer(shipped_config: Config) -> None:
    when = dt.datetime(2024, 4, 2, tzinfo=dt.UTC)
    facts = facts_of(shipped_config, "Luokittelija 1")
    made = decisions_of(CODES, "Luokittelija 1", facts, ANSWERS, Origin.BLIND, when)
    assert len(made) == 3 * len(THEMES)
    coded = {(item.answer, item.theme) for item in made if item.act is Act.CODE}
    assert coded == {(answer, theme) for answer, themes in CODES.items() for theme in themes}
    first = made[0]
    assert (first.key, first.sample, first.when) == (text_digest(ANSWERS[0].text), "otos", when)
    assert {item.origin for item in made} == {Origin.BLIND}
