"""Shares and changes in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.cells import HIDDEN, Cell
from pipeline.report.words import (
    change_in_words,
    direction_in_words,
    points,
    share_in_words,
    words_of,
)
from pipeline.themes.change import OTHER_MODEL, TOO_FEW, Change, Direction, change
from pipeline.themes.prevalence import Method, counted

#: Words that put the share on one side of a number: the whole interval must be there.
_AT_MOST = {
    "alle joka kahdeskymmenes": 0.05, "alle joka kymmenes": 0.1, "alle viidennes": 0.2,
    "alle neljännes": 0.25, "alle kolmannes": 1 / 3, "vajaa kolmannes": 1 / 3,
    "alle puolet": 0.5, "vajaa puolet": 0.5, "vajaat kaksi kolmasosaa": 2 / 3,
}  # fmt: skip
_AT_LEAST = {
    "runsas kolmannes": 1 / 3, "hieman yli puolet": 0.5, "yli puolet": 0.5,
    "runsaat kaksi kolmasosaa": 2 / 3, "yli kaksi kolmesta": 2 / 3, "yli kolme neljästä": 0.75,
    "yli neljä viidestä": 0.8, "yli yhdeksän kymmenestä": 0.9,
}  # fmt: skip
#: Words that name a share: the number itself.
_NEAR = {
    "muutama sadasta": 0.02, "noin joka kahdeskymmenes": 1 / 20, "noin joka kymmenes": 1 / 10,
    "noin joka kuudes": 1 / 6, "noin viidennes": 1 / 5, "noin neljännes": 1 / 4,
    "noin kolmannes": 1 / 3, "noin kaksi viidestä": 2 / 5, "noin puolet": 1 / 2,
    "noin kolme viidestä": 3 / 5, "noin kaksi kolmesta": 2 / 3, "noin kolme neljästä": 3 / 4,
    "noin neljä viidestä": 4 / 5, "noin yhdeksän kymmenestä": 9 / 10, "lähes kaikki": 0.98,
}  # fmt: skip
_LOOSE = {
    "suunnilleen puolet", "luultavasti alle puolet", "luultavasti yli puolet", "hyvin epävarma",
}  # fmt: skip

triples = st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)).map(sorted)
#: Narrow intervals are rare among any three numbers.
narrow = st.tuples(st.floats(0, 1), st.floats(0, 0.12), st.floats(0, 0.12)).map(
    lambda item: (max(0, item[0] - item[1]), item[0], min(1, item[0] + item[2]))
)


@pytest.mark.parametrize(
    ("share", "low", "high", "words"),
    [
        (0.36, 0.31, 0.42, "noin kolmannes (31–42 %)"),
        (0.36, 0.34, 0.42, "runsas kolmannes (34–42 %)"),
        (0.46, 0.43, 0.49, "vajaa puolet (43–49 %)"),
        (0.46, 0.40, 0.52, "noin puolet (40–52 %)"),
        (0.52, 0.504, 0.55, "hieman yli puolet (50–55 %)"),
        (0.10, 0.06, 0.16, "noin joka kymmenes (6–16 %)"),
        (0.66, 0.59, 0.73, "noin kaksi kolmesta (59–73 %)"),
        (0.97, 0.90, 0.99, "lähes kaikki (90–99 %)"),
        (0.02, 0.01, 0.04, "alle joka kahdeskymmenes (1–4 %)"),
        (0.02, 0.01, 0.06, "muutama sadasta (1–6 %)"),
        (0.02, 0.00, 0.15, "alle viidennes (0–15 %)"),
        (0.10, 0.04, 0.23, "alle neljännes (4–23 %)"),
        (0.30, 0.15, 0.52, "luultavasti alle puolet (15–52 %)"),
        (0.50, 0.32, 0.68, "suunnilleen puolet (32–68 %)"),
        (0.63, 0.31, 0.86, "hyvin epävarma (31–86 %)"),
        (0.0, 0.0, 0.03, "alle joka kahdeskymmenes (0–3 %)"),
        (1.0, 0.97, 1.0, "lähes kaikki (97–100 %)"),
        (0.25, 0.2499, 0.2501, "noin neljännes (25 %)"),
    ],
)
def test_shares_in_words(share: float, low: float, high: float, words: str) -> None:
    assert share_in_words(share, low, high) == words


@given(triples | narrow)
def test_words_never_say_more_than_the_interval(triple: tuple[float, float, float]) -> None:
    low, share, high = triple
    words = share_in_words(share, low, high).rsplit(" (", 1)[0]
    if words in _AT_MOST:
        assert high <= _AT_MOST[words]
    elif words in _AT_LEAST:
        assert low >= _AT_LEAST[words]
    elif words in _NEAR:
        assert high - low <= 0.2
        # No other of the named shares is nearer, but for the rounding of the bands.
        nearest = min(abs(share - value) for value in _NEAR.values())
        assert abs(share - _NEAR[words]) <= nearest + 0.035
    else:
        assert words in _LOOSE
        assert high - low > 0.2
        assert words == "hyvin epävarma" or low < 0.5 < high


@given(narrow)
def test_a_range_of_percents_follows(triple: tuple[float, float, float]) -> None:
    low, share, high = triple
    shown = re.fullmatch(r"\D+ \((\d+)(?:–(\d+))? %\)", share_in_words(share, low, high))
    assert shown
    first, last = int(shown[1]), int(shown[2] or shown[1])
    assert abs(first - 100 * low) <= 0.5 + 1e-9
    assert abs(last - 100 * high) <= 0.5 + 1e-9


def test_all_words_are_used() -> None:
    """Every phrase of the tables above can come about."""
    steps = [number / 200 for number in range(201)]
    seen = {
        share_in_words(share, max(0, share - below), min(1, share + above)).rsplit(" (", 1)[0]
        for share in steps
        for below in (0, 0.02, 0.08, 0.15, 0.3)
        for above in (0, 0.02, 0.08, 0.15, 0.3)
    }
    assert seen == {*_AT_MOST, *_AT_LEAST, *_NEAR, *_LOOSE}


def test_a_cell_without_a_share_has_no_words() -> None:
    assert words_of(HIDDEN) == words_of(Cell(0, 0, None, None, None)) == ""
    assert words_of(Cell(111, 22, 0.2, 0.14, 0.28)) == "noin viidennes (14–28 %)"


# -- changes -------------------------------------------------------------------------------------


def of(direction: Direction, difference: float, low: float, high: float) -> Change:
    return Change(direction, difference, low, high, Method.WILSON)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (of(Direction.GROWN, 0.12, 0.03, 0.21), "kasvanut, +12 prosenttiyksikköä (3–21)"),
        (of(Direction.SHRUNK, -0.2, -0.31, -0.1), "vähentynyt, −20 prosenttiyksikköä (−31…−10)"),
        (of(Direction.SAME, 0.02, -0.07, 0.11), "ei selvää eroa, +2 prosenttiyksikköä (−7…+11)"),
        (of(Direction.SAME, 0.01, -0.07, 0.11), "ei selvää eroa, +1 prosenttiyksikkö (−7…+11)"),
        (of(Direction.SAME, 0.0, -0.1, 0.1), "ei selvää eroa, 0 prosenttiyksikköä (−10…+10)"),
        (of(Direction.SAME, -0.001, -0.1, 0.1), "ei selvää eroa, 0 prosenttiyksikköä (−10…+10)"),
        (of(Direction.GROWN, 0.06, 0.003, 0.117), "kasvanut, +6,0 prosenttiyksikköä (0,3–11,7)"),
        (TOO_FEW, "liian vähän vastauksia"),
        (OTHER_MODEL, "eri teemamalli"),
    ],
)
def test_changes_in_words(found: Change, words: str) -> None:
    assert change_in_words(found) == words
    assert words.startswith(direction_in_words(found))


counts = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts, counts)
def test_the_numbers_of_a_change_do_not_gainsay_its_word(
    now: tuple[int, int], earlier: tuple[int, int]
) -> None:
    found = change(counted(*now), counted(*earlier))
    shown = points(found)
    if found.difference is None:
        assert shown == ""
        return
    numbers = [
        float(number.replace("−", "-").replace(",", "."))
        for number in re.findall(r"[−+]?\d+(?:,\d+)?", shown)
    ]
    if found.direction is Direction.GROWN:
        assert min(numbers) > 0
        assert change_in_words(found).startswith("kasvanut, +")
    elif found.direction is Direction.SHRUNK:
        assert max(numbers) < 0
        assert change_in_words(found).startswith("vähentynyt, −")
    assert numbers[0] == pytest.approx(100 * found.difference, abs=0.5 + 1e-9)
