"""A round's files become answers, and nothing is lost or counted twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from pipeline.config import Config, SourceConfig
from pipeline.errors import InputError
from pipeline.ingest import Intake, read_round
from pipeline.ingest.intake import file_hash, inspect_file, source_files
from tests.conftest import gold_answers
from tests.ingest.conftest import (
    BENCHES,
    HEADER,
    KEY,
    PATH,
    ROWS,
    TABLE,
    TakeIn,
    reject_codes,
    round_with,
    rows_add_up,
    texts,
    write_csv,
    write_xlsx,
)

_WHAT = ("round", "area", "district", "group", "question", "text")
_ROWS = {
    "2023-itsearviointi": 40,
    "2024-itsearviointi": 56,
    "2024-asukaskysely": 135,
    "2024-henkilostokysely": 76,
    "2024-kehittamistyopaja": 94,
    "2025-asukaskysely": 116,
}


@pytest.fixture(scope="module")
def shipped(shipped_config: Config) -> dict[str, Intake]:
    return {item.id: read_round(shipped_config, item, KEY) for item in shipped_config.rounds}


def test_the_shipped_rounds_give_exactly_the_coded_answers(shipped: dict[str, Intake]) -> None:
    coded = Counter(tuple(a[k] for k in _WHAT) for a in gold_answers("D3", "D4", "D10"))
    found = Counter(
        tuple(getattr(answer, key) for key in _WHAT)
        for intake in shipped.values()
        for answer in intake.answers
    )
    assert found.total() == 780
    assert found == coded


def test_the_shipped_rounds_have_no_rejects_and_the_rows_they_claim(
    shipped: dict[str, Intake],
) -> None:
    assert {name: intake.counts()["rows"] for name, intake in shipped.items()} == _ROWS
    assert all(rows_add_up(intake) and not intake.rejects for intake in shipped.values())


def test_a_round_read_twice_is_the_same_to_the_last_id(
    shipped: dict[str, Intake], shipped_config: Config
) -> None:
    name = "2024-asukaskysely"
    assert read_round(shipped_config, shipped_config.round(name), KEY) == shipped[name]


def test_rows_answers_and_rejects_are_counted(take_in: TakeIn, tmp_path: Path) -> None:
    intake = take_in(write_csv(tmp_path / "v.csv", [*TABLE, ("Laune", "", ""), (), ROWS[0]]))
    assert intake.counts() == {
        "rows": 5, "rows_answered": 4, "rows_rejected": 1, "blank_cells": 1, "answers": 4,
        "rejects": 1,
    }  # fmt: skip


def test_the_same_file_twice_adds_nothing(take_in: TakeIn, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "v.csv", TABLE)
    intake = take_in(path, path)
    assert len(intake.answers) == 3
    assert [notice.code for notice in intake.notices] == ["same_file"]


def test_a_later_export_adds_only_what_is_new(take_in: TakeIn, tmp_path: Path) -> None:
    header = ("Nro", *HEADER)
    rows = [(number, *row) for number, row in enumerate(ROWS, start=1)]
    write_csv(tmp_path / "v-1.csv", [header, *rows[:2]])
    write_csv(tmp_path / "v-2.csv", [header, *rows])
    intake = take_in(tmp_path / "v-*.csv")
    assert texts(intake) == [row[2] for row in ROWS]
    assert reject_codes(intake) == {"repeated_row": 2}
    assert rows_add_up(intake)


def test_a_respondent_keeps_the_id_whichever_format_the_export_has(
    take_in: TakeIn, tmp_path: Path
) -> None:
    header = ("Nro", *HEADER)
    pattern = tmp_path / "v.*"
    path = write_csv(tmp_path / "v.csv", [header, (1, *ROWS[0]), (2, *ROWS[1])])
    from_text = take_in(pattern)
    path.unlink()
    write_xlsx(tmp_path / "v.xlsx", [header, (1, *ROWS[0]), (2, *ROWS[1])])
    from_workbook = take_in(pattern)
    ids = [answer.respondent for answer in from_text.answers]
    assert ids == [answer.respondent for answer in from_workbook.answers]
    assert len(set(ids)) == 2


def test_respondents_of_two_sources_with_the_same_number_are_two(
    take_in: TakeIn, tmp_path: Path
) -> None:
    header = ("Nro", *HEADER)
    first = write_csv(tmp_path / "laune.csv", [header, (1, *ROWS[0])])
    second = write_csv(tmp_path / "nastola.csv", [header, (1, *ROWS[1])])
    one, two = take_in(first, second).answers
    assert one.respondent != two.respondent


def test_two_sheets_of_one_file_are_read_by_two_sources(
    shipped_config: Config, tmp_path: Path
) -> None:
    workbook = openpyxl.Workbook()
    for name, row in (("Eteläinen", (1, PATH)), ("Itäinen", (1, BENCHES))):
        sheet = workbook.create_sheet(name)
        sheet.append(("Nro", HEADER[2]))
        sheet.append(row)
    workbook.save(tmp_path / "v.xlsx")
    sources = [
        SourceConfig(file=str(tmp_path / "v.xlsx"), sheet=sheet, area=area)
        for sheet, area in (("Eteläinen", "etelainen"), ("Itäinen", "itainen"))
    ]
    intake = read_round(shipped_config, round_with(*sources), KEY)
    assert [(a.text, a.area) for a in intake.answers] == [(PATH, "etelainen"), (BENCHES, "itainen")]
    assert len({answer.respondent for answer in intake.answers}) == 2


def test_a_sheet_that_is_not_read_is_told(take_in: TakeIn, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "v.xlsx", TABLE)
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("Ohjeet").append(("Kirjaa kortit tähän.",))
    workbook.create_sheet("Tyhjä")
    workbook.save(path)
    assert [(n.code, n.detail) for n in take_in(path).notices] == [("other_sheet", "Ohjeet")]


def test_a_pattern_finds_files_by_name_and_passes_over_hidden_ones(
    shipped_config: Config, tmp_path: Path
) -> None:
    for name in ("b.csv", "a.xlsx", "~$a.xlsx", ".c.csv"):
        (tmp_path / name).touch()
    found = source_files(shipped_config, round_with(SourceConfig(file=str(tmp_path / "*"))))
    assert [path.name for _, path in found] == ["a.xlsx", "b.csv"]


def test_a_relative_path_is_seen_from_the_folder_of_config_yaml(shipped_config: Config) -> None:
    (found,) = source_files(shipped_config, shipped_config.round("2023-itsearviointi"))
    assert found[1].is_file()


def test_a_round_without_files_says_where_to_put_them(shipped_config: Config) -> None:
    with pytest.raises(InputError, match=r"kysely has no file of answers.*none given"):
        read_round(shipped_config, round_with(), KEY)


def test_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    one, two = write_csv(tmp_path / "a.csv", TABLE), write_csv(tmp_path / "b.csv", TABLE)
    other = write_csv(tmp_path / "c.csv", TABLE[:2])
    assert file_hash(one) == file_hash(two) != file_hash(other)


def test_a_file_can_be_looked_into_without_reading_its_answers(
    shipped_config: Config, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "v.csv", TABLE)
    table, mapping, notices = inspect_file(shipped_config, path, SourceConfig(file=str(path)))
    assert (len(table.rows), mapping.questions, notices) == (3, ((2, "Q2"),), [])
