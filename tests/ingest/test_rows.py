"""A row becomes answers, or rejects that say why not."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config, SourceConfig
from pipeline.errors import InputError
from pipeline.ingest import Intake, read_round
from pipeline.ingest.base import text_of
from pipeline.ingest.rows import parse_date
from pipeline.records import digest
from tests.ingest.conftest import (
    BENCHES,
    HEADER,
    MEETINGS,
    PATH,
    Q1,
    Q2,
    ROWS,
    TakeIn,
    csv_text,
    reader_of,
    round_with,
    rows_add_up,
    write_csv,
)


@pytest.fixture
def take_rows(take_in: TakeIn, tmp_path: Path) -> TakeIn:
    """Reads these rows as a file."""

    def take_rows(*rows: Sequence[Any], **settings: Any) -> Intake:
        return take_in(write_csv(tmp_path / "v.csv", rows), **settings)

    return take_rows


def test_an_answer_knows_where_it_stood_and_who_gave_it(take_rows: TakeIn) -> None:
    header = ("Nro", "Päivämäärä", "Asuinalue", "Ryhmä", Q1, Q2)
    intake = take_rows(header, (7, "21.2.2024 9.15", "Kivimaa", "Järjestö", "", PATH))
    (answer,) = intake.answers
    assert (answer.text, answer.question, answer.round) == (PATH, "Q2", "kysely")
    assert (answer.area, answer.district, answer.group) == ("pohjoinen", "Kivimaa", "yhteiso")
    assert answer.date == dt.date(2024, 2, 21)
    assert (answer.source, answer.row, answer.column) == ("v.csv", 2, "F")
    assert intake.reports[0].blank_cells == 1


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (("Laune", "Asukas", ""), "C", "no_answer"),
        (("Laune",), "C", "no_answer"),
        (("Laune", "Asukas", "Hyvä", " kiitos"), "D", "too_many_cells"),
        (("Laune", "Asukas", "#VALUE!"), "C", "cell_error"),
        (("Laune", "Asukas", "#VIITTAUS!"), "C", "cell_error"),
        (("Laune", "Asukas", "\x02\u200b"), "C", "not_text"),
        (("Laune", "Asukas", "\u200d"), "C", "not_text"),
    ],
)
def test_a_row_without_an_answer_says_why(
    take_rows: TakeIn, row: tuple, column: str, code: str
) -> None:
    intake = take_rows(HEADER, *ROWS, row)
    (reject,) = intake.rejects
    assert (reject.source, reject.row, reject.column, reject.code) == ("v.csv", 5, column, code)
    assert (intake.reports[0].answered, intake.reports[0].rejected) == (3, 1)


def test_a_row_with_an_answer_and_a_broken_cell_counts_as_answered(take_rows: TakeIn) -> None:
    intake = take_rows(("Alue", Q1, Q2), ("Laune", "#NAME?", PATH))
    assert [answer.column for answer in intake.answers] == ["C"]
    assert [reject.column for reject in intake.rejects] == ["B"]
    assert (intake.reports[0].answered, intake.reports[0].rejected) == (1, 0)


def test_extra_cells_that_are_blank_do_no_harm(take_rows: TakeIn) -> None:
    assert len(take_rows(HEADER, (*ROWS[0], "", " ")).answers) == 1


def test_control_characters_go_and_joined_emoji_stay(take_rows: TakeIn) -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    intake = take_rows(HEADER, ("", "", f"\u200bKiitos\x07 meiltä {family}"))
    assert intake.answers[0].text == f"Kiitos meiltä {family}"


def test_line_breaks_and_inner_blanks_of_an_answer_stay(take_rows: TakeIn) -> None:
    intake = take_rows(HEADER, ("", "", " Ensin  tämä.\r\n\r\nSitten\ttuo. "))
    assert intake.answers[0].text == "Ensin  tämä.\n\nSitten\ttuo."


def test_an_empty_place_takes_the_area_of_the_source_and_an_unknown_one_is_not_guessed(
    take_rows: TakeIn,
) -> None:
    intake = take_rows(HEADER, ("Atlantis", "", PATH), ("", "", BENCHES), ROWS[1], area="keskusta")
    assert [answer.area for answer in intake.answers] == ["", "keskusta", "itainen"]
    (notice,) = intake.notices
    assert (notice.code, notice.detail, notice.times) == ("unknown_area", "A", 1)


def test_the_group_of_the_round_counts_where_the_file_says_nothing(take_rows: TakeIn) -> None:
    rows = (HEADER, ("", "Haltiat", PATH), ("", "", BENCHES), ROWS[1])
    intake = take_rows(*rows, round_fields={"group": "henkilosto"})
    assert [answer.group for answer in intake.answers] == ["", "henkilosto", "yhteiso"]


def test_a_date_outside_the_round_is_kept_and_told(take_rows: TakeIn) -> None:
    days = ("18.2.2024", "19.2.2024", "10.3.2024", "11.3.2024", "viime viikolla")
    intake = take_rows(("Pvm", Q2), *((day, f"{PATH} {day}") for day in days))
    assert [answer.date is None for answer in intake.answers] == [False] * 4 + [True]
    told = {notice.code: notice.times for notice in intake.notices}
    assert told == {"outside_round": 2, "unreadable_date": 1}


def test_one_respondent_of_several_rows_has_one_id(take_rows: TakeIn) -> None:
    rows = [(1, "", PATH), (2, "", PATH), (1, "", BENCHES)]
    first, second, third = take_rows(("Nro", "Alue", Q2), *rows).answers
    assert first.respondent == third.respondent != second.respondent


def test_a_respondents_id_is_of_the_key_and_stands_alone_without_it(
    shipped_config: Config, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", [("Nro", *HEADER), ("aino@example.fi", *ROWS[0])])
    asked = round_with(SourceConfig(file=str(path)))
    ids = [
        read_round(shipped_config, asked, key).answers[0].respondent
        for key in (b"yksi", b"yksi", b"kaksi")
    ]
    assert ids[0] == ids[1] != ids[2]
    assert digest("kysely", "0", "aino@example.fi", size=8) not in ids


def test_answers_of_the_forgotten_are_left_out_and_their_rows_counted(take_rows: TakeIn) -> None:
    intake = take_rows(("Nro", *HEADER), ("1", *ROWS[0]), ("2", *ROWS[1]))
    first, second = intake.answers
    without = intake.without({first.respondent})
    assert without.answers == [second]
    assert without.counts()["rows"] == 2


def test_a_respondents_repeated_answer_is_rejected(take_rows: TakeIn) -> None:
    intake = take_rows(("Nro", Q2), (1, PATH), (1, PATH))
    assert [reject.code for reject in intake.rejects] == ["repeated_row"]


def test_without_ids_equal_rows_are_two_respondents(take_rows: TakeIn) -> None:
    first, second = take_rows(HEADER, ROWS[0], ROWS[0]).answers
    assert first.respondent != second.respondent


def test_the_question_of_a_card_is_the_one_it_answers(take_rows: TakeIn) -> None:
    header = ("Kortti", "Kysymys", "Mitä kirjoitettiin")
    rows = [
        (1, "2. Mitä kumppanuuspöytien toiminnassa", PATH),
        (2, "Uinti", MEETINGS),
        (3, "", BENCHES),
    ]
    assert [answer.question for answer in take_rows(header, *rows).answers] == ["Q2", "Uinti", ""]


def test_what_is_not_the_answers_text_may_be_shown(take_rows: TakeIn) -> None:
    intake = take_rows(HEADER, *ROWS, ("", "", "#N/A"))
    assert PATH not in repr(intake) + repr(intake.answers) + repr(intake.rejects)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("19.2.2024", dt.date(2024, 2, 19)),
        (" 19.2.2024 14.05", dt.date(2024, 2, 19)),
        ("2024-02-19", dt.date(2024, 2, 19)),
        ("2024-02-19T14:05:00Z", dt.date(2024, 2, 19)),
        ("19/02/2024", dt.date(2024, 2, 19)),
        (dt.datetime(2024, 2, 19, 14, 5), dt.date(2024, 2, 19)),
        (dt.date(2024, 2, 19), dt.date(2024, 2, 19)),
        ("31.2.2024", None),
        ("19.2.", None),
        ("19.2.24", None),
        ("helmikuu", None),
        (45341, None),
        (dt.time(14, 5), None),
    ],
)
def test_dates_are_read_as_finns_and_programs_write_them(cell: Any, day: dt.date | None) -> None:
    assert parse_date(cell) == day


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (5.0, "5"),
        (2.5, "2.5"),
        (float("inf"), "inf"),
        ("  Hyvä\r\n\rniin ", "Hyvä\n\nniin"),
    ],
)
def test_a_cell_is_read_as_a_person_reads_it(cell: Any, text: str) -> None:
    assert text_of(cell) == text


#: Cells of anything but the other delimiters: which one a file has is another test's matter.
RAGGED_CELL = st.text(st.characters(codec="utf-8", exclude_characters=",\t|"), max_size=12)
RAGGED = st.lists(st.lists(RAGGED_CELL, max_size=7), min_size=1, max_size=9)


@pytest.fixture(scope="module")
def ragged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ragged") / "v.csv"


@given(rows=RAGGED)
def test_every_ragged_row_becomes_an_answer_or_a_reject(
    rows: list[list[str]], shipped_config: Config, ragged: Path
) -> None:
    table = [("Alue", "Vastaajaryhmä", Q1, Q2), ("Laune", "Asukas", PATH, ""), *rows]
    ragged.write_text(csv_text(table), encoding="utf-8-sig", newline="")
    intake = reader_of(shipped_config)(ragged, header_row=1)
    assert rows_add_up(intake)
    assert intake.reports[0].rows == 1 + sum(any(map(text_of, row)) for row in rows)


@given(rows=RAGGED)
def test_rows_of_anything_are_read_whole_or_refused(
    rows: list[list[str]], shipped_config: Config, ragged: Path
) -> None:
    ragged.write_text(csv_text(rows), encoding="utf-8", newline="")
    with contextlib.suppress(InputError):
        assert rows_add_up(reader_of(shipped_config)(ragged))
