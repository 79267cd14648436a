"""Files that still hold what is to be forgotten: tables with quotes, coding sheets, a model."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

#: A shorter quote stands in too many files by chance.
_SHORTEST = 12
_TAG = re.compile(r"<[^>]*>")
_NO_LETTER = re.compile(r"[\W_]+")


def files_that_hold(
    folder: Path, ids: Collection[str], quotes: Iterable[str], but: Collection[Path] = ()
) -> list[Path]:
    """The files under a folder that hold one of these ids or quotes, in the order of their names.

    Quotes are found in whatever way a file writes them down: neither case nor punctuation, blanks,
    tags nor entities tell them apart. Workbooks are looked into.

    Args:
        but: files to leave out, by their whole paths.
    """
    names = [name.encode() for name in sorted(ids)]
    wanted = {letters for quote in quotes if len(letters := _letters(quote)) >= _SHORTEST}
    left_out = {path.resolve() for path in but}
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.resolve() not in left_out and _holds(path, names, wanted)
    ]


def _holds(path: Path, names: Collection[bytes], quotes: Collection[str]) -> bool:
    for data in _contents(path.read_bytes()):
        if any(name in data for name in names):
            return True
        text = data.decode("utf-8", "ignore")
        # A quote may hold what looks like a tag, and a workbook may put tags into a quote.
        for letters in (_letters(text), _letters(_TAG.sub("", text))):
            if any(quote in letters for quote in quotes):
                return True
    return False


def _contents(data: bytes) -> Iterator[bytes]:
    """The bytes of a file, and of each part of one that is packed."""
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for name in parts.namelist():
                yield parts.read(name)


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", html.unescape(text).casefold())
