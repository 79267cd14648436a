"""Where the table begins in a sheet."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.ingest.base import Grid
from pipeline.ingest.layout import Table, column_letter, find_table, looks_like_data
from tests.ingest.conftest import BENCHES, HEADER, PATH, ROWS, TABLE


def table_of(*rows: tuple, merged: tuple = (), header_row: int | None = None) -> Table:
    cells: list[list[Any]] = [list(row) for row in rows]
    return find_table(
        Grid(cells, list(range(1, len(rows) + 1)), "Vastaukset", merged), "v.xlsx", header_row
    )


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (16383, "XFD")]
)
def test_columns_have_the_letters_of_spreadsheet_programs(index: int, letters: str) -> None:
    assert column_letter(index) == letters


@given(st.integers(0, 20_000))
def test_column_letters_lead_back_to_the_column(index: int) -> None:
    number = 0
    for letter in column_letter(index):
        number = 26 * number + ord(letter) - ord("A") + 1
    assert number - 1 == index


def test_the_first_row_is_the_header_of_a_plain_table() -> None:
    table = table_of(*TABLE)
    assert table.headers == HEADER
    assert table.header_number == 1
    assert table.numbers == [2, 3, 4]


def test_rows_above_the_table_are_passed_over() -> None:
    table = table_of(("Raportti", "Kaikki vastaukset"), (None,), ("Vastaajia", 3), *TABLE)
    assert (table.header_number, table.headers, table.numbers) == (4, HEADER, [5, 6, 7])


def test_a_title_over_a_single_column_of_answers_is_the_header() -> None:
    assert table_of(("Vastaus",), (PATH,), (BENCHES,)).headers == ("Vastaus",)


def test_blank_rows_are_left_out_and_the_others_keep_their_numbers() -> None:
    table = table_of(HEADER, (), ROWS[0], (None, " ", ""), ROWS[1])
    assert table.numbers == [3, 5]


def test_a_question_stands_over_all_its_sub_questions() -> None:
    table = table_of(
        ("ID", "Alue", "Mitä muuta?", None),
        (None, None, "Tapahtumat", "Kokoukset"),
        (1, "Laune", PATH, None),
        (2, "Niemi", None, BENCHES),
    )
    assert table.headers == ("ID", "Alue", "Mitä muuta? – Tapahtumat", "Mitä muuta? – Kokoukset")
    assert table.numbers == [3, 4]


def test_a_row_that_only_says_open_answer_adds_nothing_to_the_header() -> None:
    table = table_of(HEADER, (None, None, "Avoin vastaus"), *ROWS)
    assert (table.headers, table.numbers) == (HEADER, [3, 4, 5])


def test_the_first_answer_is_not_taken_for_a_second_header() -> None:
    assert len(table_of(("Alue", "Vastaus"), (None, PATH), ("Laune", BENCHES)).rows) == 2


def test_equal_names_are_numbered_and_nameless_columns_get_their_letter() -> None:
    table = table_of(("Nro", "Alue", "Vastaus", "Vastaus", None), (1, "Laune", PATH, "x", "y"))
    assert table.headers == ("Nro", "Alue", "Vastaus", "Vastaus (2)", "(column E)")


def test_the_configured_header_row_is_believed() -> None:
    table = table_of(("Alue", "Vastaus"), ("1", "2"), ("Laune", PATH), header_row=2)
    assert table.headers == ("1", "2")


def test_a_header_row_beyond_the_end_is_refused() -> None:
    with pytest.raises(InputError, match="has no row 9, which config"):
        table_of(*TABLE, header_row=9)


def test_a_merged_cell_counts_for_every_row_it_covers() -> None:
    table = table_of(HEADER, *ROWS, merged=((1, 0, 2, 0),))
    assert [row[0] for row in table.rows] == ["Laune", "Laune", "Mukkula"]
    assert table.covered == {(1, 0)}
    assert table.merged == ((2, 0),)


def test_merged_titles_and_ranges_beyond_the_sheet_do_no_harm() -> None:
    table = table_of(("Otsikko",), *TABLE, merged=((0, 0, 0, 2), (4, 0, 99, 0), (80, 1, 90, 1)))
    assert (table.headers, table.numbers) == (HEADER, [3, 4, 5])


@pytest.mark.parametrize("rows", [(("1", "2"), ("3", "4")), ((" ", ""),), ((None,),)])
def test_a_sheet_without_names_for_columns_is_refused(rows: tuple) -> None:
    with pytest.raises(InputError, match="no header row was found"):
        table_of(*rows)


def test_a_header_with_nothing_under_it_is_refused() -> None:
    with pytest.raises(InputError, match="no answers under it"):
        table_of(HEADER, (None, " "))


@pytest.mark.parametrize("text", ["12", " 3,5 ", "19.2.2024", "10:15", "maija@esimerkki.fi"])
def test_numbers_dates_and_addresses_name_no_column(text: str) -> None:
    assert looks_like_data(text)


def test_a_table_is_shown_without_its_rows() -> None:
    assert PATH not in repr(table_of(*TABLE))
