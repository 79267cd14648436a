"""`kerropois evaluate lemmas`: every backend on one treebank, side by side."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Kerropois
from tests.conftest import SMALL_TREEBANK


def test_all_installed_backends_stand_in_one_table(kerropois_here: Kerropois) -> None:
    done = kerropois_here("evaluate", "lemmas", SMALL_TREEBANK)
    assert done.returncode == 0
    assert "42 sentences" in done.stdout
    rows = [line.split(" | ")[0].strip("| ") for line in done.stdout.splitlines() if "|" in line]
    assert {"backend", "simplemma", "part of speech", "NOUN"} <= set(rows)
    assert "stanza is left out" in done.stderr  # no model is shipped


def test_figures_of_one_backend_as_json(kerropois_here: Kerropois) -> None:
    done = kerropois_here("evaluate", "lemmas", SMALL_TREEBANK, "--backend", "simplemma", "--json")
    (figures,) = json.loads(done.stdout)["backends"]
    assert figures["backend"] == "simplemma"
    assert 0.5 < figures["all_words"]["right"] / figures["all_words"]["words"] <= 1
    assert figures["strict"]["right"] <= figures["all_words"]["right"]


def test_a_named_backend_that_cannot_run_is_an_error(
    kerropois_here: Kerropois, tmp_path: Path
) -> None:
    done = kerropois_here("evaluate", "lemmas", SMALL_TREEBANK, "--backend", "stanza")
    assert done.returncode == 1
    assert "kerropois train stanza" in done.stderr
    done = kerropois_here("evaluate", "lemmas", SMALL_TREEBANK, "--backend", "sanakirja")
    assert done.returncode == 1
    assert "no lemmatizer called 'sanakirja'" in done.stderr
    done = kerropois_here("evaluate", "lemmas", tmp_path / "ei-ole.conllu")
    assert done.returncode == 1
    assert "cannot be read" in done.stderr
