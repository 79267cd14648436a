"""`kerropois evaluate pseudonyms`: figures, and personal data only when asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Kerropois

MARKED = """Soita <PHONE>040 999 0011</PHONE> niin kerron lisää.
Naapurin <PLATE>sinisen auton</PLATE> alla on lätäkkö.
Kirjasto on auki liian vähän.
"""


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    path = tmp_path / "merkityt.txt"
    path.write_text(MARKED, encoding="utf-8")
    return path


def test_the_table_tells_figures_and_no_words(kerropois_here: Kerropois, marked: Path) -> None:
    done = kerropois_here("evaluate", "pseudonyms", marked)
    assert done.returncode == 0
    assert "| PHONE | 1 | 1.00 | 1.00 | 1 | 1.00 | 1.00 | 0 |" in done.stdout
    assert "| PLATE | 1 | 0.00 | 0.00 | 0 | – | – | 13 |" in done.stdout
    assert "Answers without personal data: 1; something was masked in 0.000" in done.stdout
    assert "sinisen auton" not in done.stdout + done.stderr


def test_what_was_missed_is_shown_when_asked_for(kerropois_here: Kerropois, marked: Path) -> None:
    done = kerropois_here("evaluate", "pseudonyms", marked, "--show")
    assert "missed\t2\tPLATE\tsinisen auton" in done.stdout


def test_figures_as_json(kerropois_here: Kerropois, marked: Path) -> None:
    figures = json.loads(kerropois_here("evaluate", "pseudonyms", marked, "--json").stdout)
    assert figures["all"]["gold"] == 2
    assert figures["all"]["leaked"] == 13
    assert figures["touched"] == 0.0
    assert "faults" not in figures
    done = kerropois_here("evaluate", "pseudonyms", marked, "--json", "--show")
    assert ["missed", "2", "PLATE", "sinisen auton"] in json.loads(done.stdout)["faults"]


def test_a_mark_left_open_is_refused_without_its_words(
    kerropois_here: Kerropois, tmp_path: Path
) -> None:
    path = tmp_path / "auki.txt"
    path.write_text("<PERSON>Aino soitti.\n", encoding="utf-8")
    done = kerropois_here("evaluate", "pseudonyms", path)
    assert done.returncode == 1
    assert "line 1: the mark <PERSON> is not closed" in done.stderr
    assert "Aino" not in done.stderr
