"""Files that no survey tool should give, made on the spot: those that must be refused."""

from __future__ import annotations

import gzip
import io
import random
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from msoffcrypto.format.ooxml import OOXMLFile

from tests.ingest.conftest import BENCHES, HEADER, PATH, ROWS, TABLE, csv_text, write_xlsx

EXPORT_AGAIN = "Export the answers"


@dataclass(frozen=True)
class Case:
    """A file, how it is configured, and what must come of it."""

    name: str
    build: Callable[[Path], Path]
    says: str = ""
    answers: int = 0
    rejects: dict[str, int] = field(default_factory=dict)
    notices: frozenset[str] = frozenset()
    settings: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


REFUSED: list[Case] = []


def refused(says: str, **settings: Any) -> Callable[[Callable], Callable]:
    """The decorated function makes a file in a folder; reading it must say `says` (a regex)."""

    def register(build: Callable[[Path], Path]) -> Callable[[Path], Path]:
        REFUSED.append(Case(build.__name__, build, says, settings=settings))
        return build

    return register


def _refused_bytes(name: str, file: str, data: bytes, says: str) -> None:
    def build(folder: Path) -> Path:
        path = folder / file
        path.write_bytes(data)
        return path

    REFUSED.append(Case(name, build, says))


def archive(*names: str) -> bytes:
    """A zip file with these members."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as members:
        for name in names:
            members.writestr(name, "<x/>")
    return data.getvalue()


def ole_container(stream: str, content: bytes = b"") -> bytes:
    """The container of old Office files, with one stream."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    content = content.ljust(4096, b"\0")
    sectors = [2 + i for i in range(len(content) // 512)]
    chain = [fat, end, *(s + 1 for s in sectors[:-1]), end]
    header = struct.pack(
        "<8s16x5H10x4I2I2I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        1, 1, 0, 4096, end, 0, end, 0,
    )  # fmt: skip
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        letters = name.encode("utf-16-le") + b"\0\0"
        numbers = (len(letters), kind, 1, free, free, child, start, size)
        return struct.pack("<64sHBB3I36xIQ", letters, *numbers)

    directory = entry("Root Entry", 5, 1, end, 0) + entry(stream, 2, free, 2, len(content))
    return (
        header
        + struct.pack("<109I", 0, *[free] * 108)
        + table
        + directory.ljust(512, b"\0")
        + content
    )


def _xlsx(folder: Path) -> bytes:
    return write_xlsx(folder / "ehjä.xlsx", TABLE).read_bytes()


# -- not a table at all ------------------------------------------------------------------------

_HTML = f"<html><body><table><tr><td>Vastaus</td></tr><tr><td>{PATH}</td></tr></table>"
for _name, _file, _data, _says in (
    ("an empty file", "vastaukset.csv", b"", r"is empty \(0 bytes\)"),
    ("blanks and line ends only", "vastaukset.csv", b" \r\n\t\r\n", "has no text"),
    ("delimiters and blanks only", "vastaukset.csv", b" ; ; \r\n ;;\r\n", "holds no rows"),
    ("only a header", "vastaukset.csv", csv_text([HEADER]).encode(), "no answers under it"),
    ("a PDF", "vastaukset.csv", b"%PDF-1.7\n%\xe2\xe3", "is a PDF document"),
    ("a PNG picture", "vastaukset.csv", b"\x89PNG\r\n\x1a\n\0", "is a picture"),
    ("a JPEG picture", "vastaukset.xlsx", b"\xff\xd8\xff\xe0\0\x10JFIF", "is a picture"),
    ("a rich text file", "vastaukset.csv", rb"{\rtf1 Laavun polku}", "is a rich text"),
    ("a Word document", "vastaukset.xlsx", archive("word/document.xml"), "is a Word document"),
    ("slides", "vastaukset.xlsx", archive("ppt/presentation.xml"), "is a slide show"),
    ("a zip file", "vastaukset.zip", archive("vastaukset.csv"), "is a zip file.*Unpack it"),
    ("an empty zip file", "vastaukset.xlsx", archive(), "is a zip file"),
    ("a gz file", "vastaukset.csv.gz", gzip.compress(b"Vastaus"), "is a compressed file"),
    ("a database", "vastaukset.csv", b"SQLite format 3\0", "is a database"),
    ("a web page called xls", "vastaukset.xls", _HTML.encode(), "is a web page"),
    ("a web page in UTF-16", "vastaukset.xls", _HTML.encode("utf-16"), "is a web page"),
    ("a piece of a web page", "v.xls", b"\r\n<table><tr><td>Alue</td></tr>", "is a web page"),
    ("XML", "vastaukset.xml", b'<?xml version="1.0"?><a/>', "is a web page or XML"),
    ("JSON", "v.json", b'{"SurveyAnswers": [{"RespondentId": 1}]}', "is JSON"),
    ("an old Word document", "v.xls", ole_container("WordDocument"), "is a Word document"),
    ("random bytes", "vastaukset.csv", random.Random(7).randbytes(3000), "neither text nor"),
    ("a broken old workbook", "v.xls", ole_container("Workbook", b"\x09\x08"), "damaged"),
    ("the start of an old workbook", "v.xls", ole_container("Workbook")[:900], "damaged"),
):
    _refused_bytes(_name, _file, _data, _says)


# -- damaged workbooks -------------------------------------------------------------------------


@refused("protected with a password. Open it in Excel, remove the password")
def a_password_protected_workbook(folder: Path) -> Path:
    path = folder / "salattu.xlsx"
    with path.open("wb") as file:
        OOXMLFile(io.BytesIO(_xlsx(folder))).encrypt("kumppanuus", file)
    return path


def _cut(share: float) -> None:
    def build(folder: Path) -> Path:
        whole = _xlsx(folder)
        path = folder / "katkennut.xlsx"
        path.write_bytes(whole[: max(4, int(share * len(whole)))])
        return path

    name = f"a workbook cut at {share:.0%}"
    REFUSED.append(Case(name, build, "cut short or damaged. Download it again"))


for _share in (0.0, 0.1, 0.5, 0.9, 0.999):
    _cut(_share)


@refused("is damaged or not a spreadsheet")
def a_workbook_with_flipped_bytes(folder: Path) -> Path:
    data = bytearray(_xlsx(folder))
    start = data.index(b"xl/worksheets/sheet1.xml") + 40
    data[start : start + 60] = bytes(byte ^ 0xFF for byte in data[start : start + 60])
    path = folder / "rikki.xlsx"
    path.write_bytes(data)
    return path


@refused("unpacks to .* MB. Remove what is not answers", max_file_mb=1)
def a_small_workbook_that_unpacks_to_very_much(folder: Path) -> Path:
    path = folder / "pommi.xlsx"
    path.write_bytes(_xlsx(folder))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as members:
        members.writestr("xl/media/kuva.bmp", b"\0" * (25 << 20))
    return path


def _stray_cell(name: str, cell: str, says: str) -> None:
    def build(folder: Path) -> Path:
        workbook = openpyxl.Workbook()
        for row in TABLE:
            workbook.active.append(row)
        workbook.active[cell] = "x"
        path = folder / "kaukana.xlsx"
        workbook.save(path)
        return path

    REFUSED.append(Case(name, build, says))


_stray_cell("a stray cell far below", "P1048576", "a stray cell.*Delete the rows")
_stray_cell("a stray cell in the last corner", "XFD1048576", "Delete the rows below")


@refused("holds no rows")
def a_workbook_of_hidden_sheets(folder: Path) -> Path:
    path = write_xlsx(folder / "piilossa.xlsx", [["Ohje"]])
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("Tyhjä")
    workbook["Vastaukset"].sheet_state = "hidden"
    workbook.save(path)
    return path


@refused("no answers under it")
def a_workbook_with_only_a_header(folder: Path) -> Path:
    return write_xlsx(folder / "vastaukset.xlsx", [HEADER])


# -- damaged text ------------------------------------------------------------------------------

_CUT_LETTER = csv_text(TABLE).encode().rsplit("ä".encode(), 1)[0] + "ä".encode()[:1]
for _name, _data, _says in (
    ("UTF-8 with mark and a broken letter", b"\xef\xbb\xbf" + _CUT_LETTER, "line 4: a letter"),
    ("UTF-8 cut inside a letter", _CUT_LETTER, r"line 4: a letter is broken.*\(UTF-8\)"),
    ("UTF-16 cut inside a letter", csv_text(TABLE).encode("utf-16")[:-1], "a letter is broken"),
    (
        "a quotation mark never closed",
        csv_text(TABLE).replace("Laavun", '"Laavun').encode(),
        "line 2: a quotation mark .* never closed",
    ),
    (
        "a quotation mark not doubled",
        csv_text([HEADER, ("Laune", "Asukas", "X")]).replace("X", '"Laavu" pois').encode(),
        "line 2: a quotation mark .* Write it twice",
    ),
    ("no header", csv_text(ROWS).encode(), "row 1: this row does not look like a header"),
    ("a single column without header", f"{PATH}\n{BENCHES}\n".encode(), "look like a header"),
    ("numbers only", b"1;2;3\r\n4;5;6\r\n", "no header row was found"),
    ("no open question", b"Alue;Arvosana\r\nLaune;4\r\nNiemi;5\r\n", "no column of open answers"),
):
    _refused_bytes(_name, "vastaukset.csv", _data, _says)


# -- what config.yaml says and the file does not -----------------------------------------------


@refused("the limit is 1 MB", max_file_mb=1)
def a_file_over_the_limit(folder: Path) -> Path:
    path = folder / "suuri.csv"
    path.write_text(csv_text([HEADER, *ROWS * 8000]), encoding="utf-8")
    return path


@refused("is a folder. Name the file in it")
def a_folder(folder: Path) -> Path:
    return folder


@refused("there is no file .*Put it there")
def a_missing_file(folder: Path) -> Path:
    return folder / "puuttuu.csv"


@refused("has no file of answers. Put the export where config.yaml says")
def a_pattern_that_finds_nothing(folder: Path) -> Path:
    return folder / "2024-*.csv"


@refused("no visible sheet 'Kortit'.*Its sheets are: Vastaukset", sheet="Kortit")
def a_missing_sheet(folder: Path) -> Path:
    return write_xlsx(folder / "vastaukset.xlsx", TABLE)


@refused("no visible sheet.*remove sheet in config.yaml.*it is text", sheet="Vastaukset")
def a_sheet_of_a_text_file(folder: Path) -> Path:
    path = folder / "vastaukset.csv"
    path.write_text(csv_text(TABLE), encoding="utf-8")
    return path


@refused("has no column 'Palaute'.*A 'Alue'", columns={"text": "Palaute"})
def a_missing_column(folder: Path) -> Path:
    return write_xlsx(folder / "vastaukset.xlsx", TABLE)


@refused("has no column 'Palaute'.*is there a header row", columns={"text": "Palaute"})
def a_missing_column_and_no_header(folder: Path) -> Path:
    return write_xlsx(folder / "vastaukset.xlsx", ROWS)


@refused("has no row 90, which config.yaml calls its header_row", header_row=90)
def a_missing_header_row(folder: Path) -> Path:
    return write_xlsx(folder / "vastaukset.xlsx", TABLE)
