"""`kerropois train topics`: from answers with subjects to a metric in use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.models import Models
from pipeline.cli import train
from pipeline.config import load_config
from pipeline.themes import gold as gold_files
from pipeline.topics import evaluate, load_metric, training
from tests.cli.conftest import Kerropois, lines
from tests.conftest import gold_answers

SUBJECTS = ("streets_traffic", "parks_nature", "funding")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Some hundred real answers on three subjects, and some on none."""
    rows = [
        {"text": row["text"], "topic": row["topic"]}
        for writer in ("D1", "D2", "D5", "D6", "D7")
        for row in gold_answers(writer)
        if row["topic"] in (*SUBJECTS, "empty")
    ]
    file = tmp_path / "gold.jsonl"
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_metric_is_learnt_and_described(
    kerropois_here: Kerropois, gold: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "oma"
    done = kerropois_here("train", "topics", "--gold", gold, "--to", folder)
    assert done.returncode == 0, done.stderr
    metric = load_metric(folder, Models.of(load_config(None)).embedder.version)
    assert metric.version in done.stdout
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert all(subject in card for subject in SUBJECTS)
    assert "empty" not in card
    before = (folder / "metric.safetensors").read_bytes()
    kerropois_here("train", "topics", "--gold", gold, "--to", folder)
    assert (folder / "metric.safetensors").read_bytes() == before


def test_the_shipped_answers_come_with_figures_on_the_reserve(
    kerropois_here: Kerropois, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    told = [row for row in rows if row["topic"] != "empty"]
    # Two subjects in each half, though they are called four here.
    for number, row in enumerate(told):
        row |= {"topic": f"{row['topic']}_{number % 2}", "writer": "D1"}
    demo = [{"text": "Penkit puistoon", "topic": "demo", "writer": "D10"}]
    shipped, reserve = tmp_path / "shipped.jsonl", tmp_path / "reserve.jsonl"
    shipped.write_text(lines(*told, *demo), encoding="utf-8")
    reserve.write_text(lines(*told[:40]), encoding="utf-8")
    monkeypatch.setattr(gold_files, "SHIPPED", shipped)
    monkeypatch.setattr(gold_files, "RESERVE", reserve)
    monkeypatch.setattr(train, "PROJECT_ROOT", tmp_path)
    monkeypatch.setattr(training, "_SUBSAMPLES", 1)
    monkeypatch.setattr(evaluate, "_SEEDS", range(1, 2))
    folder = tmp_path / "oma"
    done = kerropois_here("train", "topics", "--to", folder)
    assert done.returncode == 0, done.stderr
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert f"{len(told)} answers with a subject" in card
    assert "demo_" not in card
    assert "On `reserve.jsonl`, 40 answers" in card
    names = [line.split(" | ")[0].strip("| ") for line in card.splitlines() if "% |" in line]
    ours = ["with the metric", "without it"]
    assert names == [*ours, "plain BERTopic", *ours, *ours]


def test_answers_without_subjects_are_refused(kerropois_here: Kerropois, tmp_path: Path) -> None:
    file = tmp_path / "vastaukset.csv"
    file.write_text("text,teema\nBussi ei tullut,liikenne\n", encoding="utf-8")
    done = kerropois_here("train", "topics", "--gold", file, "--to", tmp_path)
    assert done.returncode == 1
    assert "has no column topic" in done.stderr
