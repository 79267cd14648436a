"""Agreement with people's codes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from pipeline.themes.evaluate import calibration_error, evaluate, kinds_of, macro_f1, table

THEMES = ["reach", "impact"]


def test_figures_of_perfect_codes_are_perfect() -> None:
    gold = np.array([[1, 0], [0, 1], [1, 1], [0, 0]])
    figures = evaluate(gold, gold.astype(bool), gold.astype(float), THEMES)
    assert figures.macro_f1.value == figures.exact_sets.value == 1
    assert figures.calibration_error == 0
    assert [theme.prevalence_error for theme in figures.themes] == [0, 0]


@given(st.integers(0, 10_000))
def test_the_figures_are_scikit_learn_s(seed: int) -> None:
    rng = np.random.default_rng(seed)
    gold = (rng.random((60, 2)) < 0.4).astype(int)
    said = np.where(rng.random(gold.shape) < 0.2, 1 - gold, gold)
    figures = evaluate(gold, said.astype(bool), said.astype(float), THEMES)
    assert figures.macro_f1.value == pytest.approx(f1_score(gold, said, average="macro"))
    assert figures.micro_f1.value == pytest.approx(f1_score(gold, said, average="micro"))
    assert figures.exact_sets.value == pytest.approx((gold == said).all(axis=1).mean())
    assert macro_f1(gold, said) == pytest.approx(figures.macro_f1.value)


def test_what_nobody_looked_for_counts_nowhere() -> None:
    gold = np.array([[1, 0], [0, 1], [1, 1], [0, 0], [-1, 1]])
    said = np.array([[1, 0], [0, 1], [1, 1], [0, 0], [1, 1]], bool)
    figures = evaluate(gold, said, said.astype(float), THEMES)
    assert figures.macro_f1.value == figures.exact_sets.value == 1
    assert figures.themes[0].answers == 2
    assert figures.themes[0].prevalence_error == 0


def test_intervals_hold_their_value_and_narrow_with_more_answers() -> None:
    rng = np.random.default_rng(3)
    gold = (rng.random((800, 2)) < 0.3).astype(int)
    coded = np.where(rng.random(gold.shape) < 0.15, 1 - gold, gold).astype(bool)
    few = evaluate(gold[:50], coded[:50], coded[:50].astype(float), THEMES).macro_f1
    many = evaluate(gold, coded, coded.astype(float), THEMES).macro_f1
    assert few.low <= few.value <= few.high
    assert many.high - many.low < few.high - few.low


def test_calibration_error_is_the_mean_gap() -> None:
    gold, said = np.array([1, 0, 1, 0]), np.array([0.95, 0.95, 0.95, 0.95])
    assert calibration_error(gold, said) == pytest.approx(0.45)


def test_slices_are_measured_on_their_own_answers() -> None:
    gold = np.array([[1, 0]] * 4 + [[0, 1]] * 4)
    said = gold.astype(bool)
    said[4:] = [True, False]
    gold, said = np.repeat(gold, 5, axis=0), np.repeat(said, 5, axis=0)
    kinds = kinds_of(
        ["D2"] * 20 + ["D10"] * 20, [""] * 40, ["asukas"] * 38 + ["x"] * 2, ["fi"] * 40,
        ["a b"] * 40,
    )  # fmt: skip
    slices = evaluate(gold, said, said.astype(float), THEMES, kinds).slices
    by_writer = [item for item in slices if item.kind == "writer"]
    assert [item.value for item in by_writer] == ["D2", "D10"]
    assert [item.exact_sets.value for item in by_writer] == [1, 0]
    assert [item.prevalence_error for item in by_writer] == [0, 100]
    assert {item.value for item in slices if item.kind == "length"} == {"1–5 words"}
    # Two answers of a group could be one person's.
    assert {item.value for item in slices if item.kind == "group"} == {"asukas", "others"}


def test_a_slice_s_prevalence_error_is_of_what_was_looked_for() -> None:
    gold = np.array([[1, -1]] * 10 + [[-1, 0]] * 90)
    said = np.zeros(gold.shape, bool)
    figures = evaluate(gold, said, said.astype(float), THEMES, {"question": ["Q1"] * 100})
    assert figures.themes[0].prevalence_error == -100
    assert figures.slices[0].prevalence_error == -100


def test_answers_of_which_nobody_said_anything_are_no_exact_sets() -> None:
    gold = np.array([[-1, -1], [1, 0]])
    said = np.array([[1, 1], [0, 0]], bool)
    assert evaluate(gold, said, said.astype(float), THEMES).exact_sets.value == 0


def test_intervals_are_wider_when_few_hands_wrote_many_answers() -> None:
    rng = np.random.default_rng(4)
    writers = np.repeat(np.arange(10), 80)
    gold = (rng.random((800, 2)) < 0.4).astype(int)
    errors = rng.random((10, 1, 1)) * 0.4  # some writers are harder than others
    wrong = rng.random((10, 80, 2)) < errors
    said = np.where(wrong.reshape(800, 2), 1 - gold, gold).astype(bool)
    names = [str(writer) for writer in writers]
    of_answers = evaluate(gold, said, said.astype(float), THEMES).macro_f1
    of_writers = evaluate(gold, said, said.astype(float), THEMES, writers=names).macro_f1
    assert of_writers.value == of_answers.value
    assert of_writers.high - of_writers.low > 2 * (of_answers.high - of_answers.low)


def test_the_table_names_every_theme_and_slice() -> None:
    gold = np.array([[1, 0], [0, 1]])
    kinds = {"question": ["Q1", "Q2"]}
    lines = "\n".join(table(evaluate(gold, gold > 0, gold.astype(float), THEMES, kinds)))
    assert "| reach | 1 |" in lines
    assert "macro-F1" in lines
    assert "| question Q2 | 1 |" in lines
