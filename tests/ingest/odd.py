"""Odd files that can be read, with the answers and the rejects that must come of them."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from tests.ingest.conftest import (
    BENCHES,
    HEADER,
    MEETINGS,
    PATH,
    Q1,
    Q2,
    ROWS,
    TABLE,
    csv_text,
    write_csv,
    write_xlsx,
)
from tests.ingest.damage import Case, refused

READ: list[Case] = []


def read(
    answers: int,
    notices: tuple[str, ...] = (),
    settings: dict[str, Any] | None = None,
    **rejects: int,
) -> Callable[[Callable], Callable]:
    """The decorated function makes a file that gives so many answers and these rejects."""

    def register(build: Callable[[Path], Path]) -> Callable[[Path], Path]:
        _add(build.__name__, build, answers, rejects, notices, settings)
        return build

    return register


def _add(
    name: str,
    build: Callable[[Path], Path],
    answers: int = 3,
    rejects: dict[str, int] | None = None,
    notices: tuple[str, ...] = (),
    settings: dict[str, Any] | None = None,
) -> None:
    READ.append(
        Case(
            name, build, answers=answers, rejects=rejects or {}, notices=frozenset(notices),
            settings=settings or {},
        )
    )  # fmt: skip


def _text(name: str, data: bytes | str, answers: int = 3, *notices: str, **rejects: int) -> None:
    def build(folder: Path) -> Path:
        path = folder / "vastaukset.csv"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    _add(name, build, answers, rejects, notices)


# -- encodings, delimiters and line ends -------------------------------------------------------

_CSV = csv_text(TABLE)
_UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
for _encoding in (*_UNICODE, "cp1252", "mac_roman", "cp850"):
    _text(f"CSV in {_encoding}", _CSV.encode(_encoding))
_text("CSV in utf-16-be with its mark", codecs.BOM_UTF16_BE + _CSV.encode("utf-16-be"))
for _delimiter in ("\t", ",", "|"):
    _text(f"cells apart by {_delimiter!r}", csv_text(TABLE, _delimiter))
_text("old Mac's line ends", csv_text(TABLE, end="\r"))
_text("all line ends mixed", "\r".join(_CSV.split("\r\n", 1)).replace("\r\n", "\n", 1))
_text("Excel's hint of the delimiter", "sep=;\r\n" + _CSV)
_text("a delimiter that nobody uses", csv_text(TABLE, "~"))
_text("two delimiters mixed", csv_text(TABLE) + csv_text(ROWS, ","), 3, no_answer=3)

# -- rows that do not fit their header ---------------------------------------------------------

_text("too many cells", _CSV + "Laune;Asukas;Kiitos; ja kumarrus\r\n", too_many_cells=1)
_text("too few cells", _CSV + "Laune\r\nNiemi;Asukas\r\n", no_answer=2)
_text("blank rows between", _CSV.replace("\r\n", "\r\n\r\n;;\r\n \r\n"))
_text("a quotation mark inside", _CSV.replace("polku", 'ns. "polku"'))
_text("an answer on two lines", csv_text([HEADER, ("Laune", "Asukas", f"{PATH}\n{BENCHES}")]), 1)
_text("nothing but control characters", _CSV + "Laune;Asukas;\x01\x02\x7f\r\n", not_text=1)
_text("zero bytes in an answer", _CSV.replace("syksyn", "syk\0syn"))
_text("numbers as answers", csv_text([HEADER, *(("Laune", "", n) for n in (4, 5, 3))]))
_FAMILY = "Kiitos koko perheeltä \U0001f468\u200d\U0001f469\u200d\U0001f467"
_text("emoji and Arabic", csv_text([HEADER, ("", "", _FAMILY), ("", "", "الحديقة جميلة")]), 2)
_text("one very long line", csv_text([HEADER, ("Laune", "Asukas", "Penkkejä! " * 40_000)]), 1)
_text("longer than any answer", _CSV + f"Laune;;{'Penkkejä! ' * 60_000}\r\n", too_long=1)
_text("#N/A and #NIMI? as text", _CSV + "Laune;;#N/A\r\nLaune;;#NIMI?\r\n", cell_error=2)
_UNKNOWN = f"Atlantis;Haltiat;{PATH}\r\n"
_text("an unknown place and group", _CSV + _UNKNOWN, 4, "unknown_area", "unknown_group")

# -- headers -----------------------------------------------------------------------------------

_text("one column", f"{Q2}\r\n{PATH}\r\n{MEETINGS}\r\n", 2)
_text("one column with commas", f"Vastaus\n{BENCHES}\n{PATH}\nPuut, penkit, polut\n")
_text("equal names", csv_text([("Alue", "Vastaus", "Vastaus"), ("Laune", PATH, BENCHES)]), 2)
_text(
    "nameless columns",
    csv_text([("Nro", "Alue", "", "", Q1, Q2), *((n, "Laune", "x", "", PATH, "") for n in "123")]),
)
_text(
    "rows above the header",
    "Raportti;Kaikki vastaukset\r\nKysely;Asukaskysely\r\nVastaajia;3\r\n\r\n" + _CSV,
)
_text(
    "two header rows",
    csv_text([("ID", "Alue", Q1, ""), ("", "", "Tapahtumat", "Kokoukset")])
    + csv_text([(n, "Laune", PATH, BENCHES) for n in "123"]),
    6,
    "two_headers",
)
_LABELS = csv_text([HEADER, ("", "", "Avoin vastaus"), *ROWS])
_text("a header row of labels", _LABELS, 3, "two_headers")
_text("two exports joined", _CSV + csv_text([HEADER, ("Niemi", "", BENCHES)]), 4, header_again=1)
_text(
    "a stray column of e-mails",
    csv_text([("Alue", "e-mail", Q2), *(("Laune", "maija@esimerkki.fi", t) for *_, t in ROWS)]),
)
_text(
    "e-mails under another name",
    csv_text([("Alue", "Arvontaa varten", Q2)])
    + csv_text([("Laune", f"maija.meikalainen{n}@esimerkki.fi", PATH + n) for n in "123"]),
)

# -- dates -------------------------------------------------------------------------------------

_DATED = ("Vastausaika", Q2)


@read(4, notices=("unreadable_date", "outside_round"))
def dates_as_text_unreadable_and_out_of_the_round(folder: Path) -> Path:
    days = ("19.2.2024 14.05", "eilen", "30.2.2024", "24.12.2023")
    return write_csv(folder / "v.csv", [_DATED, *((day, PATH) for day in days)])


@read(2)
def dates_as_dates(folder: Path) -> Path:
    path = folder / "v.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "d.m.yyyy"}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, _DATED)
        sheet.write_row(1, 0, (dt.datetime(2024, 2, 19, 14, 5), PATH))
        sheet.write_row(2, 0, (dt.date(2024, 3, 10), BENCHES))
    return path


# -- workbooks ---------------------------------------------------------------------------------


@read(3)
def a_workbook_called_csv(folder: Path) -> Path:
    return write_xlsx(folder / "vastaukset.csv", TABLE)


@read(3)
def a_csv_file_called_xlsx(folder: Path) -> Path:
    return write_csv(folder / "vastaukset.xlsx", TABLE, "cp1252")


@read(1)
def a_cell_of_32_000_letters(folder: Path) -> Path:
    return write_xlsx(folder / "v.xlsx", [HEADER, ("Laune", "Asukas", "Tärkeää. " * 3555)])


@read(1, cell_error=2)
def formulas_that_failed(folder: Path) -> Path:
    path = write_xlsx(folder / "kaava.xlsx", TABLE[:2])
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ROWS[0])
        for row, error in ((2, "#REF!"), (3, "#NAME?")):
            sheet.write(row, 0, "Laune")
            sheet.write_formula(row, 2, "=penkit", value=error)
    return path


def _merged(
    name: str, cells: tuple[int, ...], value: str, answers: int, *notices: str, **rejects: int
) -> None:
    def build(folder: Path) -> Path:
        path = folder / "yhdistetty.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet()
            for number, row in enumerate((("Palaute keväältä",), *TABLE)):
                sheet.write_row(number, 0, row)
            sheet.merge_range(*cells, "")
            sheet.write(*cells[:2], value)
        return path

    _add(name, build, answers, rejects, notices)


_merged("a merged title", (0, 0, 0, 2), "Palaute keväältä", 3)
_merged("merged areas", (2, 0, 4, 0), "Liipola", 3, "merged_cells")
_merged("a merged answer", (2, 2, 4, 2), PATH, 1, "merged_answer", no_answer=2)


@read(3, notices=("two_headers",))
def merged_headers_of_two_rows(folder: Path) -> Path:
    path = folder / "v.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(1, 2, ("Tapahtumat", "Kokoukset"))
        sheet.write_row(2, 0, (1, "Laune", PATH, BENCHES))
        sheet.write_row(3, 0, (2, "Niemi", MEETINGS))
        sheet.merge_range(0, 0, 1, 0, "ID")
        sheet.merge_range(0, 1, 1, 1, "Alue")
        sheet.merge_range(0, 2, 0, 3, Q1)
    return path


_NOTES = [("Kirjaa jokainen kortti omalle rivilleen.",), ("Kiitos!",)]
_OTHER = [HEADER, ("Niemi", "Asukas", "Toinen taulukko, jota ei pyydetty.")]


def _two_sheets(folder: Path, first: Any, second: Any) -> Path:
    path = folder / "taulukot.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for title, rows in (("A", first), ("B", second)):
            sheet = workbook.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


@read(3)
def a_hidden_sheet(folder: Path) -> Path:
    path = _two_sheets(folder, TABLE, _OTHER)
    workbook = openpyxl.load_workbook(path)
    workbook["B"].sheet_state = "hidden"
    workbook.save(path)
    return path


@read(3, notices=("other_sheet",))
def a_sheet_of_notes_before_the_answers(folder: Path) -> Path:
    return _two_sheets(folder, _NOTES, TABLE)


@refused("holds answers on several sheets.*'A', 'B'.*a source of its own")
def two_sheets_of_answers(folder: Path) -> Path:
    return _two_sheets(folder, _OTHER, TABLE)


@read(3, settings={"sheet": "B"})
def the_sheet_that_is_named(folder: Path) -> Path:
    return _two_sheets(folder, _OTHER, TABLE)


# -- several files -----------------------------------------------------------------------------


@read(3, notices=("same_file",))
def the_same_file_under_two_names(folder: Path) -> Path:
    write_csv(folder / "v-1.csv", TABLE)
    write_csv(folder / "v-2.csv", TABLE)
    return folder / "v-*.csv"


@read(3, repeated_row=3)
def the_same_answers_as_csv_and_as_workbook(folder: Path) -> Path:
    write_csv(folder / "v-1.csv", TABLE)
    write_xlsx(folder / "v-2.xlsx", TABLE)
    return folder / "v-*"


@read(3)
def the_lock_file_of_a_workbook_that_is_open(folder: Path) -> Path:
    write_xlsx(folder / "v.xlsx", TABLE)
    (folder / "~$v.xlsx").write_bytes(b"\x07Maija M" + b"\0" * 150)
    return folder / "*.xlsx"
