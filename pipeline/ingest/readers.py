"""Which reader a file needs, told from its first bytes and not from its name."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from pipeline.errors import InputError
from pipeline.ingest.base import Grid, Reader
from pipeline.registry import Entry, Registry

readers: Registry[Reader] = Registry(
    "reader",
    {
        "spreadsheet": Entry("pipeline.ingest.spreadsheet:SpreadsheetReader"),
        "delimited": Entry("pipeline.ingest.delimited:DelimitedReader"),
    },
)

#: First bytes → what the file is, for files that are no table at all.
_NOT_TABLES = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a rich text document",
    b"\x1f\x8b": "a compressed file",
    b"Rar!": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"SQLite format 3": "a database",
}
#: How texts begin that are no table either; a survey tool's "xls" is often a web page.
_NOT_TABLE_TEXTS = {
    rb"<[a-z!?]": "a web page or XML",
    rb"[\[{]\s*[\[{\"]": "JSON",
}
_EXPORT_AGAIN = "Export the answers from the survey tool as xlsx or CSV and give that file."


def read_file(path: Path, max_file_mb: int) -> list[Grid]:
    """Every sheet of the file.

    Raises:
        InputError: missing, empty, too large, or of a kind that is no table.
    """
    return readers.create(_reader_for(path, max_file_mb)).read(path)


def _reader_for(path: Path, max_file_mb: int) -> str:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError:
        raise InputError(f"there is no file {path}. Check the path.") from None
    except IsADirectoryError:
        raise InputError(f"{path} is a folder. Give the file in it.") from None
    except OSError as error:
        raise InputError(f"{path.name} cannot be opened: {error.strerror}.") from None
    if not size:
        raise InputError(f"{path.name} is empty (0 bytes). {_EXPORT_AGAIN}")
    if size > max_file_mb * 1024 * 1024:
        raise InputError(
            f"{path.name} is {size / 1024 / 1024:.0f} MB; the limit is {max_file_mb} MB. A round's "
            "answers rarely need 5 MB: remove pictures and extra sheets, or raise "
            "ingest.max_file_mb in config.yaml."
        )
    for magic, what in _NOT_TABLES.items():
        if head.startswith(magic):
            raise InputError(f"{path.name} is {what}, not a table. {_EXPORT_AGAIN}")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _check_zip(path, max_file_mb)
        return "spreadsheet"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        _check_ole(path)
        return "spreadsheet"
    # Whichever encoding it is in: without byte order mark and UTF-16's zeros.
    begins = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    for pattern, what in _NOT_TABLE_TEXTS.items():
        if re.match(pattern, begins):
            raise InputError(f"{path.name} is {what}, not a table. {_EXPORT_AGAIN}")
    return "delimited"


def _check_zip(path: Path, max_file_mb: int) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            unpacked = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        raise InputError(
            f"{path.name} is cut short or damaged. Download it again, or open it in Excel and "
            "save it anew as xlsx."
        ) from None
    if unpacked > 20 * max_file_mb * 1024 * 1024:
        raise InputError(
            f"{path.name} unpacks to {unpacked / 1024 / 1024:.0f} MB. Remove what is not answers, "
            "or raise ingest.max_file_mb in config.yaml."
        )
    if any(name.startswith("word/") for name in names):
        raise InputError(f"{path.name} is a Word document, not a table. {_EXPORT_AGAIN}")
    if any(name.startswith("ppt/") for name in names):
        raise InputError(f"{path.name} is a slide show, not a table. {_EXPORT_AGAIN}")
    if not any(name.startswith("xl/") or name == "content.xml" for name in names):
        raise InputError(
            f"{path.name} is a zip file, not a table. Unpack it and give the xlsx or CSV in it."
        )


def _check_ole(path: Path) -> None:
    """Old Office files and encrypted new ones share one container."""
    import olefile

    try:
        with olefile.OleFileIO(path) as container:
            encrypted = container.exists("EncryptedPackage")
            document = container.exists("WordDocument")
    except (OSError, ValueError, IndexError):
        raise InputError(f"{path.name} is cut short or damaged. Download it again.") from None
    if encrypted:
        raise InputError(
            f"{path.name} is protected with a password. Open it in Excel, remove the password "
            "(File > Info > Protect Workbook > Encrypt with Password), and save it."
        )
    if document:
        raise InputError(f"{path.name} is a Word document, not a table. {_EXPORT_AGAIN}")
