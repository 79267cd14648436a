"""`kerropois evaluate`: lemmatizers on one treebank, topics beside plain BERTopic."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Kerropois, lines
from tests.conftest import SMALL_TREEBANK, gold_answers


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


@pytest.mark.parametrize("kind", ["jsonl", "tsv"])
def test_topics_are_measured_beside_plain_bertopic(
    kerropois_here: Kerropois, tmp_path: Path, kind: str
) -> None:
    answers = gold_answers("D10")[:60]
    file = tmp_path / f"vastaukset.{kind}"
    if kind == "jsonl":
        file.write_text(lines(*answers), encoding="utf-8")
    else:
        rows = [f"{answer['topic']}\t{answer['text']}" for answer in answers]
        file.write_text("\n".join(["topic\ttext", *rows]), encoding="utf-8")
    done = kerropois_here(
        "evaluate", "topics", file, "--labels", "topic", "--subsamples", 2, "--json"
    )
    assert done.returncode == 0, done.stderr
    ours, plain = json.loads(done.stdout)
    assert (ours["name"], plain["name"]) == ("this program", "plain BERTopic")
    assert ours["topics"] >= 2
    assert ours["unassigned"] <= 0.15
    assert 0 < ours["subsamples"] <= 1
    assert ours["ami"] > plain["ami"]
    assert "learnt from" not in done.stderr  # the demo's writers are left out


def test_topics_of_answers_that_the_metric_learnt_from_are_told(
    kerropois_here: Kerropois, tmp_path: Path
) -> None:
    told = [answer for answer in gold_answers("D1") if answer["topic"] not in ("empty", "other")]
    file = tmp_path / "vastaukset.jsonl"
    file.write_text(lines(*told[:12], *gold_answers("D10")[:8]), encoding="utf-8")
    done = kerropois_here("evaluate", "topics", file, "--subsamples", 0, "--json")
    assert done.returncode == 0, done.stderr
    assert "The topic metric learnt from 12 of these 20 answers: the figures of" in done.stderr
    assert [row["name"] for row in json.loads(done.stdout)] == ["this program", "plain BERTopic"]


def test_help_says_that_both_rows_are_medians(kerropois_here: Kerropois) -> None:
    shown = " ".join(kerropois_here("evaluate", "topics", "--help").stdout.split())
    assert "the figures of both are the median of five seeds" in shown


def test_a_missing_column_of_labels_is_named(kerropois_here: Kerropois, tmp_path: Path) -> None:
    file = tmp_path / "vastaukset.csv"
    file.write_text("text,aihe\nPenkit,puistot\n", encoding="utf-8")
    done = kerropois_here("evaluate", "topics", file, "--labels", "topic")
    assert done.returncode == 1
    assert "has no column topic. Its columns: text, aihe." in done.stderr
