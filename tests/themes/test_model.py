"""The shipped theme model: codes, evidence, files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.config import Config
from pipeline.embedding import Embedder, create_embedder
from pipeline.errors import MissingPartError
from pipeline.records import Token
from pipeline.themes import ThemeModel

TEXTS = [
    "En ole koskaan kuullut kumppanuuspöydästä, missä siitä on kerrottu?",
    "Valtuutetut eivät tulleet kokoukseen, vaikka heidät kutsuttiin.",
    "-",
]
TOKENS = [
    [Token("kuullut", "kuulla", "VERB"), Token("kumppanuuspöydästä", "kumppanuuspöytä", "NOUN")],
    [Token("Valtuutetut", "valtuutettu", "NOUN"), Token("kokoukseen", "kokous", "NOUN")],
    [Token("-", "-", "PUNCT")],
]


@pytest.fixture(scope="module")
def embedder(shipped_config: Config) -> Embedder:
    return create_embedder(shipped_config)


@pytest.fixture(scope="module")
def model(shipped_config: Config, embedder: Embedder) -> ThemeModel:
    return ThemeModel.load(shipped_config.path(shipped_config.models.themes), embedder.version)


def codes_of(model: ThemeModel, embedder: Embedder):  # type: ignore[no-untyped-def]
    return model.code(["a", "b", "c"], TEXTS, TOKENS, embedder.encode(TEXTS), [False, False, True])


def test_the_model_has_the_themes_of_the_coding_frame(
    model: ThemeModel, shipped_config: Config
) -> None:
    assert list(model.themes) == [theme.id for theme in shipped_config.coding_frame.themes]


def test_plain_answers_get_their_theme(model: ThemeModel, embedder: Embedder) -> None:
    first, second, _ = codes_of(model, embedder)
    assert "visibility" in {code.theme for code in first if code.assigned}
    assert "dialogue" in {code.theme for code in second if code.assigned}


def test_an_answer_that_says_nothing_raises_nothing(model: ThemeModel, embedder: Embedder) -> None:
    assert not any(code.assigned for code in codes_of(model, embedder)[2])


def test_evidence_is_the_answers_own_lemmas_and_coded_answers_of_the_theme(
    model: ThemeModel, embedder: Embedder
) -> None:
    for row, tokens in zip(codes_of(model, embedder), TOKENS, strict=True):
        for code in row:
            assert set(code.evidence.lemmas) <= {token.lemma for token in tokens}
            for answer in code.evidence.nearest:
                t = model.themes.index(code.theme)
                assert model.coded.codes[model.coded.ids.index(answer), t] == 1


def test_the_demo_writers_answers_are_not_in_it(model: ThemeModel) -> None:
    assert len(model.coded.ids) == 5720
    assert not {name.split("-")[0] for name in model.coded.ids} & {"D3", "D4", "D10"}


def test_a_saved_model_codes_the_same_and_has_the_same_bytes(
    model: ThemeModel, embedder: Embedder, tmp_path: Path
) -> None:
    model.save(tmp_path)
    again = ThemeModel.load(tmp_path, embedder.version)
    assert again.version == model.version
    assert codes_of(again, embedder) == codes_of(model, embedder)
    again.save(tmp_path / "twice")
    for name in ("model.safetensors", "model.json"):
        assert (tmp_path / name).read_bytes() == (tmp_path / "twice" / name).read_bytes()


def test_another_embedding_is_refused(shipped_config: Config) -> None:
    with pytest.raises(MissingPartError, match="trained on the embedding"):
        ThemeModel.load(shipped_config.path(shipped_config.models.themes), "another")


@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_a_missing_or_damaged_model_says_how_to_train_one(
    model: ThemeModel, tmp_path: Path, damage: str
) -> None:
    if damage == "cut":
        model.save(tmp_path)
        file = tmp_path / "model.safetensors"
        file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(MissingPartError, match="kerropois train themes"):
        ThemeModel.load(tmp_path, model.embedding)


def test_no_texts_give_no_codes(model: ThemeModel) -> None:
    assert model.code([], [], [], np.zeros((0, 384), np.float32), []) == []
