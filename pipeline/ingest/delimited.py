"""CSV and other delimited text: finds the encoding and the delimiter by itself."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from pathlib import Path

from pipeline.errors import InputError
from pipeline.ingest.base import Cell, Grid

_DELIMITERS = ";\t,|"
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
#: What Finnish office programs write when it is not UTF-8, the likeliest first.
_LEGACY = ("cp1252", "mac_roman", "cp850")
_FINNISH = frozenset("äöåÄÖÅéüšžŠŽ–—’”“…€•°§½´£\xa0")
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
    if b"\0" in data[:4096]:
        return _decode_as(data, "utf-16-le" if data[1:2] == b"\0" else "utf-16-be", name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return max((_text(data, encoding) for encoding in _LEGACY), key=_finnishness)


def _text(data: bytes, encoding: str) -> str:
    return data.decode(encoding, errors="replace")


def _finnishness(text: str) -> float:
    """The share of Finnish text's own letters and marks among what is not ASCII.

    General detectors take a short cp1252 file for Mac Roman; these few letters tell them apart.
    """
    foreign = [letter for letter in text if letter > "\x7f"]
    return sum(letter in _FINNISH for letter in foreign) / (len(foreign) or 1)


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: byte {error.start} is broken. The file says it is {encoding} but is not: "
            "export it again as CSV (UTF-8)."
        ) from None


def find_delimiter(text: str) -> str:
    """The delimiter that cuts most of the first rows into the same number (over one) of cells.

    Cells are cut by the csv module, so that delimiters inside quoted answers do not count.
    """

    def regularity(delimiter: str) -> tuple[int, int]:
        widths: Counter[int] = Counter()
        reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
        try:
            for _, row in zip(range(200), reader, strict=False):
                widths[len(row)] += bool(row)
        except csv.Error:
            pass
        width, rows = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        return (rows if width > 1 else 0, width)

    return max(_DELIMITERS, key=regularity)
