"""Coded answers as JSON Lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.themes.gold import code_matrix, read_coded
from tests.conftest import GOLD

THEMES = ["reach", "visibility", "openness", "impact", "dialogue", "data_use"]


def test_the_shipped_gold_is_whole() -> None:
    answers = read_coded(GOLD, THEMES)
    assert len(answers) == 6500
    assert {answer.writer for answer in answers} == {f"D{i}" for i in range(1, 22)}
    matrix = code_matrix(answers, THEMES)
    assert matrix.shape == (6500, 6)
    assert matrix.sum() == sum(len(answer.themes) for answer in answers)


def test_the_writer_is_told_from_the_id(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"id": "K7-012", "text": "Hyvä pöytä", "themes": []}\n', encoding="utf-8")
    assert read_coded(file, THEMES)[0].writer == "K7"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: expected"),
        ('{"id": "x", "text": "Salainen"}', "line 2: expected"),
        ('{"id": "x", "text": "Salainen", "themes": ["talous"]}', "line 2: theme talous"),
        ("5", "line 2: expected"),
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
