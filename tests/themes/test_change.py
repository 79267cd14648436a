"""What became of a share between two rounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.themes.change import FEWEST_RESPONDENTS, TOO_FEW, Direction, change
from pipeline.themes.prevalence import Method, Prevalence, counted
from tests.themes.simulation import MODELS, Setting, changes, corrected, estimate

_OPPOSITE = {Direction.GROWN: Direction.SHRUNK, Direction.SHRUNK: Direction.GROWN}


@st.composite
def shares(draw: st.DrawFn) -> Prevalence:
    base = draw(st.integers(1, 2000))
    count = draw(st.integers(0, base))
    if draw(st.booleans()):
        return counted(count, base)
    low, share, high = sorted(draw(st.tuples(*[st.floats(0, 1)] * 3)))
    model_count = draw(st.none() | st.integers(0, base))
    return Prevalence(base, count, model_count, min(base, 60), share, low, high, Method.PPI)


@pytest.mark.parametrize(
    ("now", "earlier", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17, 873-890, table II, method 10, rows a and b.
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
    ],
)
def test_the_interval_is_newcombe_s(
    now: tuple[int, int], earlier: tuple[int, int], low: float, high: float
) -> None:
    from pipeline.themes.change import _difference

    found = _difference(counted(*now), counted(*earlier))
    assert found[1:] == pytest.approx((low, high), abs=5e-5)


@given(shares(), shares())
def test_rounds_swapped_turn_the_change_round(one: Prevalence, other: Prevalence) -> None:
    there, back = change(one, other), change(other, one)
    assert back.direction is _OPPOSITE.get(there.direction, there.direction)
    assert back.method is there.method
    if there.difference is None:
        assert back == there == TOO_FEW
    else:
        assert (back.difference, back.low, back.high) == pytest.approx(
            (-there.difference, -there.high, -there.low)
        )


@given(shares(), shares())
def test_a_direction_is_said_only_when_the_whole_interval_is_on_one_side(
    now: Prevalence, earlier: Prevalence
) -> None:
    found = change(now, earlier)
    few = min(now.respondents, earlier.respondents) < FEWEST_RESPONDENTS
    alike = now.method is earlier.method is Method.PPI
    if few or (not alike and None in (now.model_count, earlier.model_count)):
        assert found == TOO_FEW
        return
    assert -1 <= found.low <= found.difference <= found.high <= 1
    expected = {1: Direction.GROWN, -1: Direction.SHRUNK, 0: Direction.SAME}
    sides = {np.sign(found.low), np.sign(found.high)}
    assert found.direction is expected[sides.pop() if len(sides) == 1 else 0]


@given(shares())
def test_nothing_is_said_where_a_share_is_not_shown(share: Prevalence) -> None:
    assert change(None, share) == change(share, None) == change(None, None) == TOO_FEW


def test_two_corrected_shares_are_compared_as_they_are() -> None:
    now = Prevalence(400, 130, None, 60, 0.30, 0.22, 0.38, Method.PPI)
    earlier = Prevalence(400, 60, None, 60, 0.15, 0.10, 0.21, Method.PPI)
    found = change(now, earlier)
    assert found.direction is Direction.GROWN
    assert found.method is Method.PPI
    assert found.difference == pytest.approx(0.15)
    assert found.low == pytest.approx(0.15 - np.hypot(0.08, 0.06))
    assert found.high == pytest.approx(0.15 + np.hypot(0.08, 0.05))


@pytest.mark.parametrize("method", Method)
def test_shares_not_both_corrected_are_compared_by_the_model_s_word(method: Method) -> None:
    """What people have mended in one round alone would look like a change."""
    now = Prevalence(1500, 300, 450, 150, 0.20, 0.17, 0.24, method)
    earlier = counted(450, 1500)
    assert change(now, earlier) == change(counted(450, 1500), earlier)
    assert change(now, earlier).direction is Direction.SAME
    assert change(earlier, now).method is Method.WILSON


def test_a_model_s_count_that_may_not_be_told_is_in_no_change() -> None:
    untold = replace(counted(450, 1500), model_count=None)
    assert change(untold, counted(450, 1500)) == change(counted(450, 1500), untold) == TOO_FEW


def test_thirty_respondents_see_a_change_of_some_25_points() -> None:
    """The figures of docs/shares.md: of 10 in 30, to 3 or to 18."""
    found = [change(counted(now, 30), counted(10, 30)).direction for now in (3, 4, 17, 18)]
    assert found == [Direction.SHRUNK, Direction.SAME, Direction.SAME, Direction.GROWN]


def test_fewer_respondents_in_either_round_are_too_few() -> None:
    few, enough = counted(29, FEWEST_RESPONDENTS - 1), counted(0, FEWEST_RESPONDENTS)
    assert change(few, enough) == change(enough, few) == TOO_FEW
    assert change(counted(30, FEWEST_RESPONDENTS), enough).direction is Direction.GROWN


@pytest.mark.parametrize("coded", [0, 60])
def test_no_change_is_rarely_taken_for_one(coded: int) -> None:
    """Also without a coded sample: the model errs alike in both rounds."""
    setting = Setting(400, coded, 0.3, 0.7, 0.95)
    found = changes(setting, setting, rounds=1000, seed=1)
    assert 0.02 <= np.mean([item.direction is not Direction.SAME for item in found]) <= 0.08


@pytest.mark.parametrize("model", MODELS, ids=str)
@pytest.mark.parametrize("raising", [0.1, 0.3])
@pytest.mark.parametrize(
    ("coded", "one"),
    [(0, estimate), (0, corrected(3)), (150, estimate), (400, estimate)],
    ids=["nothing", "corrected", "sampled", "coded whole"],
)
def test_what_people_do_in_one_round_alone_is_no_change(
    model: tuple[float, float], raising: float, coded: int, one: Callable[..., Prevalence]
) -> None:
    now, earlier = Setting(400, coded, raising, *model), Setting(400, 0, raising, *model)
    found = changes(now, earlier, rounds=400, seed=3, one=one)
    assert np.mean([item.direction is not Direction.SAME for item in found]) <= 0.08
    assert abs(np.mean([item.difference for item in found])) < 0.006


def test_coded_samples_hold_the_true_change_and_see_it() -> None:
    now, earlier = (Setting(400, 60, share, 0.7, 0.95) for share in (0.5, 0.3))
    found = changes(now, earlier, rounds=1000, seed=1)
    assert 0.92 <= np.mean([item.low <= 0.2 <= item.high for item in found]) <= 0.98
    assert np.mean([item.direction is Direction.GROWN for item in found]) > 0.7


def test_without_coded_samples_a_change_looks_smaller_than_it_is() -> None:
    now, earlier = (Setting(400, 0, share, 0.7, 0.95) for share in (0.5, 0.3))
    found = changes(now, earlier, rounds=1000, seed=1)
    seen = np.mean([item.difference for item in found])
    assert seen == pytest.approx(0.2 * (0.7 + 0.95 - 1), abs=0.005)
