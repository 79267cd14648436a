"""xlsx, xls and ods, read with calamine in a process of its own."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import python_calamine  # noqa: F401  (so that its absence is told before a file is blamed)

from pipeline.errors import InputError
from pipeline.ingest.base import Grid

_PROGRAM = Path(__file__).with_name("workbook_process.py")
_SECONDS = 300


class SpreadsheetReader:
    """Reads the visible sheets of a workbook."""

    def read(self, path: Path) -> list[Grid]:
        outcome, found = _run(path)
        if outcome != "read":
            raise InputError(_in_words(path.name, outcome, found))
        return [
            Grid(rows, list(range(1, len(rows) + 1)), name, tuple(merged))
            for name, rows, merged in found
        ]


def _run(path: Path) -> tuple[str, list]:
    """What the reading process says; ("crashed", "") when it ended without a word."""
    try:
        done = subprocess.run(
            # -P: this folder's own modules must not hide others from the program.
            [sys.executable, "-P", str(_PROGRAM), str(path.resolve())],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
        return pickle.loads(done.stdout)
    except (subprocess.SubprocessError, pickle.UnpicklingError, EOFError):
        return "crashed", []


def _in_words(name: str, outcome: str, found: object) -> str:
    if outcome == "password":
        return (
            f"{name} is protected with a password. Open it in Excel, remove the password, and "
            "save it."
        )
    if outcome == "too far":
        return (
            f"{name}, sheet {found}: a stray cell stands far from the answers. Delete the rows "
            "below the answers and the columns to their right in Excel, and save it."
        )
    if outcome == "damaged":
        return (
            f"{name} is damaged or not a spreadsheet ({found}). Open it in Excel and save it anew "
            "as xlsx, or export it again from the survey tool."
        )
    return (
        f"{name} cannot be read: it is damaged, or it takes more memory or time than there is. "
        "Delete the rows below the answers and the columns to their right in Excel, and save it "
        "anew as xlsx."
    )
