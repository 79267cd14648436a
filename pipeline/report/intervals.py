"""What whole numbers can be that are known by sums alone: their feasibility intervals.

The attacker's problem of statistical disclosure control: the least and the most that each unknown
can be, given everything known (Fischetti and Salazar 2001, Management Science 47, 1008–1027).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Unknown = TypeVar("Unknown", bound=Hashable)
Interval = tuple[int, int]


@dataclass(frozen=True)
class Equation(Generic[Unknown]):
    """Unknowns, each times 1 or -1, add up to `total`."""

    terms: Mapping[Unknown, int]
    total: int


class ContradictionError(ValueError):
    """No numbers fit the equations."""


def intervals(
    bounds: Mapping[Unknown, Interval], equations: Sequence[Equation[Unknown]], enough: int
) -> dict[Unknown, Interval]:
    """The least and the most that each unknown can be; both are reached by some whole numbers.

    Where no two ways lead from one unknown to another, by the equations that they share, the
    bounds that follow from one equation after another are exact. The others are solved as integer
    programmes (HiGHS).

    Args:
        bounds: of each unknown by itself, least and most.
        enough: a most from here on need not be exact, and may be too large.

    Raises:
        ContradictionError: there are no such numbers.
    """
    found: dict[Unknown, Interval] = {}
    tangled: list[Equation[Unknown]] = []
    for names, together in _components(bounds, equations):
        found |= _narrowed({name: bounds[name] for name in names}, together)
        links = sum(len(equation.terms) for equation in together)
        if links >= len(names) + len(together):
            tangled += together
    return found | _solved(found, tangled, enough)


def _components(
    bounds: Mapping[Unknown, Interval], equations: Sequence[Equation[Unknown]]
) -> list[tuple[list[Unknown], list[Equation[Unknown]]]]:
    """The unknowns that equations join, and those equations."""
    place = {name: number for number, name in enumerate(bounds)}
    rows = [[place[name] for name in equation.terms] for equation in equations]
    number, component = _joined(rows, len(place))
    members: list[tuple[list[Unknown], list[Equation[Unknown]]]] = [([], []) for _ in range(number)]
    for name, at in place.items():
        members[component[at]][0].append(name)
    for equation, row in zip(equations, rows, strict=True):
        members[component[row[0]]][1].append(equation)
    return members


def _joined(rows: Sequence[Sequence[int]], size: int) -> tuple[int, np.ndarray]:
    """How many components there are, and that of each of so many unknowns."""
    pairs = [(row[0], other) for row in rows for other in row]
    links = np.array(pairs, dtype=int).reshape(-1, 2).T
    graph = csr_array((np.ones(len(pairs)), (links[0], links[1])), shape=(size, size))
    return connected_components(graph, directed=False)


def _narrowed(
    bounds: dict[Unknown, Interval], equations: Sequence[Equation[Unknown]]
) -> dict[Unknown, Interval]:
    """Bounds that each equation by itself allows, until none narrows them more."""
    narrowed = True
    while narrowed:
        narrowed = False
        for equation in equations:
            ends = {
                name: sorted(factor * bound for bound in bounds[name])
                for name, factor in equation.terms.items()
            }
            least, most = (sum(end[side] for end in ends.values()) for side in (0, 1))
            for name, factor in equation.terms.items():
                low, high = ends[name]
                low, high = (
                    max(low, equation.total - (most - high)),
                    min(high, equation.total - (least - low)),
                )
                if low > high:
                    raise ContradictionError
                now = (low, high) if factor > 0 else (-high, -low)
                narrowed |= now != bounds[name]
                bounds[name] = now
    return bounds


def _solved(
    bounds: Mapping[Unknown, Interval], equations: Sequence[Equation[Unknown]], enough: int
) -> dict[Unknown, Interval]:
    """By integer programmes, each of which looks for one bound in every component.

    Every solution is a way that the numbers can be: what it reaches need not be looked for.
    """
    names = list(dict.fromkeys(name for equation in equations for name in equation.terms))
    if not names:
        return {}
    place = {name: number for number, name in enumerate(names)}
    rows = [[place[name] for name in equation.terms] for equation in equations]
    _, component = _joined(rows, len(names))
    matrix = csr_array(
        (
            [factor for equation in equations for factor in equation.terms.values()],
            ([n for n, row in enumerate(rows) for _ in row], [at for row in rows for at in row]),
        ),
        shape=(len(rows), len(names)),
    )
    totals = np.array([equation.total for equation in equations])
    least, most = np.array([bounds[name] for name in names], dtype=int).T
    # Fixed ones are reached as they are.
    lowest, highest = most.copy(), least.copy()
    while True:
        wanted = np.concatenate([lowest > least, highest < np.minimum(most, enough)])
        if not wanted.any():
            return {name: (int(least[at]), int(most[at])) for name, at in place.items()}
        _, first = np.unique(np.tile(component, 2)[wanted], return_index=True)
        sought = np.flatnonzero(wanted)[first]
        at, sign = sought % len(names), np.where(sought < len(names), 1, -1)
        open_columns = np.isin(component, component[at])
        open_rows = np.flatnonzero(open_columns[[row[0] for row in rows]])
        columns = np.flatnonzero(open_columns)
        objective = np.zeros(len(names))
        objective[at] = sign
        way = _way(
            objective[columns], matrix[open_rows][:, columns], totals[open_rows],
            least[columns], most[columns],
        )  # fmt: skip
        lowest[columns] = np.minimum(lowest[columns], way)
        highest[columns] = np.maximum(highest[columns], way)
        for number, towards in zip(at, sign, strict=True):
            reached = way[np.searchsorted(columns, number)]
            (least if towards > 0 else most)[number] = reached


def _way(
    objective: np.ndarray,
    matrix: csr_array,
    totals: np.ndarray,
    least: np.ndarray,
    most: np.ndarray,
) -> np.ndarray:
    """Whole numbers that fit the equations and make the objective least."""
    answer = milp(
        objective, integrality=np.ones(len(objective)), bounds=Bounds(least, most),
        constraints=LinearConstraint(matrix, totals, totals), options={"mip_rel_gap": 0},
    )  # fmt: skip
    if answer.x is None:
        raise ContradictionError
    return np.rint(answer.x).astype(int)
