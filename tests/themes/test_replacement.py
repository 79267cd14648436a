"""A better model is not replaced by a worse one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.themes.replacement import Comparison, compare
from pipeline.themes.train import Trained, train
from tests.themes.made import THEMES, answers_by, embeddings_of

ANSWERS = answers_by("D1", "D2", "D8")
EMBEDDINGS = embeddings_of(ANSWERS)
FINNISH = ["fi"] * len(ANSWERS)


def trained_on(rows: np.ndarray) -> Trained:
    kept = [answer for answer, wanted in zip(ANSWERS, rows, strict=True) if wanted]
    return train(kept, EMBEDDINGS[rows], ["fi"] * len(kept), "e", THEMES)


@pytest.fixture(scope="module")
def all_of_them() -> Trained:
    return trained_on(np.ones(len(ANSWERS), bool))


@pytest.fixture(scope="module")
def few() -> Trained:
    by = {"D1": "D1", "D2": "D2"}
    rows = np.array([a.writer in by and i % 6 == 0 for i, a in enumerate(ANSWERS)])
    return trained_on(rows)


def test_a_model_is_as_good_as_itself(all_of_them: Trained) -> None:
    found = compare(all_of_them.model, all_of_them.model, ANSWERS, EMBEDDINGS, FINNISH)
    assert found is not None
    assert (found.answers, found.old) == (len(ANSWERS), found.new)
    assert not found.old_is_better


def test_a_model_of_more_answers_beats_one_of_few(all_of_them: Trained, few: Trained) -> None:
    found = compare(few.model, all_of_them.model, ANSWERS, EMBEDDINGS, FINNISH)
    assert found is not None
    assert found.new > found.old + 0.05


def test_the_worse_one_is_found_out_on_its_own_training_answers(
    all_of_them: Trained, few: Trained
) -> None:
    rows = np.array([answer.id in few.model.coded.ids for answer in ANSWERS])
    kept = [answer for answer, wanted in zip(ANSWERS, rows, strict=True) if wanted]
    found = compare(all_of_them.model, few.model, kept, EMBEDDINGS[rows], FINNISH[: len(kept)])
    assert found is not None
    assert found.answers == rows.sum()
    assert found.old_is_better


def test_models_with_nothing_in_common_are_not_compared(all_of_them: Trained) -> None:
    model = all_of_them.model
    for other in (
        replace(model, themes=tuple(f"x{t}" for t in THEMES)),
        replace(model, embedding="another"),
    ):
        assert compare(other, model, ANSWERS, EMBEDDINGS, FINNISH) is None


def test_a_hair_s_breadth_is_chance() -> None:
    assert not Comparison(100, 0.804, 0.800).old_is_better
    assert Comparison(100, 0.81, 0.80).old_is_better
