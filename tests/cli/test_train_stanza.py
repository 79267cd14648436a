"""`kerropois train stanza`, and `lemmatize` with what it made."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import astuple
from pathlib import Path

import pytest

from pipeline.language.stanza_training import Settings
from tests.cli.conftest import Kerropois, lines
from tests.conftest import SMALL_TREEBANK, small_config


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A config.yaml whose stanza model is in the folder `malli`."""
    path = small_config(tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("# stanza: models/stanza", "stanza: malli"), encoding="utf-8")
    return path


@pytest.mark.slow
def test_what_was_trained_lemmatizes(
    kerropois_here: Kerropois, config: Path, small_stanza: Path
) -> None:
    shutil.copytree(small_stanza, config.parent / "malli")
    call = ("--config", config, "lemmatize", "--backend", "stanza")
    given = [{"id": 1, "tokens": ["Bussit", "kulkevat", "", "a b", "harvoin", "."]}]
    done = kerropois_here(*call, "--pretokenized", "-", given=lines(*given))
    assert (done.returncode, done.stderr) == (0, "")
    tokens = json.loads(done.stdout)["tokens"]
    assert [token["form"] for token in tokens] == given[0]["tokens"]
    assert [tokens[place]["lemma"] for place in (0, 1, 4)] == ["bussi", "kulkea", "harvoin"]
    text = {"id": 2, "text": "Asukkaat haluavat lisää penkkejä. Bussit kulkevat harvoin!"}
    done = kerropois_here(*call, "-", given=lines(text))
    assert [token["lemma"] for token in json.loads(done.stdout)["tokens"]] == [
        "asukas", "haluta", "lisää", "penkki", ".", "bussi", "kulkea", "harvoin", "!",
    ]  # fmt: skip


@pytest.mark.slow
def test_the_card_is_beside_the_model(small_stanza: Path) -> None:
    assert sorted(file.name for file in small_stanza.iterdir()) == [
        "README.md", "lemmatizer.pt", "pretrain.pt", "tagger.pt", "tokenizer.pt",
    ]  # fmt: skip
    card = (small_stanza / "README.md").read_text(encoding="utf-8")
    assert "| learnt from | 38 | " in card
    assert "--tokenizer-steps 60 --tagger-steps 40" in card
    assert "inherits the licence" in card
    figures = [float(figure) for figure in re.findall(r"\| (\d\.\d{3}) \|", card)]
    assert len(figures) == 4
    assert figures[3] > 0.5  # a dictionary of 38 sentences
    # Nothing of the machine, in the card or in the models.
    assert not re.search(r"/tmp|/home|\d{4}-\d\d-\d\d", card)
    assert not any(b"kerropois-stanza" in file.read_bytes() for file in small_stanza.iterdir())


def test_help_names_the_defaults(kerropois_here: Kerropois) -> None:
    shown = kerropois_here("train", "stanza", "--help").stdout
    for value in astuple(Settings()):
        assert f"[default: {value}]" in shown


def test_a_missing_model_is_reported_with_what_to_do(
    kerropois_here: Kerropois, config: Path
) -> None:
    done = kerropois_here("--config", config, "lemmatize", "--backend", "stanza", "-", given="")
    assert (done.returncode, done.stdout) == (1, "")
    assert "malli holds no trained stanza model" in done.stderr
    assert "kerropois train stanza --treebank DIR" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_treebank_that_is_none_is_refused(
    kerropois_here: Kerropois, config: Path, tmp_path: Path
) -> None:
    call = ("--config", config, "train", "stanza", "--treebank")
    for folder, words in ((tmp_path / "x", "is not a folder"), (tmp_path, "holds no treebank")):
        done = kerropois_here(*call, folder)
        assert done.returncode == 1
        assert words in done.stderr
    damaged = SMALL_TREEBANK.read_text(encoding="utf-8").replace("\tuusi\t", " uusi ", 1)
    (tmp_path / "train.conllu").write_text(damaged, encoding="utf-8")
    done = kerropois_here(*call, tmp_path)
    assert done.returncode == 1
    assert "train.conllu, line 7: not CoNLL-U" in done.stderr
    assert not (tmp_path / "malli").exists()
    assert kerropois_here("train", "stanza").returncode == 2
