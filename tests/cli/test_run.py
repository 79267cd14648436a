"""The main job from the command line, over the shipped rounds and over a small one."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from pipeline.config import load_config
from pipeline.store import Store
from tests.cli.conftest import Kerropois
from tests.conftest import gold_answers


def answers_outside_the_store(data: Path, printed: str) -> list[str]:
    """Answers that stand in the log, in Prefect's own files or anywhere else but the store."""
    files = [f for f in data.rglob("*") if f.is_file() and "kerropois.sqlite" not in f.name]
    assert any("prefect.db" in file.name for file in files)
    kept = b"".join(file.read_bytes() for file in files) + printed.encode()
    long_answers = [a["text"] for a in gold_answers("D10")[:60] if len(a["text"]) > 40]
    return [text for text in long_answers if text[:40].encode() in kept]


def test_run_then_export(kerropois: Kerropois, small_round: Path, tmp_path: Path) -> None:
    done = kerropois("--config", small_round, "run")
    assert done.returncode == 0, done.stderr
    assert "kysely: 60 answers from 60 respondents, 0 rows rejected." in done.stdout
    assert not answers_outside_the_store(small_round.parent / "data", done.stdout + done.stderr)
    again = kerropois("--config", small_round, "run")
    assert again.stdout == "kysely: unchanged.\n"
    out = tmp_path / "taulukot"
    exported = kerropois("--config", small_round, "export", "kysely", "--to", out)
    assert exported.returncode == 0, exported.stderr
    assert {path.name for path in out.iterdir()} == {
        "teemataulukot.xlsx", "teemat.csv", "sitaatit.csv", "aiheet.csv",
    }  # fmt: skip
    answers = {
        a.id: a.text for a in Store(load_config(small_round).store_url).read("kysely").answers
    }
    with (out / "sitaatit.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert rows
    assert all(answers[row["vastaus"]] == row["sitaatti"].removeprefix("'") for row in rows)


def test_export_before_run_says_what_to_do(
    kerropois_here: Kerropois, small_round: Path, tmp_path: Path
) -> None:
    done = kerropois_here("--config", small_round, "export", "kysely", "--to", tmp_path / "x")
    assert done.returncode == 1
    assert "kerropois run kysely" in done.stderr


@pytest.mark.usefixtures("prefect")
def test_one_bad_round_does_not_stop_the_others(
    kerropois_here: Kerropois, small_round: Path
) -> None:
    text = small_round.read_text(encoding="utf-8")
    bad = """rounds:
  - id: rikki
    name: {fi: Rikki, en: Broken}
    kind: workshop
    opens: 2024-02-01
    closes: 2024-02-02
    sources: [{file: rikki.xlsx}]
"""
    small_round.write_text(text.replace("rounds:\n", bad, 1), encoding="utf-8")
    (small_round.parent / "rikki.xlsx").write_bytes(b"PK\x03\x04 cut short")
    done = kerropois_here("--config", small_round, "run")
    assert done.returncode == 1
    assert "rikki.xlsx is cut short or damaged" in done.stderr
    assert "Traceback" not in done.stderr
    assert "kysely: 60 answers" in done.stdout


@pytest.mark.slow
def test_the_demo_writes_tables_of_all_six_rounds(kerropois: Kerropois, tmp_path: Path) -> None:
    done = kerropois("demo", "--to", tmp_path / "demo")
    assert done.returncode == 0, done.stderr
    workbook = tmp_path / "demo" / "tables" / "teemataulukot.xlsx"
    assert str(workbook.parent) in done.stdout
    first = workbook.read_bytes()
    config = load_config()
    book = openpyxl.load_workbook(workbook)
    for item in config.rounds:
        rows = [row for row in book[item.id].iter_rows(values_only=True) if any(row)]
        start = next(i for i, row in enumerate(rows) if row[0] == "Osuus vastaajista")
        head, themes = rows[start + 1], rows[start + 2 : start + 8]
        assert head[1:5] == ("Eteläinen", "Itäinen", "Pohjoinen", "Keskusta")
        assert head[6] == "Koko kaupunki"
        assert [row[0] for row in themes] == [t.name.fi for t in config.coding_frame.themes]
        for row in themes:
            assert all(cell == "ei näytetä" or 0 <= cell <= 1 for cell in row[1:7])
        # The whole city is a number, unless fewer than five in all raise the theme.
        assert sum(isinstance(row[6], float | int) for row in themes) >= 5
    again = kerropois("demo", "--to", tmp_path / "demo")
    assert again.stdout.count(": unchanged.") == 6
    assert workbook.read_bytes() == first


def test_a_round_whose_file_has_not_come_is_no_error_unless_it_is_named(
    kerropois_here: Kerropois, small_round: Path
) -> None:
    (small_round.parent / "kysely.csv").unlink()
    waiting = kerropois_here("--config", small_round, "run")
    assert (waiting.returncode, waiting.stdout) == (0, "kysely: no answers have come yet.\n")


@pytest.mark.usefixtures("prefect")
def test_a_theme_that_the_model_does_not_know_is_refused(
    kerropois_here: Kerropois, small_round: Path
) -> None:
    text = small_round.read_text(encoding="utf-8")
    small_round.write_text(text.replace("id: impact", "id: talous"), encoding="utf-8")
    done = kerropois_here("--config", small_round, "run")
    assert done.returncode == 1
    assert "does not know the theme talous" in done.stderr
    assert "Traceback" not in done.stderr
