"""Texts with known labels."""

from __future__ import annotations

import bz2
import json
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.topics.labelled import read_labelled

ROWS = [("Lisää penkkejä", "puistot"), ("Bussi ei kulje", "liikenne"), (" ", "muu")]
TEXTS, LABELS = ["Lisää penkkejä", "Bussi ei kulje"], ["puistot", "liikenne"]


def written(path: Path) -> Path:
    if path.suffix == ".jsonl":
        data = "".join(json.dumps({"text": t, "aihe": label}) + "\n" for t, label in ROWS)
    else:
        between = "\t" if ".tsv" in path.name else ","
        data = "\n".join(between.join(row) for row in (("text", "aihe"), *ROWS))
    path.write_bytes(bz2.compress(data.encode()) if path.suffix == ".bz2" else data.encode())
    return path


@pytest.mark.parametrize("kind", ["jsonl", "csv", "tsv", "csv.bz2"])
def test_rows_with_a_text_are_read(tmp_path: Path, kind: str) -> None:
    file = written(tmp_path / f"vastaukset.{kind}")
    assert read_labelled(file, "text", "aihe", None) == (TEXTS, LABELS)
    assert read_labelled(file, "text", None, None) == (TEXTS, None)


def test_a_sample_is_the_same_every_time(tmp_path: Path) -> None:
    file = written(tmp_path / "vastaukset.csv")
    one = read_labelled(file, "text", "aihe", 1)
    assert len(one[0]) == 1
    assert read_labelled(file, "text", "aihe", 1) == one


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    file = written(tmp_path / "vastaukset.csv")
    with pytest.raises(InputError, match=r"has no column topic\. Its columns: text, aihe"):
        read_labelled(file, "text", "topic", None)
    with pytest.raises(InputError, match="cannot be read"):
        read_labelled(tmp_path / "missing.csv", "text", None, None)
