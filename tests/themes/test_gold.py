"""Coded answers as JSON Lines."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import InputError
from pipeline.themes.gold import code_matrix, read_coded
from tests.conftest import GOLD

THEMES = ["reach", "visibility", "openness", "impact", "dialogue", "data_use"]


def test_the_shipped_gold_is_whole() -> None:
    answers = read_coded(GOLD, THEMES)
    assert len(answers) == 9300
    assert {answer.writer for answer in answers} == {f"D{i}" for i in range(1, 33)} - {
        "D22",
        "D23",
        "D24",
    }
    matrix = code_matrix(answers, THEMES)
    assert matrix.shape == (9300, 6)
    assert matrix.sum() == sum(len(answer.themes) for answer in answers)


def test_the_writer_is_told_from_the_id(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"id": "K7-012", "text": "Hyvä pöytä", "themes": []}\n', encoding="utf-8")
    assert read_coded(file, THEMES)[0].writer == "K7"


def write(path: Path, *records: dict) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_a_file_says_nothing_of_themes_that_it_never_codes(tmp_path: Path) -> None:
    file = write(
        tmp_path / "own.jsonl",
        {"id": "a", "text": "Bussi ei kulje.", "themes": []},
        {"id": "b", "text": "Kukaan ei kuullut.", "themes": ["impact"]},
    )
    codes = code_matrix(read_coded(file, THEMES), THEMES)
    assert codes[:, THEMES.index("impact")].tolist() == [0, 1]
    assert (np.delete(codes, THEMES.index("impact"), axis=1) == -1).all()


def test_a_line_may_say_what_its_coder_looked_for(tmp_path: Path) -> None:
    file = write(
        tmp_path / "own.jsonl",
        {"id": "a", "text": "x", "themes": ["reach"], "considered": ["reach", "impact"]},
        {"id": "b", "text": "y", "themes": ["openness"]},
    )
    first, second = read_coded(file, THEMES)
    assert first.considered == {"reach", "impact"}
    assert second.considered == {"reach", "openness"}


def test_of_a_wholly_other_frame_the_shipped_answers_say_nothing() -> None:
    assert read_coded(GOLD, ["lighting", "trees"], drop_unknown=True) == []


def test_to_measure_every_theme_of_the_frame_counts_as_looked_for(tmp_path: Path) -> None:
    file = write(tmp_path / "own.jsonl", {"id": "a", "text": "x", "themes": ["reach"]})
    (answer,) = read_coded(file, THEMES, whole_frame=True)
    assert answer.considered == set(THEMES)


def test_codes_of_a_theme_outside_the_frame_can_be_dropped() -> None:
    answers = read_coded(GOLD, THEMES[:2], drop_unknown=True)
    assert len(answers) == len(read_coded(GOLD, THEMES))
    assert set().union(*(answer.themes for answer in answers)) == set(THEMES[:2])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: expected"),
        ('{"id": "x", "text": "Salainen"}', "line 2: expected"),
        ('{"id": "x", "text": "Salainen", "themes": ["talous"]}', "line 2: theme talous"),
        ("5", "line 2: expected"),
        ('{"id": "x", "text": "Salainen", "themes": [], "question": 3}', "line 2: expected"),
        ('{"id": "x", "text": "Salainen", "themes": [], "group": ["x"]}', "line 2: expected"),
    ],
)
def test_a_wrong_line_is_named_and_not_quoted(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(f'{{"id": "a", "text": "b", "themes": []}}\n{line}\n', encoding="utf-8")
    with pytest.raises(InputError, match=said) as error:
        read_coded(file, THEMES)
    assert "Salainen" not in str(error.value)


def test_an_empty_or_missing_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n")
    for name in ("empty.jsonl", "missing.jsonl"):
        with pytest.raises(InputError):
            read_coded(tmp_path / name, THEMES)
