"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.files import replace_file, write_private


def without_links(path: Path, target: Path) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted")


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """Also where the file system has no links."""
    sheet = tmp_path / "luokittelu.xlsx"
    sheet.write_bytes(b"filled")
    monkeypatch.setattr("pipeline.files._is_there", lambda path, data: False)
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", without_links)
    with pytest.raises(InputError, match=f"{sheet} is there already"):
        write_private(tmp_path, {sheet.name: b"new"})
    assert sheet.read_bytes() == b"filled"
    assert [path.name for path in tmp_path.iterdir()] == [sheet.name]


@pytest.mark.parametrize("links", [True, False])
def test_nobody_else_can_read_the_file_or_look_into_a_new_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", without_links)
    folder = tmp_path / "luokittelu" / "kysely"
    write_private(folder, {"uusi.xlsx": b"new"})
    write_private(folder, {"uusi.xlsx": b"new"})  # the same bytes: nothing to do
    assert (folder / "uusi.xlsx").read_bytes() == b"new"
    assert (folder / "uusi.xlsx").stat().st_mode & 0o777 == 0o600
    assert {path.stat().st_mode & 0o777 for path in (folder, folder.parent)} == {0o700}


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "tiedosto").write_text("x")
    with pytest.raises(InputError, match="nothing can be written to"):
        write_private(tmp_path / "tiedosto" / "kansio", {"uusi.xlsx": b"new"})


@pytest.mark.parametrize("private", [True, False])
def test_a_file_is_replaced_whole_and_keeps_to_itself_what_is_private(
    tmp_path: Path, private: bool
) -> None:
    path = tmp_path / "mallit" / "teemat" / "malli"
    for data in (b"old", b"new"):
        replace_file(path, data, private=private)
        assert path.read_bytes() == data
    assert path.stat().st_mode & 0o777 == (0o600 if private else 0o644)
    assert not private or {p.stat().st_mode & 0o777 for p in path.parents[:2]} == {0o700}
    assert [item.name for item in path.parent.iterdir()] == ["malli"]


def test_a_replacement_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "malli"
    replace_file(path, b"old", private=True)

    def full(part: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new", private=True)
    assert [item.name for item in tmp_path.iterdir()] == ["malli"]
    assert path.read_bytes() == b"old"
