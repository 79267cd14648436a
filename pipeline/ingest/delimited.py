"""CSV and other delimited text: finds the encoding and the delimiter by itself."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from pathlib import Path

from pipeline.errors import InputError
from pipeline.ingest.base import Cell, Grid

_DELIMITERS = ";\t,|"
_BYTE_ORDER_MARKS = {
    # UTF-32's little-endian mark begins with UTF-16's.
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
#: What Finnish office programs write when it is not UTF-8, the likeliest first.
_LEGACY = ("cp1252", "mac_roman", "cp850")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_COMMON = frozenset("äöå")
_RARER = frozenset("ÄÖÅéüšžŠŽ–—’”“…€•°§½´£\xa0")
csv.field_size_limit(10 * 1024 * 1024)


class DelimitedReader:
    """Reads a delimited text file as one grid."""

    def read(self, path: Path) -> list[Grid]:
        text = decode(path.read_bytes(), path.name)
        if not text.strip():
            raise InputError(f"{path.name} has no text in it. Export the answers again.")
        rows: list[list[Cell]] = []
        numbers: list[int] = []
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=find_delimiter(text), strict=True
        )
        begins = 1
        try:
            for row in reader:
                rows.append([cell or None for cell in row])
                numbers.append(begins)
                begins = reader.line_num + 1
        except csv.Error as error:
            raise InputError(_in_words(path.name, begins, error)) from None
        return [Grid(rows, numbers)]


def _in_words(name: str, line: int, error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return (
            f'{name}, line {line}: a quotation mark (") opens here and is never closed. Add the '
            "closing mark at the end of that answer, or export the file again."
        )
    if "expected after" in str(error):
        return (
            f'{name}, line {line}: a quotation mark (") inside an answer is not doubled. Write it '
            'twice (""), or export the file again.'
        )
    return f"{name}, line {line}: not readable as CSV ({error}). Export the file again."


def decode(data: bytes, name: str) -> str:
    """The text of a file in whichever encoding it is.

    Raises:
        InputError: it is no text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _decode_as(data, encoding, name)
    head = data[:4096]
    # Every other byte of Finnish in UTF-16 is zero.
    for encoding, every_other in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if 2 * every_other.count(0) > len(every_other):
            return _decode_as(data, encoding, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data, name)


def _decode_legacy(data: bytes, name: str) -> str:
    head = data[:4096]
    if len(_CONTROL.findall(head)) > 0.05 * len(head):
        raise InputError(
            f"{name} is neither text nor a spreadsheet. Export the answers from the survey tool "
            "as xlsx or CSV and give that file."
        )
    readings = {
        encoding: data.decode(encoding, errors="replace") for encoding in (*_LEGACY, "utf-8")
    }
    best = max(readings, key=lambda encoding: _finnishness(readings[encoding]))
    # UTF-8 with a broken byte (a file cut short): any other reading of it would be "hyvÃ¤Ã¤".
    return readings[best] if best != "utf-8" else _decode_as(data, "utf-8", name)


def _finnishness(text: str) -> float:
    """The share of Finnish text's own letters and marks among what is not ASCII.

    General detectors take a short cp1252 file for Mac Roman; these few letters tell them apart.
    The rarer ones count half: Mac Roman's "hyvää" is "hyvŠŠ" in cp1252.
    """
    foreign = [letter for letter in text if letter > "\x7f"]
    points = sum((letter in _COMMON) + 0.5 * (letter in _RARER) for letter in foreign)
    return points / (len(foreign) or 1)


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, errors="ignore")
        line = len(re.split(r"\r\n|\r|\n", before))
        raise InputError(
            f"{name}, line {line}: a letter is broken; the rest of the file is "
            f"{encoding.removesuffix('-sig').upper()}. Export it again as CSV (UTF-8)."
        ) from None


def find_delimiter(text: str) -> str:
    """The delimiter that cuts most of the first rows into the same number (over one) of cells.

    Cells are cut by the csv module, so that delimiters inside quoted answers do not count. One
    that cuts only some rows is punctuation in the answers of a single column.
    """

    def regularity(delimiter: str) -> tuple[float, int]:
        widths: Counter[int] = Counter()
        reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
        try:
            for _, row in zip(range(200), reader, strict=False):
                widths[len(row)] += any(cell.strip() for cell in row)
        except csv.Error:
            pass
        width, rows = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        share = rows / (widths.total() or 1)
        return (share, width) if width > 1 and share > 0.5 else (0, 0)

    return max(_DELIMITERS, key=regularity)
