"""Reads a workbook as a program of its own: `python workbook_process.py FILE`.

Calamine is native code. A damaged file, or one stray cell in the sheet's last corner, can make it
ask for more memory than there is, and that ends the process it runs in: this one, and not the one
that serves people. The answer is a pickled pair on standard output: ("read", sheets), where a
sheet is (name, rows, merged ranges), or (what is wrong, where). Nothing of the project is imported,
so that it starts quickly.
"""

from __future__ import annotations

import pickle
import re
import sys
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import python_calamine as calamine

_MEMORY = 2 * 1024**3
#: More cells than any survey has; a sheet this wide or tall holds a stray cell far from the rest.
_MAX_CELLS = 5_000_000


def main(path: str) -> None:
    """Read, and print the pickled outcome."""
    _limit_memory()
    sys.stdout.buffer.write(pickle.dumps(_outcome(path)))


def _outcome(path: str) -> tuple[str, Any]:
    try:
        return "read", list(_sheets(path))
    except calamine.PasswordError:
        return "password", ""
    except _TooFarError as error:
        return "too far", str(error)
    # Calamine's panics are no Exceptions; whatever it raises, the file is what is wrong.
    except BaseException as error:
        return "damaged", type(error).__name__


class _TooFarError(Exception):
    """A sheet's cells reach too far from its first one."""


def _sheets(path: str) -> Iterator[tuple[str, list[list[Any]], list[tuple[int, int, int, int]]]]:
    workbook = calamine.CalamineWorkbook.from_path(path)
    errors = _error_cells(path)
    for known in workbook.sheets_metadata:
        if (
            known.typ != calamine.SheetTypeEnum.WorkSheet
            or known.visible != calamine.SheetVisibleEnum.Visible
        ):
            continue
        sheet = workbook.get_sheet_by_name(known.name)
        if sheet.total_height * sheet.total_width > _MAX_CELLS:
            raise _TooFarError(known.name)
        rows = [
            [None if cell == "" else cell for cell in row]
            for row in sheet.to_python(skip_empty_area=False)
        ]
        for row, column, error in errors.get(known.name, []):
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = error
        merged = [
            (top, left, bottom, right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
        ]
        yield known.name, rows, sorted(merged)


def _error_cells(path: str) -> dict[str, list[tuple[int, int, str]]]:
    """The cells of an xlsx that hold an error such as #NAME?; calamine gives them as empty.

    An answer that begins with `=` or `-` becomes one when it is typed into Excel.
    """
    errors: dict[str, list[tuple[int, int, str]]] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            links = {
                link.get("Id"): link.get("Target", "")
                for link in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
            }
            workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
            for sheet in workbook.iterfind(".//{*}sheet"):
                link = next(value for key, value in sheet.items() if key.endswith("}id"))
                target = links[link].removeprefix("/").removeprefix("xl/")
                data = archive.read(f"xl/{target}")
                if b't="e"' in data:
                    errors[sheet.get("name", "")] = list(_errors_in(data))
    # Not an xlsx, or an odd one: what calamine makes of it decides.
    except (zipfile.BadZipFile, KeyError, StopIteration, ElementTree.ParseError):
        pass
    return errors


def _errors_in(data: bytes) -> Iterator[tuple[int, int, str]]:
    for cell in ElementTree.fromstring(data).iterfind(".//{*}c"):
        place = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", cell.get("r", ""))
        if cell.get("t") == "e" and place:
            column = 0
            for letter in place[1]:
                column = 26 * column + ord(letter) - ord("A") + 1
            yield int(place[2]) - 1, column - 1, cell.findtext("{*}v", "")


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    # Windows has no such limit, and some systems refuse to set it.
    except (ImportError, ValueError, OSError):
        pass


if __name__ == "__main__":
    main(sys.argv[1])
