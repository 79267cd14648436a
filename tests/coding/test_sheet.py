"""The coding sheet, opened as a spreadsheet program opens it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from pipeline.coding.sheet import coding_sheet
from pipeline.config import Config
from pipeline.config.model import Names
from pipeline.errors import ConfigError
from tests.coding.made import FORMULA, gold_analysis, headers, opened, sample_of

ANSWERS = [answer for answer in gold_analysis(30).answers if not answer.emptyish]
ANSWERS[0] = replace(ANSWERS[0], text=FORMULA)
ANSWERS[1] = replace(ANSWERS[1], text="Pitkä vastaus. " * 3000)


@pytest.fixture(scope="module")
def book(shipped_config: Config, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    data = coding_sheet(sample_of(ANSWERS), "Luokittelija 1", 1, shipped_config)
    return opened(data, tmp_path_factory.mktemp("luokittelu") / "luokittelu.xlsx")


def test_the_columns_are_the_question_the_answer_the_themes_and_a_note(book: Workbook) -> None:
    assert book.sheetnames == ["Luokittelu", "Ohje"]
    assert list(headers(book["Luokittelu"])) == [
        "Nro", "Kysymys", "Vastaus",
        "Tavoittavuus", "Näkyvyys ja tunnettuus", "Avoimuus", "Vaikuttavuuden mittaaminen",
        "Vuoropuhelu päättäjien kanssa",
        "Kerro Pois! -mallin kehittäminen ja tiedon hyödyntäminen",
        "Ei teemaa", "Huomio", "Tunniste",
    ]  # fmt: skip
    assert book["Luokittelu"].freeze_panes == "D2"


def test_every_answer_stands_once_with_its_question_and_id(
    book: Workbook, shipped_config: Config
) -> None:
    rows = list(book["Luokittelu"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == list(range(1, len(ANSWERS) + 1))
    said = {row[-1]: (row[1], row[2]) for row in rows}
    assert set(said) == {answer.id for answer in ANSWERS}
    for answer in ANSWERS[2:]:
        assert said[answer.id] == (shipped_config.question_text(answer.question), answer.text)


def test_what_the_model_says_is_not_there(book: Workbook) -> None:
    marks = [row[3:11] for row in book["Luokittelu"].iter_rows(min_row=2, values_only=True)]
    assert marks
    assert all(value is None for row in marks for value in row)


def test_an_answer_that_begins_like_a_formula_is_a_text_and_stays_one(book: Workbook) -> None:
    (cell,) = (c for row in book["Luokittelu"].iter_rows() for c in row if c.value == FORMULA)
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_an_answer_longer_than_a_cell_is_cut_and_says_so(book: Workbook) -> None:
    texts = [row[2] for row in book["Luokittelu"].iter_rows(min_row=2, values_only=True)]
    (long,) = (text for text in texts if text.startswith("Pitkä vastaus."))
    assert 30_000 <= len(long) <= 32_767
    assert long.endswith(" […]")


def test_a_cell_offers_an_x(book: Workbook) -> None:
    (rule,) = book["Luokittelu"].data_validations.dataValidation
    assert rule.formula1 == '"x"'
    assert str(rule.sqref) == f"D2:J{len(ANSWERS) + 1}"


def test_the_guide_holds_the_frame_and_hides_the_machine_s_facts(
    book: Workbook, shipped_config: Config
) -> None:
    sheet = book["Ohje"]
    shown = [row[:2] for row in sheet.iter_rows(values_only=True)]
    for theme in shipped_config.coding_frame.themes:
        assert (theme.name.fi, theme.definition.fi) in shown
        limits = next(text for name, text in shown if name == theme.name.fi and "Kuuluu:" in text)
        assert all(" ".join(item.fi.split()) in limits for item in theme.include + theme.exclude)
    assert ("Luokittelija", "Luokittelija 1") in shown
    assert sheet["Z1"].value == "kerropois"
    assert sheet.column_dimensions["Z"].hidden


def test_equal_inputs_give_equal_bytes_and_each_coder_another_order(
    shipped_config: Config, tmp_path: Path
) -> None:
    sample = sample_of(ANSWERS)
    first, again, other = (
        coding_sheet(sample, "Luokittelija", number, shipped_config) for number in (1, 1, 2)
    )
    assert first == again
    orders = [
        [row[-1] for row in opened(data, tmp_path / "x.xlsx")["Luokittelu"].iter_rows(min_row=2)]
        for data in (first, other)
    ]
    assert [c.value for c in orders[0]] != [c.value for c in orders[1]]


@pytest.mark.parametrize("name", ["Avoimuus", "Huomio"])
def test_themes_need_headers_of_their_own(shipped_config: Config, name: str) -> None:
    frame = shipped_config.coding_frame
    first = frame.themes[0].model_copy(update={"name": Names(fi=name, en="Reach")})
    changed = frame.model_copy(update={"themes": [first, *frame.themes[1:]]})
    config = shipped_config.model_copy(update={"coding_frame": changed})
    with pytest.raises(ConfigError, match="heads another column"):
        coding_sheet(sample_of(ANSWERS), "Luokittelija 1", 1, config)
