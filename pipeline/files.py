"""Files that are written whole or not at all, and for their owner's eyes where they must be."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from errno import EEXIST
from pathlib import Path

from pipeline.errors import InputError


def write_private(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files for people to fill in, by name; one that is there already is never written over.

    Raises:
        InputError: another file has the name, or the folder cannot be written to.
    """
    try:
        _make(folder)
        missing = {file: data for file, data in files.items() if not _is_there(folder / file, data)}
        for file, data in missing.items():
            _write_one(folder / file, data)
    except FileExistsError as error:
        raise InputError(
            f"{error.filename} is there already, and somebody may have filled it in. Move it "
            "away, or write to another folder."
        ) from None
    except OSError as error:
        raise InputError(f"nothing can be written to {folder}: {error.strerror}.") from None


def _is_there(path: Path, data: bytes) -> bool:
    """Whether a file holds these bytes.

    Raises:
        FileExistsError: it holds others.
    """
    if not path.exists():
        return False
    if path.read_bytes() != data:
        raise _taken(path)
    return True


def _taken(path: Path) -> FileExistsError:
    return FileExistsError(EEXIST, os.strerror(EEXIST), str(path))


def replace_file(path: Path, data: bytes, *, private: bool) -> None:
    """Put a file in its place, whole or not at all, and its folder too if there is none.

    Args:
        private: nobody but its owner may read it; else everybody may.
    """
    if private:
        _make(path.parent)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
    with _unfinished(path, data) as part:
        part.chmod(0o600 if private else 0o644)
        part.replace(path)


def _write_one(path: Path, data: bytes) -> None:
    """Write a file, never over another one.

    Raises:
        FileExistsError: there is a file already.
    """
    with _unfinished(path, data) as part:
        _move_to_new(part, path)


@contextmanager
def _unfinished(path: Path, data: bytes) -> Iterator[Path]:
    """The data under another name in the same folder, gone when all is done or has failed."""
    # Made for its owner alone from the start, whatever the folder and the umask allow.
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        yield part
    finally:
        part.unlink(missing_ok=True)


def _move_to_new(part: Path, path: Path) -> None:
    """Give a file its name, if no other file has it."""
    try:
        # Unlike a renaming, a link fails when somebody has made such a file in between.
        path.hardlink_to(part)
    except FileExistsError:
        raise _taken(path) from None
    except OSError:
        # Memory sticks and some network folders have no links.
        if path.exists():
            raise _taken(path) from None
        part.rename(path)


def _make(folder: Path) -> None:
    """Make a folder that others may not look into, with those above it that are missing."""
    if not folder.exists():
        _make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
