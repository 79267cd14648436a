"""What numbers can be that are known by sums, against every way to fill them in."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.intervals import ContradictionError, Equation, intervals

Bounds = dict[str, tuple[int, int]]


@st.composite
def systems(draw: st.DrawFn) -> tuple[Bounds, list[Equation]]:
    """Up to six unknowns and four equations that some numbers fit."""
    names = "abcdef"[: draw(st.integers(1, 6))]
    way = {name: draw(st.integers(0, 3)) for name in names}
    bounds = {
        name: (draw(st.integers(0, number)), draw(st.integers(number, 4)))
        for name, number in way.items()
    }
    equations = []
    for _ in range(draw(st.integers(0, 4))):
        chosen = draw(st.sets(st.sampled_from(names), min_size=1))
        terms = {name: draw(st.sampled_from((1, -1))) for name in sorted(chosen)}
        equations.append(Equation(terms, sum(sign * way[name] for name, sign in terms.items())))
    return bounds, equations


def by_hand(bounds: Bounds, equations: list[Equation]) -> Bounds:
    """The least and the most of each, over every way that fits."""
    names = list(bounds)
    ways = [
        way
        for numbers in product(*(range(low, high + 1) for low, high in bounds.values()))
        if all(
            sum(sign * way[name] for name, sign in equation.terms.items()) == equation.total
            for way in [dict(zip(names, numbers, strict=True))]
            for equation in equations
        )
        for way in [dict(zip(names, numbers, strict=True))]
    ]
    return {name: (min(w[name] for w in ways), max(w[name] for w in ways)) for name in names}


@given(systems())
def test_the_bounds_are_those_of_every_way_to_fill_in_the_numbers(
    system: tuple[Bounds, list[Equation]],
) -> None:
    assert intervals(*system, enough=100) == by_hand(*system)


@given(systems(), st.integers(1, 3))
def test_a_most_that_is_enough_is_never_too_small(
    system: tuple[Bounds, list[Equation]], enough: int
) -> None:
    exact = by_hand(*system)
    for name, (low, high) in intervals(*system, enough).items():
        assert low == exact[name][0]
        assert high == exact[name][1] or high >= exact[name][1] >= enough


def test_unknowns_that_many_sums_tie_together_are_solved_whole() -> None:
    """The corner of a table with two rows and two columns is known from the last cell of each."""
    bounds = dict.fromkeys("abcd", (0, 10))
    equations = [
        Equation({"a": 1, "b": 1}, 7), Equation({"c": 1, "d": 1}, 12),
        Equation({"a": 1, "c": 1}, 16), Equation({"b": 1, "d": 1}, 3),
    ]  # fmt: skip
    found = intervals(bounds, equations, enough=100)
    assert found == {"a": (6, 7), "b": (0, 1), "c": (9, 10), "d": (2, 3)}


def test_what_cannot_be_is_said() -> None:
    with pytest.raises(ContradictionError):
        intervals({"a": (0, 3)}, [Equation({"a": 1}, 4)], enough=9)
    tied = [Equation({"a": 1, "b": 1}, 3), Equation({"a": 1, "b": -1}, 0)]
    with pytest.raises(ContradictionError):
        intervals({"a": (0, 9), "b": (0, 9)}, tied, enough=9)


def test_nothing_unknown_has_nothing_to_find() -> None:
    assert intervals({}, [], enough=5) == {}
