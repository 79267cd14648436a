"""Finding and reading config.yaml; every complaint names its line."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import PROJECT_ROOT
from pipeline.config import find_config, load_config
from pipeline.errors import ConfigError
from tests.config.minimal import MINIMAL, changed, line_of


def complaint(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    return str(caught.value)


def test_the_shipped_file_loads_and_holds_the_six_themes() -> None:
    config = load_config(PROJECT_ROOT / "config.yaml")
    assert [theme.id for theme in config.coding_frame.themes] == [
        "reach", "visibility", "openness", "impact", "dialogue", "data_use",
    ]  # fmt: skip
    assert [area.id for area in config.areas] == ["etelainen", "itainen", "pohjoinen", "keskusta"]


def test_the_small_file_of_these_tests_loads(tmp_path: Path) -> None:
    assert len(load_config(changed(tmp_path, "version: 1", "version: 1")).rounds) == 2


def test_a_file_with_windows_line_ends_and_a_byte_order_mark_loads(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    assert load_config(path).areas[0].districts[0].name == "Kiveriö"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        pytest.param("version: 1", "version: 1\nväri: sininen", "väri", "unknown key", id="key"),
        pytest.param(
            "{name: Niemi}", "{name: Niemi, koko: 9}", "Niemi", "unknown key", id="inner key"
        ),
        pytest.param(
            "min_respondents: 5", "min_respondents: viisi", "viisi", "it is 'viisi'", id="word"
        ),
        pytest.param(
            "min_respondents: 5", "min_respondents: '5'", "'5'", "it is '5'", id="quoted number"
        ),
        pytest.param("min_respondents: 5", "min_respondents: 0", ": 0", "it is 0", id="too small"),
        pytest.param(
            "areas:", "thresholds: {reach: 40}\nareas:", "thresholds", "it is 40", id="threshold"
        ),
        pytest.param("kind: survey", "kind: gallup", "gallup", "it is 'gallup'", id="kind"),
        pytest.param("version: 1", "version: 2", "version: 2", "it is 2", id="version"),
        pytest.param(
            "    closes: 2024-03-10\n", "", "- id: kevat", "this key is missing", id="missing"
        ),
        pytest.param(
            "{fi: Keskusta, en: Centre}", "{fi: Keskusta}", "{fi: Keskusta}",
            "areas.1.name.en: this key is missing", id="missing name",
        ),
        pytest.param("id: keskusta", "id: kes kusta", "kes kusta", "areas.1.id", id="id"),
        pytest.param(
            "2024-02-01", "1.2.2024", "1.2.2024", "it is '1.2.2024'", id="Finnish date"
        ),
        pytest.param(
            "2024-03-10", "2024-02-31", "2024-02-31", "it is '2024-02-31'", id="impossible date"
        ),
    ],
)  # fmt: skip
def test_a_mistake_in_the_form_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: str, words: str
) -> None:
    path = changed(tmp_path, old, new)
    message = complaint(path)
    assert f"{path}, line {line_of(path, line)}: " in message
    assert words in message


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("area: keskusta", "area: länsi", "länsi", "unknown area 'länsi'; known areas: keskusta"),
        ("group: asukas", "group: vieras", "vieras", "unknown group 'vieras'"),
        ("comparable_with: kevat", "comparable_with: talvi", "talvi", "unknown round 'talvi'"),
        (
            "comparable_with: kevat",
            "comparable_with: syksy",
            "with: syksy",
            "unknown round 'syksy'",
        ),
        ("group: asukas", "comparable_with: syksy", "with: syksy", "'syksy' is not earlier"),
        ("2024-09-01", "2024-03-10", "opens: 2024-03-10", "overlap with round 'kevat'"),
        ("2024-03-10", "2024-01-31", "2024-01-31", "closes (2024-01-31) is before opens"),
        (
            "valid_to: 2024-12-31",
            "valid_to: 2025-01-01",
            "valid_from",
            "both 'pohjoinen' and 'keskusta' on the same days",
        ),
        ("{name: Mukkula}", "{name: kiveriö}", "kiveriö", "in 'pohjoinen' twice on the same days"),
        (
            "areas:",
            "thresholds: {ilo: 0.5}\nareas:",
            "thresholds",
            "theme 'ilo' is not in the coding frame",
        ),
        ("id: keskusta", "id: pohjoinen", "XX", "the id 'pohjoinen' is used twice"),
        ("id: henkilosto", "id: asukas", "Henkilöstö", "the id 'asukas' is used twice"),
        ("id: Q2", "id: Q1", "Mikä ei", "the id 'Q1' is used twice"),
        ("id: syksy", "id: kevat", "XX", "the id 'kevat' is used twice"),
        ("id: openness", "id: reach", "XX", "the id 'reach' is used twice"),
    ],
)
def test_what_does_not_agree_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: str, words: str
) -> None:
    # XX: the second of two equal lines is meant; a mark on it tells them apart.
    path = changed(tmp_path, old, f"{new} # XX" if line == "XX" else new)
    message = complaint(path)
    assert f"{path}, line {line_of(path, line)}: " in message
    assert words in message


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    path = changed(tmp_path, "version: 1\n", "version: 1\nväri: sininen\nkoko: suuri\n")
    message = complaint(path)
    assert "line 2: väri" in message
    assert "line 3: koko" in message


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("version: 1\nareas: [pohjoinen\n", 3, "not valid YAML"),
        ("version: 1\ngroups: []\nversion: 1\n", 3, "duplicate key"),
        ("version: 1\ndata_dir: *data\n", 2, "not valid YAML"),
        ("version: 1\ndata_dir: \x07\n", 2, "not valid YAML"),
        ("- pohjoinen\n- keskusta\n", 1, "expected `key: value` lines"),
        ("pohjoinen\n", 1, "expected `key: value` lines"),
        ("", 1, "expected `key: value` lines"),
        ("# vain huomautus\n", 1, "expected `key: value` lines"),
    ],
)
def test_what_is_no_yaml_mapping_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    message = complaint(path)
    assert f"{path}, line {line}: " in message
    assert words in message


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(MINIMAL.encode("windows-1252"))
    assert "cannot be read as UTF-8 text" in complaint(path)


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    assert f"{tmp_path} cannot be read" in complaint(tmp_path)


def test_a_missing_file_is_named_with_the_ways_to_give_one(tmp_path: Path) -> None:
    message = complaint(tmp_path / "puuttuu.yaml")
    assert "there is no file" in message
    assert "puuttuu.yaml" in message
    assert "--config or KERROPOIS_CONFIG" in message


def test_the_environment_variable_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = changed(tmp_path, "Kevään kysely", "Talven kysely")
    monkeypatch.setenv("KERROPOIS_CONFIG", str(path))
    assert find_config() == path
    assert load_config().rounds[0].name.fi == "Talven kysely"


def test_a_given_file_goes_before_the_environment_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERROPOIS_CONFIG", str(tmp_path / "toinen.yaml"))
    assert find_config(tmp_path / "tämä.yaml") == tmp_path / "tämä.yaml"


def test_without_either_the_current_folder_is_looked_in_and_then_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KERROPOIS_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    assert find_config() == PROJECT_ROOT / "config.yaml"
    changed(tmp_path, "version: 1", "version: 1")
    assert find_config().resolve() == tmp_path / "config.yaml"


@given(st.text(max_size=60))
def test_any_text_gives_a_configuration_error_and_nothing_else(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.yaml"
        path.write_text(text, encoding="utf-8")
        complaint(path)


@given(
    st.integers(0, len(MINIMAL.splitlines()) - 1),
    st.sampled_from(
        ["", "  ", "? ", "- ", "x: y", "a: {", "version: !!int yksi", "date: 2024-99-99"]
    ),
)
def test_a_spoilt_line_loads_or_gives_a_configuration_error(number: int, spoilt: str) -> None:
    lines = MINIMAL.splitlines()
    lines[number] = spoilt
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.yaml"
        path.write_text("\n".join(lines), encoding="utf-8")
        try:
            load_config(path)
        except ConfigError as error:
            assert str(path) in str(error)
