"""Figures against cases counted by hand and against the formula written out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from pipeline.coding.agreement import Codes, compare, disagreed, masi_distance, model_codes
from pipeline.records import ThemeCode
from tests.coding.made import THEMES, gold_analysis

NONE: frozenset[str] = frozenset()
REACH, OPEN = frozenset({"reach"}), frozenset({"openness"})
BOTH = REACH | OPEN

sets = st.frozensets(st.sampled_from(THEMES[:3]))
coders = st.dictionaries(
    st.sampled_from(["A", "B", "C"]),
    st.dictionaries(st.sampled_from([f"v{i}" for i in range(8)]), sets, min_size=1),
    min_size=2,
)


def alpha_written_out(
    codings: Mapping[str, Mapping[str, object]], distance: Callable
) -> float | None:
    """1 - observed / expected disagreement over all pairs of values (Krippendorff 2004, 11.3)."""
    units: dict[str, list] = {}
    for codes in codings.values():
        for answer, value in codes.items():
            units.setdefault(answer, []).append(value)
    units = {answer: values for answer, values in units.items() if len(values) > 1}
    values = [value for found in units.values() for value in found]
    observed = sum(
        distance(one, other) / (len(found) - 1)
        for found in units.values()
        for one, other in permutations(found, 2)
    ) / max(len(values), 1)
    expected = sum(distance(one, other) for one, other in permutations(values, 2))
    if not expected:
        return None
    return 1 - observed / (expected / (len(values) * (len(values) - 1)))


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        (REACH, REACH, 0), (NONE, NONE, 0), (NONE, REACH, 1), (REACH, OPEN, 1),
        (BOTH, REACH, 2 / 3), (BOTH, OPEN | {"impact"}, 8 / 9),
    ],
)  # fmt: skip
def test_masi_distance(one: frozenset[str], other: frozenset[str], distance: float) -> None:
    assert masi_distance(one, other) == pytest.approx(distance)
    assert masi_distance(other, one) == pytest.approx(distance)


def test_alpha_of_sets_as_counted_by_hand() -> None:
    # {reach} three times, both once, {openness} twice.
    # Observed 2·⅔/6 = 2/9; expected 2·(3·⅔ + 3·2 + 2·⅔)/30 = 28/45.
    codings = {
        "A": {"v1": REACH, "v2": BOTH, "v3": OPEN},
        "B": {"v1": REACH, "v2": REACH, "v3": OPEN},
    }
    assert compare(codings, {}, THEMES).sets_alpha.value == pytest.approx(9 / 14)


def test_alpha_of_a_theme_as_in_krippendorff_s_own_example() -> None:
    # Computing Krippendorff's alpha-reliability (2011), A: binary data, two observers, no missing.
    rows = {"A": "0100000010", "B": "1110010000"}
    codings = {
        name: {f"v{i}": REACH if mark == "1" else NONE for i, mark in enumerate(marks)}
        for name, marks in rows.items()
    }
    alpha = compare(codings, {}, THEMES).themes[0].alpha
    assert alpha.value == pytest.approx(0.095, abs=5e-4)


@settings(max_examples=50)
@given(coders)
def test_alpha_is_the_formula_written_out(codings: dict[str, Codes]) -> None:
    figures = compare(codings, {}, THEMES)
    wanted = alpha_written_out(codings, masi_distance)
    assert figures.sets_alpha.value == (None if wanted is None else pytest.approx(wanted))
    assert bool(figures.sets_alpha.why) == (wanted is None)
    for item in figures.themes:
        binary = {
            name: {answer: item.theme in themes for answer, themes in codes.items()}
            for name, codes in codings.items()
        }
        wanted = alpha_written_out(binary, lambda one, other: float(one != other))
        assert item.alpha.value == (None if wanted is None else pytest.approx(wanted))


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from([f"v{i}" for i in range(8)]), sets, min_size=1))
def test_identical_coders_agree_wholly(codes: dict[str, frozenset[str]]) -> None:
    assume(len(set(codes.values())) > 1)
    figures = compare({"A": codes, "B": dict(codes)}, codes, THEMES)
    assert figures.sets_alpha.value == pytest.approx(1)
    assert figures.exact_sets == 1
    assert figures.macro_f1 == 1
    assert figures.model_macro_f1 == {"A": 1, "B": 1}
    assert figures.disagreements == 0
    defined = [item.alpha.value for item in figures.themes if item.alpha.value is not None]
    assert defined == pytest.approx([1] * len(defined))
    assert defined


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"v1": NONE}, {"v1": NONE}, "nobody coded it"),
        ({"v1": REACH}, {"v1": REACH}, "everybody coded it everywhere"),
        ({"v1": REACH}, {"v2": REACH}, "no answer has two coders"),
        ({}, {}, "no answer has two coders"),
    ],
)
def test_an_undefined_alpha_says_why(first: dict, second: dict, why: str) -> None:
    figures = compare({"A": first, "B": second}, {}, THEMES)
    assert (figures.themes[0].alpha.value, figures.themes[0].alpha.why) == (None, why)
    assert figures.sets_alpha.value is None
    assert figures.sets_alpha.why


def test_figures_as_counted_by_hand() -> None:
    codings = {
        "A": {"v1": REACH, "v2": BOTH, "v3": NONE, "v4": OPEN},
        "B": {"v1": REACH, "v2": REACH, "v3": REACH},
    }
    model = {"v1": REACH, "v2": NONE, "v3": NONE, "v4": OPEN, "v5": REACH}
    figures = compare(codings, model, THEMES)
    reach, _, openness, impact, *_ = figures.themes
    assert figures.answers == {"A": 4, "B": 3}
    assert (figures.by_all, figures.disagreements) == (3, 2)
    assert figures.exact_sets == pytest.approx(1 / 3)
    assert reach.coded == {"A": 2, "B": 3}
    assert reach.agreement == pytest.approx(2 / 3)
    assert reach.f1 == pytest.approx(2 * 2 / (2 + 3))
    # A has v1 and v2, the model v1; B has v1, v2 and v3.
    assert reach.model_f1 == {"A": pytest.approx(2 / 3), "B": pytest.approx(1 / 2)}
    assert openness.f1 == 0
    assert openness.model_f1 == {"A": pytest.approx(2 / 3), "B": None}
    assert (impact.f1, impact.model_f1) == (None, {"A": None, "B": None})
    assert figures.macro_f1 == pytest.approx(0.4)
    assert figures.model_macro_f1 == {"A": pytest.approx(2 / 3), "B": pytest.approx(1 / 2)}


@settings(max_examples=30)
@given(coders)
def test_f1_is_scikit_learn_s(codings: dict[str, Codes]) -> None:
    first, second, *_ = codings
    figures = compare({"A": codings[first]}, codings[second], THEMES)
    answers = sorted(codings[first])
    for item in figures.themes:
        gold, model = (
            [item.theme in codings[name].get(answer, ()) for answer in answers]
            for name in (first, second)
        )
        if any(gold) or any(model):
            assert item.model_f1["A"] == pytest.approx(f1_score(gold, model))
        else:
            assert item.model_f1["A"] is None


def test_three_coders_are_compared_pair_by_pair() -> None:
    codings = {"A": {"v1": REACH}, "B": {"v1": REACH}, "C": {"v1": NONE}}
    figures = compare(codings, {}, THEMES)
    assert figures.themes[0].agreement == pytest.approx(1 / 3)
    assert figures.themes[0].f1 == pytest.approx(2 / 4)
    assert figures.exact_sets == pytest.approx(1 / 3)


def test_one_coder_has_no_agreement_but_the_model_has_figures() -> None:
    figures = compare({"A": {"v1": REACH, "v2": NONE}}, {"v1": REACH}, THEMES)
    assert (figures.exact_sets, figures.macro_f1, figures.themes[0].f1) == (None, None, None)
    assert figures.model_macro_f1 == {"A": 1}


def test_disagreed_are_answers_with_different_sets() -> None:
    codings = {"A": {"v2": REACH, "v1": BOTH, "v3": OPEN}, "B": {"v1": REACH, "v2": REACH}}
    assert disagreed(codings) == ["v1"]


def test_the_model_s_own_codes_are_counted_whatever_people_decided() -> None:
    result = gold_analysis(20)
    wanted = {
        answer.id: frozenset(c.theme for c in result.codes if c.answer == answer.id and c.assigned)
        for answer in result.answers
    }
    overruled = [
        ThemeCode(c.answer, c.theme, c.probability, not c.assigned, c.margin) for c in result.codes
    ]
    assert model_codes(overruled) == wanted
    assert any(wanted.values())
