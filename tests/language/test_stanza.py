"""stanza: trained here on a small treebank, read back, and run like every other backend."""

from __future__ import annotations

import json
import logging
import os
import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import PROJECT_ROOT
from pipeline.errors import MissingPartError
from pipeline.language.base import Lemmatizer, Options, lemmatizers, tokenize
from pipeline.language.stanza import StanzaLemmatizer
from pipeline.language.stanza_card import Figures, evaluate, model_card, running_text
from pipeline.language.stanza_data import Treebank, read_conllu, read_treebank
from pipeline.language.stanza_training import QUICK, Settings, train
from pipeline.records import Token
from tests.conftest import SMALL_TREEBANK

TREEBANKS = Path(
    os.environ.get("KERROPOIS_TREEBANKS") or PROJECT_ROOT.parent / "shared" / "data" / "ud"
)
_FORM = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=12
) | st.sampled_from(["", " ", "\t", "😀", "👩‍👩‍👧", "Kerro-Pois", "a b", "\u2028", "x" * 600, "#1"])
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.text(
    st.sampled_from("aB .!#\n\r\t\u0085\u2028\u00a0\u200b\x00\x1c")
)


@pytest.fixture(scope="module")
def stanza(small_stanza: Path) -> Lemmatizer:
    return lemmatizers.create("stanza", Options(stanza=small_stanza))


@pytest.mark.slow
def test_words_of_the_treebank_get_its_lemmas(stanza: Lemmatizer) -> None:
    (tokens,) = stanza.lemmatize_tokens([["Asukkaat", "haluavat", "lisää", "penkkejä", "."]])
    assert [token.lemma for token in tokens] == ["asukas", "haluta", "lisää", "penkki", "."]
    assert tokens[3].pos == "NOUN"
    # Compound marks are for treebanks, and a split word comes out whole.
    (tokens,) = stanza.lemmatize(["Haluan, ettei Kumppanuuspöydässä juodaan kahvia."])
    assert [(token.form, token.lemma) for token in tokens[2:4]] == [
        ("ettei", "että"), ("Kumppanuuspöydässä", "kumppanuuspöytä"),
    ]  # fmt: skip


@pytest.mark.slow
@settings(max_examples=40)
@given(sentences=st.lists(st.lists(_FORM, max_size=6), max_size=4))
def test_one_token_comes_out_for_each_form_given(
    stanza: Lemmatizer, sentences: list[list[str]]
) -> None:
    found = stanza.lemmatize_tokens(sentences)
    assert [[token.form for token in tokens] for tokens in found] == sentences
    assert all(token.pos and (token.lemma or not token.form) for row in found for token in row)


@pytest.mark.slow
@settings(max_examples=80)
@given(text=_TEXT)
def test_a_text_has_the_words_that_every_backend_finds(stanza: Lemmatizer, text: str) -> None:
    assert [token.form for token in stanza.lemmatize([text])[0]] == tokenize(text)


@pytest.mark.slow
def test_marks_and_pasted_files_are_left_as_they_are(stanza: Lemmatizer) -> None:
    forms = ["😀", "!!!", "x" * 600, ""]
    found = stanza.lemmatize_tokens([forms])[0]
    assert [token.lemma for token in found] == forms
    assert found[2:] == [Token("x" * 600, "x" * 600, "X"), Token("", "", "X")]


@pytest.mark.slow
def test_company_and_threads_change_nothing(stanza: Lemmatizer) -> None:
    sentences = [[word.form for word in sentence] for sentence in read_conllu(SMALL_TREEBANK)]
    together = stanza.lemmatize_tokens(sentences)
    assert together == [stanza.lemmatize_tokens([forms])[0] for forms in sentences]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(stanza.lemmatize_tokens, [sentences] * 4)) == [together] * 4


@pytest.mark.slow
def test_nothing_is_fetched_and_nothing_printed(
    small_stanza: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    capfd.readouterr()
    with caplog.at_level(logging.INFO):
        options = Options(stanza=small_stanza, allow_network=True)
        lemmatizers.create("stanza", options).lemmatize(["Puistossa on penkki."])
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


@pytest.mark.slow
def test_the_version_changes_with_the_model(
    small_stanza: Path, stanza: Lemmatizer, tmp_path: Path
) -> None:
    assert stanza.version.startswith("stanza-1")
    # Names as stanza's own training gives them are found too.
    for file in small_stanza.glob("*.pt"):
        shutil.copy(file, tmp_path / f"fi_pikku_nocharlm_{file.name}")
    assert StanzaLemmatizer(Options(stanza=tmp_path)).version == stanza.version
    with (tmp_path / "fi_pikku_nocharlm_pretrain.pt").open("ab") as file:
        file.write(b" ")
    assert StanzaLemmatizer(Options(stanza=tmp_path)).version != stanza.version


@pytest.mark.slow
def test_a_damaged_model_is_said_to_be_one(small_stanza: Path, tmp_path: Path) -> None:
    shutil.copytree(small_stanza, tmp_path, dirs_exist_ok=True)
    (tmp_path / "tagger.pt").write_bytes(b"not a model")
    with pytest.raises(MissingPartError, match=r"cannot be read.*kerropois train stanza"):
        lemmatizers.create("stanza", Options(stanza=tmp_path))


@pytest.mark.slow
def test_the_folder_of_models_that_stanza_fetched_is_read(
    small_stanza: Path, stanza: Lemmatizer, tmp_path: Path
) -> None:
    names = {
        "tokenize": "tokenizer",
        "pos": "tagger",
        "lemma": "lemmatizer",
        "pretrain": "pretrain",
    }
    for processor, name in names.items():
        (tmp_path / "fi" / processor).mkdir(parents=True)
        shutil.copy(small_stanza / f"{name}.pt", tmp_path / "fi" / processor / "own.pt")
    models: dict[str, dict] = {processor: {"own": {}} for processor in names}
    models["pos"]["own"]["dependencies"] = [{"model": "pretrain", "package": "own"}]
    default = {"tokenize": "own", "pos": "own", "lemma": "own"}
    finnish = {"lang_name": "Finnish", "packages": {"default": default}, **models}
    (tmp_path / "resources.json").write_text(json.dumps({"fi": finnish}), encoding="utf-8")
    fetched = StanzaLemmatizer(Options(stanza=tmp_path))
    text = ["Asukkaat odottavat bussia pysäkillä."]
    assert fetched.lemmatize(text) == stanza.lemmatize(text)


@pytest.mark.slow
def test_the_same_treebank_makes_the_same_model(tmp_path: Path) -> None:
    sentences = read_conllu(SMALL_TREEBANK)
    treebank = Treebank(sentences[:20], sentences[20:24], ("x",), split=False)
    shortest = Settings(tokenizer_steps=2, tagger_steps=2, lemmatizer_steps=2)
    for name in ("one", "two"):
        train(treebank, tmp_path / name, shortest)
    for file in sorted((tmp_path / "one").iterdir()):
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


@pytest.mark.slow
@pytest.mark.skipif(not TREEBANKS.is_dir(), reason="no treebanks (KERROPOIS_TREEBANKS)")
def test_a_short_training_on_a_real_treebank_is_worth_something(tmp_path: Path) -> None:
    treebank = read_treebank(TREEBANKS / "UD_Finnish-TDT")
    train(treebank, tmp_path, Settings(tokenizer_steps=60, tagger_steps=60, lemmatizer_steps=700))
    figures = evaluate(StanzaLemmatizer(Options(stanza=tmp_path)), treebank.dev)
    assert figures.tokens_f1 > 0.65
    assert figures.upos > 0.65
    assert figures.lemmas > 0.72


def test_a_folder_without_a_model_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match=r"no trained stanza model.*train stanza") as caught:
        lemmatizers.create("stanza", Options(stanza=tmp_path / "missing"))
    assert "pip install 'kerropois[stanza]'" in str(caught.value)
    (tmp_path / "tagger.pt").touch()
    with pytest.raises(MissingPartError, match=r"needed: tokenizer.pt, pretrain.pt, lemmatizer.pt"):
        lemmatizers.create("stanza", Options(stanza=tmp_path))


def test_models_that_cannot_be_fetched_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionError("no network here")

    monkeypatch.setattr("stanza.pipeline.core.download_resources_json", refuse)
    with pytest.raises(MissingPartError, match=r"cannot be had.*no network here"):
        lemmatizers.create("stanza", Options(stanza=tmp_path, allow_network=True))


def test_running_text_keeps_the_places_of_words() -> None:
    text, spans = running_text(read_conllu(SMALL_TREEBANK)[:2])
    assert text == "Puistossa on uusi penkki. Penkit ovat likaiset. "
    assert [[text[start:end] for start, end in row] for row in spans] == [
        ["Puistossa", "on", "uusi", "penkki", "."], ["Penkit", "ovat", "likaiset", "."],
    ]  # fmt: skip


def test_the_card_says_what_was_learnt_and_how_well() -> None:
    sentences = read_conllu(SMALL_TREEBANK)
    treebank = Treebank(sentences[:40], sentences[40:], ("fi_x-ud-dev.conllu",), split=True)
    card = model_card(treebank, QUICK, Figures(0.98765, 0.5, 0.912, 0.934))
    for words in (
        "`fi_x-ud-dev.conllu`. Every tenth", "| learnt from | 40 |", "F1 | 0.988 |",
        "words | 0.912 |", "lemmas of given words | 0.934 |", "inherits the licence",
            "--tagger-steps 100",
    ):  # fmt: skip
        assert words in card


def test_large_treebanks_are_gone_through_less_often() -> None:
    assert Settings(lemmatizer_steps=16_000).epochs(160_000) == 5
    assert Settings(lemmatizer_steps=16_000).epochs(200) == 20
    assert Settings(lemmatizer_steps=1).epochs(160_000) == 1
