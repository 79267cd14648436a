"""Training: reproducible, and as good on unseen writers as the model card says."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from pipeline.cli.train import DEMO_WRITERS
from pipeline.config import Config
from pipeline.embedding import create_embedder
from pipeline.themes import ThemeModel
from pipeline.themes.card import model_card
from pipeline.themes.evaluate import calibration_error, evaluate, table
from pipeline.themes.gold import code_matrix, read_coded
from pipeline.themes.train import Trained, train
from tests.conftest import GOLD


@pytest.fixture(scope="module")
def trained(shipped_config: Config) -> tuple[list, np.ndarray, Trained]:
    """The shipped training once more, with its answers and their embeddings."""
    themes = [theme.id for theme in shipped_config.coding_frame.themes]
    answers = [a for a in read_coded(GOLD, themes) if a.writer not in DEMO_WRITERS]
    embedder = create_embedder(shipped_config)
    embeddings = embedder.encode([answer.text for answer in answers])
    return answers, embeddings, train(answers, embeddings, embedder.version, themes)


@pytest.mark.slow
def test_training_twice_gives_the_same_bytes(trained, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    answers, embeddings, whole = trained
    some = [row for row, answer in enumerate(answers) if answer.writer in ("D1", "D2", "D5")]
    for name in ("one", "two"):
        train(
            [answers[row] for row in some],
            embeddings[some],
            whole.model.embedding,
            whole.model.themes,
        ).model.save(tmp_path / name)
    for name in ("model.safetensors", "model.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.slow
def test_the_shipped_model_and_its_card_are_what_training_gives(  # type: ignore[no-untyped-def]
    trained, shipped_config: Config
) -> None:
    answers, embeddings, one = trained
    folder = shipped_config.path(shipped_config.models.themes)
    shipped = ThemeModel.load(folder, one.model.embedding)
    texts = [answer.text for answer in answers]
    assert np.allclose(
        shipped.probabilities(texts, embeddings),
        one.model.probabilities(texts, embeddings),
        atol=0.02,
    )
    figure = re.compile(r"macro-F1 \| (\d\.\d+)")
    card = (folder / "README.md").read_text(encoding="utf-8")
    made = model_card(answers, one, DEMO_WRITERS)
    assert float(figure.search(card)[1]) == pytest.approx(float(figure.search(made)[1]), abs=0.005)  # type: ignore[index]


@pytest.mark.slow
def test_agreement_on_unseen_writers(trained) -> None:  # type: ignore[no-untyped-def]
    answers, _, one = trained
    gold = code_matrix(answers, one.model.themes)
    figures = evaluate(gold, one.assigned, one.probabilities, one.model.themes)
    assert figures.macro_f1.value > 0.79
    assert figures.exact_sets.value > 0.68
    assert figures.calibration_error < 0.03


def test_figures_of_perfect_codes_are_perfect() -> None:
    gold = np.array([[1, 0], [0, 1], [1, 1], [0, 0]])
    figures = evaluate(gold, gold.astype(bool), gold.astype(float), ["reach", "impact"])
    assert figures.macro_f1.value == figures.exact_sets.value == 1
    assert figures.calibration_error == 0
    assert [theme.prevalence_error for theme in figures.themes] == [0, 0]


def test_intervals_hold_their_value_and_narrow_with_more_answers() -> None:
    rng = np.random.default_rng(3)
    gold = (rng.random((800, 2)) < 0.3).astype(int)
    coded = np.where(rng.random(gold.shape) < 0.15, 1 - gold, gold).astype(bool)
    few = evaluate(gold[:50], coded[:50], coded[:50].astype(float), ["a", "b"]).macro_f1
    many = evaluate(gold, coded, coded.astype(float), ["a", "b"]).macro_f1
    assert few.low <= few.value <= few.high
    assert many.high - many.low < few.high - few.low


def test_calibration_error_is_the_mean_gap() -> None:
    gold, said = np.array([1, 0, 1, 0]), np.array([0.95, 0.95, 0.95, 0.95])
    assert calibration_error(gold, said) == pytest.approx(0.45)


def test_the_table_names_every_theme() -> None:
    gold = np.array([[1, 0], [0, 1]])
    lines = "\n".join(table(evaluate(gold, gold > 0, gold.astype(float), ["reach", "impact"])))
    assert "| reach | 1 |" in lines
    assert "macro-F1" in lines
