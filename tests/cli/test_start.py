"""Starting: quick help, exit codes, errors without tracebacks."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from pipeline.topics import Metric, save_metric
from tests.cli.conftest import Kerropois


def test_help_answers_in_half_a_second(kerropois: Kerropois) -> None:
    def seconds() -> float:
        started = time.perf_counter()
        assert kerropois("--help").returncode == 0
        return time.perf_counter() - started

    assert min(seconds() for _ in range(5)) < 0.5


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from pipeline.cli import kerropois\n"
        "try: kerropois(['--help'])\n"
        "except SystemExit: pass\n"
        "print(','.join(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(shown.stdout.splitlines()[-1].split(","))
    heavy = {"torch", "spacy", "sklearn", "bertopic", "prefect", "pandas", "sqlalchemy", "numpy"}
    assert not loaded & heavy


def test_help_names_every_verb_of_the_contract(kerropois: Kerropois) -> None:
    shown = kerropois("--help").stdout
    for verb in (
        "run", "demo", "browse", "export", "serve", "lemmatize", "pseudonymise", "topics", "tag",
        "evaluate", "doctor",
    ):  # fmt: skip
        assert f"\n  {verb} " in shown


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0),
        (["lemmatise"], 2),
        (["export", "2024-asukaskysely"], 2),
        (["lemmatize", "no-such-file.jsonl"], 1),
        (["run", "no-such-round"], 1),
        (["--config", "no-such.yaml", "run"], 1),
        (["lemmatize", "--backend", "no-such", "-"], 1),
        (["browse"], 1),
        (["serve"], 1),
    ],
)
def test_exit_codes(kerropois: Kerropois, arguments: list[str], code: int) -> None:
    done = kerropois(*arguments)
    assert done.returncode == code
    assert bool(done.stderr) == (code != 0)
    assert "Traceback" not in done.stderr


def test_inspect_shows_which_column_is_what(kerropois: Kerropois, tmp_path: Path) -> None:
    export = tmp_path / "vienti.csv"
    export.write_text(
        "Tunnus;Sähköposti;Asuinalueesi;1. Mitä kumppanuuspöytien toiminnassa pitäisi kehittää?\n"
        "1;a@example.fi;Laune;Enemmän tietoa kokouksista\n",
        encoding="utf-8",
    )
    shown = kerropois("inspect", export).stdout
    assert "respondent: 'Tunnus'" in shown
    assert "area: 'Asuinalueesi'" in shown
    assert "Q2: '1. Mitä kumppanuuspöytien" in shown
    assert "'Sähköposti' (personal data, never read)" in shown
    assert "a@example.fi" not in shown


def test_doctor_says_what_each_stage_will_use(kerropois_here: Kerropois, small_round: Path) -> None:
    done = kerropois_here("--config", small_round, "doctor")
    assert done.returncode == 0, done.stderr
    for word in ("lemmatizer in use:", "embedding: e5-small", "theme model:", "store: sqlite"):
        assert word in done.stdout


def test_doctor_says_how_to_get_what_is_missing(
    kerropois_here: Kerropois, small_round: Path
) -> None:
    text = small_round.read_text(encoding="utf-8").replace("embedding: e5-small ", "embedding: x ")
    small_round.write_text(text, encoding="utf-8")
    done = kerropois_here("--config", small_round, "doctor")
    assert done.returncode == 1
    assert "allow_network" in done.stderr
    assert "Traceback" not in done.stderr


def other_metric(folder: Path) -> None:
    """A topic metric that was learnt on another embedding."""
    none = np.zeros((1, 1), np.float16)
    save_metric(Metric("other-1", "other-1", none, none, none, np.zeros(0, np.uint32)), folder)


def damaged_metric(folder: Path) -> None:
    folder.mkdir()
    (folder / "metric.safetensors").write_bytes(b"no metric")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda folder: None, "there is no topic metric in"),
        (damaged_metric, "is damaged"),
        (other_metric, "was learnt on the embedding other-1"),
    ],
)
def test_doctor_says_that_the_topic_model_cannot_run_without_its_metric(
    kerropois_here: Kerropois, small_round: Path, make: Callable[[Path], None], reason: str
) -> None:
    make(small_round.with_name("oma"))
    text = small_round.read_text(encoding="utf-8").replace("metric: models/topics ", "metric: oma ")
    small_round.write_text(text, encoding="utf-8")
    done = kerropois_here("--config", small_round, "doctor")
    assert done.returncode == 1
    assert "topic model: bertopic – not usable" in done.stderr
    assert reason in done.stderr
    assert "kerropois train topics" in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_says_that_the_theme_model_does_not_know_a_theme_of_the_frame(
    kerropois_here: Kerropois, small_round: Path
) -> None:
    text = small_round.read_text(encoding="utf-8")
    text = text.replace("    - id: impact\n", "    - id: hyoty\n")
    small_round.write_text(text, encoding="utf-8")
    done = kerropois_here("--config", small_round, "doctor")
    assert done.returncode == 1
    assert "– not usable" in done.stderr
    assert "does not know the theme hyoty" in done.stderr
