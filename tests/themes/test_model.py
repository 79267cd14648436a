"""The shipped theme model: codes, evidence, files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.config import Config
from pipeline.embedding import Embedder, create_embedder
from pipeline.errors import MissingPartError
from pipeline.records import Answer, Token
from pipeline.themes import ThemeModel, load_theme_model, save_theme_model
from pipeline.themes.gold import DEMO_WRITERS, SHIPPED, read_coded
from pipeline.themes.model import runner_up
from tests.conftest import gold_answers

TEXTS = [
    "En ole koskaan kuullut kumppanuuspöydästä, missä siitä on kerrottu?",
    "Valtuutetut eivät tulleet kokoukseen, vaikka heidät kutsuttiin.",
    "-",
]
ANSWERS = [
    Answer(f"v{i}", "kysely", f"r{i}", "", "", "asukas", "Q1", None, text, emptyish=text == "-")
    for i, text in enumerate(TEXTS)
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
    return load_theme_model(shipped_config.path(shipped_config.models.themes), embedder.version)


def codes_of(model: ThemeModel, embedder: Embedder):  # type: ignore[no-untyped-def]
    return model.code(ANSWERS, TOKENS, embedder.encode(TEXTS))


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


def test_the_margin_tells_how_far_a_code_is_from_its_threshold(
    model: ThemeModel, embedder: Embedder
) -> None:
    for row in codes_of(model, embedder):
        for code, threshold in zip(row, model.calibration.thresholds, strict=True):
            assert code.margin == pytest.approx(code.probability - threshold)
            assert code.assigned == code.model_assigned
        next_ = runner_up(row)
        assert next_ is not None
        assert not next_.assigned
        assert all(c.assigned or c.margin <= next_.margin for c in row)


def test_a_code_does_not_depend_on_what_else_is_coded(
    model: ThemeModel, embedder: Embedder
) -> None:
    many = [answer["text"] for answer in gold_answers("D10")][:1300]
    texts = [*many, *TEXTS, *many[:7]]
    embeddings = embedder.encode(TEXTS)
    rest = np.random.default_rng(1).normal(size=(len(texts), 384)).astype(np.float32)
    rest[len(many) : len(many) + len(TEXTS)] = embeddings
    together = model.probabilities(texts, rest, ["fi"] * len(texts))
    alone = model.probabilities(TEXTS, embeddings, ["fi"] * len(TEXTS))
    assert np.array_equal(together[len(many) : len(many) + len(TEXTS)], alone)


def test_another_language_is_coded_by_meaning_alone(model: ThemeModel, embedder: Embedder) -> None:
    text = "I have never heard of the partnership table. Where is it advertised?"
    answers = [
        Answer(f"v-{language}", "kysely", "r", "", "", "asukas", "Q1", None, text, language)
        for language in ("en", "fi")
    ]
    english, finnish = model.code(answers, [[], []], embedder.encode([text, text]))
    assert "visibility" in {code.theme for code in english if code.assigned}
    assert [code.probability for code in english] != [code.probability for code in finnish]
    # Words that the coded answers do not have change nothing.
    other = model.probabilities(["Xyzzy"], embedder.encode([text]), ["en"])
    assert other[0].tolist() == [code.probability for code in english]


def test_evidence_is_the_answers_own_lemmas_and_coded_answers_of_the_theme(
    model: ThemeModel, embedder: Embedder
) -> None:
    for row, tokens in zip(codes_of(model, embedder), TOKENS, strict=True):
        for code in row:
            assert code.evidence.sentence in TEXTS or not code.assigned
            assert set(code.evidence.lemmas) <= {token.lemma for token in tokens}
            for answer in code.evidence.nearest:
                t = model.themes.index(code.theme)
                assert model.coded.codes[model.coded.ids.index(answer), t] == 1


def test_the_demo_writers_answers_are_not_in_it(model: ThemeModel) -> None:
    writers = {name.split("-")[0] for name in model.coded.ids}
    assert not writers & set(DEMO_WRITERS)
    shipped = [answer for answer in read_coded(SHIPPED, model.themes) if answer.writer in writers]
    assert model.coded.ids == tuple(answer.id for answer in shipped)


def test_a_saved_model_codes_the_same_and_has_the_same_bytes(
    model: ThemeModel, embedder: Embedder, tmp_path: Path
) -> None:
    save_theme_model(model, tmp_path)
    again = load_theme_model(tmp_path, embedder.version)
    assert again.version == model.version
    assert codes_of(again, embedder) == codes_of(model, embedder)
    save_theme_model(again, tmp_path / "twice")
    one, two = (place / "model.safetensors" for place in (tmp_path, tmp_path / "twice"))
    assert one.read_bytes() == two.read_bytes()
    assert one.stat().st_mode & 0o777 == 0o644


def test_a_private_model_can_be_read_by_nobody_else(model: ThemeModel, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    save_theme_model(model, folder, private=True)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "model.safetensors").stat().st_mode & 0o777 == 0o600


def test_the_version_changes_with_every_number(model: ThemeModel) -> None:
    """Each array of the model in turn, wherever it lies."""
    versions = {model.version}
    changed = 0

    def changes(part: Any) -> Iterator[Any]:
        for item in fields(part):
            value = getattr(part, item.name)
            if isinstance(value, np.ndarray):
                yield replace(part, **{item.name: np.roll(value, 1) + np.ones_like(value)})
            elif is_dataclass(value):
                for other in changes(value):
                    yield replace(part, **{item.name: other})
            elif isinstance(value, tuple):
                yield replace(part, **{item.name: value[::-1]})
            else:
                yield replace(part, **{item.name: f"{value}x"})

    for other in changes(model):
        versions.add(other.version)
        changed += 1
    assert len(versions) == changed + 1 > 20


def test_another_embedding_is_refused(shipped_config: Config) -> None:
    with pytest.raises(MissingPartError, match="trained on the embedding"):
        load_theme_model(shipped_config.path(shipped_config.models.themes), "another")


@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_a_missing_or_damaged_model_says_how_to_train_one(
    model: ThemeModel, tmp_path: Path, damage: str
) -> None:
    if damage == "cut":
        save_theme_model(model, tmp_path)
        file = tmp_path / "model.safetensors"
        file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(MissingPartError, match="kerropois train themes"):
        load_theme_model(tmp_path, model.embedding)


def test_no_texts_give_no_codes(model: ThemeModel) -> None:
    assert model.code([], [], np.zeros((0, 384), np.float32)) == []
