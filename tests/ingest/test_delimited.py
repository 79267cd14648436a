"""Text files: any encoding and delimiter that office programs write."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.errors import InputError
from pipeline.ingest.base import text_of
from pipeline.ingest.delimited import DelimitedReader, decode, find_delimiter
from tests.ingest.conftest import MEETINGS, PATH, Q1, Q2, TABLE, csv_text, reader_of, texts

FINNISH = "abcdefghijklmnoprstuvyäöåABCDEFGHIJKLMNOPRSTUVYÄÖÅ 0123456789.,;:!?()\"'\n"
#: The marks that Windows' Finnish keyboards and Word put into texts.
WINDOWS = FINNISH + "–’”…€é"
#: Without "#NIMI?" and its like, which are no answers.
ANY_PRINTABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="#"), max_size=30
)

UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


@pytest.mark.parametrize("encoding", [*UNICODE, "cp1252", "mac_roman", "cp850"])
def test_a_finnish_export_is_read_in_every_encoding(encoding: str) -> None:
    text = csv_text(TABLE)
    assert decode(text.encode(encoding), "vastaukset.csv").lstrip("\ufeff") == text


@given(text=st.text(FINNISH), encoding=st.sampled_from([*UNICODE, "cp1252", "mac_roman", "cp850"]))
def test_finnish_letters_survive_encoding_and_decoding(text: str, encoding: str) -> None:
    # Alone, "Ä" could be any of these encodings; a header has more letters than that.
    text = f"Mitä kehitettävää?\n{text}"
    assert decode(text.encode(encoding), "vastaukset.csv") == text


@given(text=st.text(WINDOWS))
def test_word_processors_dashes_and_quotes_survive_in_windows_encoding(text: str) -> None:
    text = f"Mitä kehitettävää?\n{text}"
    assert decode(text.encode("cp1252"), "vastaukset.csv") == text


def test_utf_8_with_one_broken_letter_is_not_taken_for_another_encoding() -> None:
    data = "Hyvää työtä, jatkakaa näin!\nPöytä on meille tärkeä".encode()[:-1]
    with pytest.raises(InputError, match=r"line 2: a letter is broken.*\(UTF-8\)"):
        decode(data, "vastaukset.csv")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Alue;Vastaus\nLaune;Hyvä, kiitos\nNiemi;Jatkakaa, ihmiset\n", ";"),
        ("Alue,Vastaus\nLaune,Hyvä; kiitos\nNiemi,Jatkakaa\n", ","),
        ("Alue\tVastaus\nLaune\tHyvä, kiitos\n", "\t"),
        ("Alue|Vastaus\nLaune|Hyvä, kiitos\n", "|"),
        ('Alue;Vastaus\nLaune;"a,b,c\nd,e,f"\nNiemi;"g,h,i"\n', ";"),
        ("Vastaus\nHyvä, kiitos\nPuut, penkit, polut\nEi muuta\n", ";"),
        ("Vastaus\nHyvä\n", ";"),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_rows_evenly(text: str, delimiter: str) -> None:
    assert find_delimiter(text) == delimiter


def test_a_row_has_the_number_of_the_line_on_which_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    path.write_bytes(b'Alue;Vastaus\r\nLaune;"yksi\r\nkaksi"\r\n\r\nNiemi;kolme\r\n')
    grid = DelimitedReader().read(path)[0]
    assert grid.rows == [["Alue", "Vastaus"], ["Laune", "yksi\r\nkaksi"], [], ["Niemi", "kolme"]]
    assert grid.numbers == [1, 2, 4, 5]


def test_a_grid_is_shown_without_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    path.write_text(csv_text(TABLE), encoding="utf-8")
    shown = repr(DelimitedReader().read(path))
    assert PATH not in shown and MEETINGS not in shown


def _round_trip(rows: list[tuple[str, str]], encoding: str, folder: Path, config: Config) -> None:
    path = folder / "vastaukset.csv"
    path.write_bytes(
        csv_text([("Alue", Q1, Q2), *(("Laune", *row) for row in rows)]).encode(encoding)
    )
    expected = [text for row in rows for cell in row if (text := text_of(cell))]
    assert texts(reader_of(config)(path)) == expected


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("csv")


@given(
    rows=st.lists(st.tuples(ANY_PRINTABLE, ANY_PRINTABLE), min_size=1, max_size=8),
    encoding=st.sampled_from(["utf-8-sig", "utf-16"]),
)
def test_any_printable_answers_come_back_in_order(
    rows: list, encoding: str, folder: Path, shipped_config: Config
) -> None:
    _round_trip(rows, encoding, folder, shipped_config)


@given(rows=st.lists(st.tuples(st.text(WINDOWS), st.text(WINDOWS)), min_size=1, max_size=8))
def test_any_finnish_answers_come_back_from_windows_encoding(
    rows: list, folder: Path, shipped_config: Config
) -> None:
    _round_trip(rows, "cp1252", folder, shipped_config)
