"""The share of respondents who raise a theme, and whether its interval keeps its promise."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pipeline.themes.prevalence import (
    FEWEST_CODED,
    Method,
    Prevalence,
    jeffreys,
    prevalence,
    wilson,
)
from tests.themes.simulation import Setting, found, found_corrected

ROUNDS = 1000


@pytest.mark.parametrize(
    ("count", "base", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(count: int, base: int, low: float, high: float) -> None:
    assert wilson(count, base, 0.95) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_intervals_hold_the_share_and_widen_with_confidence(pair: tuple[int, int]) -> None:
    count, base = pair
    for interval in (wilson, jeffreys):
        low, high = interval(count, base, 0.95)
        wider_low, wider_high = interval(count, base, 0.99)
        assert 0 <= wider_low <= low <= count / base <= high <= wider_high <= 1


def test_wilson_and_scipy_say_the_same() -> None:
    from scipy.stats import binomtest

    known = binomtest(17, 60).proportion_ci(0.9, method="wilson")
    assert wilson(17, 60, 0.9) == pytest.approx((known.low, known.high))


def test_no_disagreement_seen_is_not_none() -> None:
    # Brown, Cai and DasGupta 2001: the 97.5 % point of Beta(1/2, 20 1/2).
    assert jeffreys(0, 20) == pytest.approx((0, 0.1166), abs=1e-4)
    assert jeffreys(20, 20) == pytest.approx((0.8834, 1), abs=1e-4)


# -- the share -----------------------------------------------------------------------------------

Row = tuple[bool, bool, bool, bool]


@st.composite
def rounds(draw: st.DrawFn, least: int = 1) -> list[Row]:
    """Respondents: model's word, the truth, known, sampled."""
    kinds = draw(
        st.lists(
            st.tuples(
                st.booleans(), st.booleans(), st.sampled_from(["", "known", "sampled"]),
                st.integers(1, 25),
            ),
            min_size=1, max_size=10,
        )
    )  # fmt: skip
    rows = [
        (model, truth, bool(people), people == "sampled")
        for model, truth, people, times in kinds
        for _ in range(times)
    ]
    assume(sum(row[3] for row in rows) >= least)
    return rows


def of_rows(rows: list[Row], confidence: float = 0.95) -> Prevalence:
    model, truth, known, sampled = np.array(rows, dtype=bool).T
    return prevalence(model, np.where(known, truth, model), known, sampled, confidence)


@given(rounds(), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_share_is_in_its_interval_and_both_within_0_and_1(
    rows: list[Row], confidence: float
) -> None:
    found = of_rows(rows, confidence)
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert found.respondents == len(rows)
    assert found.coded == sum(row[3] for row in rows)
    assert found.count == sum(truth if known else model for model, truth, known, _ in rows)
    assert found.model_count == sum(row[0] for row in rows)


@given(rounds(least=FEWEST_CODED))
def test_the_share_is_that_of_the_sample_within_what_is_known(rows: list[Row]) -> None:
    """Against a sum over respondents, in fractions."""
    total = Fraction(0)
    for word in (True, False):
        stratum = [row for row in rows if row[0] == word]
        drawn = [truth for _, truth, _, sampled in stratum if sampled]
        rate = Fraction(sum(drawn), len(drawn)) if drawn else Fraction(int(word))
        sure = sum(truth for _, truth, known, _ in stratum if known)
        open_ = sum(not known for _, _, known, _ in stratum)
        total += min(max(rate * len(stratum), Fraction(sure)), Fraction(sure + open_))
    found = of_rows(rows)
    assert found.method is Method.PPI
    assert found.share == pytest.approx(float(total / len(rows)))


@given(rounds(least=FEWEST_CODED))
def test_without_corrections_it_is_the_prediction_powered_mean(rows: list[Row]) -> None:
    """The mean of the model's words plus a rectifier in each of its strata (double sampling)."""
    rows = [row for row in rows if row[3] or not row[2]]
    model, truth, _, sampled = np.array(rows, dtype=float).T
    rectifier = 0.0
    for word in (0, 1):
        stratum = model == word
        if (sampled[stratum] > 0).any():
            seen = stratum & (sampled > 0)
            rectifier += stratum.mean() * (truth[seen] - model[seen]).mean()
    assert of_rows(rows).share == pytest.approx(model.mean() + rectifier)


@given(rounds())
def test_everybody_coded_gives_wilson_of_the_people_s_codes(rows: list[Row]) -> None:
    everybody = [(model, truth, True, True) for model, truth, _, _ in rows]
    settled = [(model, truth, True, sampled) for model, truth, _, sampled in rows]
    count = sum(row[1] for row in rows)
    for made in (of_rows(everybody), of_rows(settled)):
        assert made.share == pytest.approx(count / len(rows))
        assert (made.low, made.high) == pytest.approx(wilson(count, len(rows)))
        assert made.method is Method.PPI


@given(rounds(least=FEWEST_CODED))
def test_the_interval_is_never_narrower_than_wilson_s_around_the_share(rows: list[Row]) -> None:
    made = of_rows(rows)
    low, high = wilson(made.share * len(rows), len(rows))
    assert made.low <= low + 1e-12
    assert made.high >= high - 1e-12


@given(rounds(least=FEWEST_CODED), st.integers(2, 6))
@example([(True, True, True, True)] * 30 + [(False, False, False, False)] * 70, 2)
def test_more_of_the_same_makes_the_interval_narrower(rows: list[Row], times: int) -> None:
    small, large = of_rows(rows), of_rows(rows * times)
    assert large.share == pytest.approx(small.share)
    assert large.high - large.low < small.high - small.low


@given(rounds(least=FEWEST_CODED))
def test_a_model_that_turns_everything_round_is_as_good(rows: list[Row]) -> None:
    """Only how the model's word divides respondents counts, once both kinds have been drawn."""
    assume({row[0] for row in rows if row[3]} == {row[0] for row in rows})
    flipped = [(not model, *rest) for model, *rest in rows]
    one, other = of_rows(rows), of_rows(flipped)
    assert (one.share, one.low, one.high) == pytest.approx((other.share, other.low, other.high))


def test_what_people_corrected_is_certain() -> None:
    """Of 100 that the model codes, 15 of 30 drawn are right; people have struck out 40 others."""
    drawn = [(True, n < 15, True, True) for n in range(30)]
    struck = [(True, False, True, False)] * 40
    rest = [(True, True, False, False)] * 30
    made = of_rows([*drawn, *struck, *rest])
    # At most the 15 and the 30 whom nobody has read raise it, at least the 15.
    assert made.share == pytest.approx(0.45)
    assert of_rows([*drawn, *rest, *[(True, True, False, False)] * 40]).share == pytest.approx(0.5)


def test_where_nobody_was_drawn_the_model_is_believed_and_may_be_all_wrong() -> None:
    rows = [(False, False, True, True)] * 40 + [(False, False, False, False)] * 50
    made = of_rows([*rows, *[(True, True, False, False)] * 10])
    assert made.share == pytest.approx(0.1)
    assert made.low == 0
    assert made.high > 0.16
    other = of_rows([(not model, not truth, *rest) for model, truth, *rest in rows]
                    + [(False, False, False, False)] * 10)  # fmt: skip
    assert other.share == pytest.approx(0.9)
    assert other.high == 1


def test_too_few_coded_respondents_leave_wilson_of_the_final_codes() -> None:
    drawn = [(False, True, True, True)] * (FEWEST_CODED - 1)
    made = of_rows([*drawn, *[(False, False, False, False)] * 71])
    assert made.method is Method.WILSON
    assert made.coded == made.count == FEWEST_CODED - 1
    assert (made.low, made.high) == wilson(FEWEST_CODED - 1, 100)
    one_more = of_rows([*drawn, drawn[0], *[(False, False, False, False)] * 70])
    assert one_more.method is Method.PPI


def test_a_sampled_respondent_must_be_known_and_there_must_be_some() -> None:
    yes, no = np.array([True]), np.array([False])
    with pytest.raises(ValueError, match="not known"):
        prevalence(yes, yes, no, yes)
    with pytest.raises(ValueError, match="no respondents"):
        prevalence(*(yes[:0],) * 4)


# -- coverage ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "setting",
    [
        Setting(100, 30, 0.1, 0.85, 0.97),
        Setting(100, 60, 0.3, 0.7, 0.95),
        Setting(400, 30, 0.3, 0.85, 0.97),
        Setting(400, 60, 0.1, 0.95, 0.9),
        Setting(400, 150, 0.6, 0.7, 0.95),
        Setting(1500, 150, 0.03, 0.85, 0.97),
        Setting(400, 0, 0.1),
        Setting(100, 0, 0.3),
        Setting(1500, 0, 0.03),
    ],
    ids=str,
)
def test_the_interval_holds_the_truth_in_95_of_100_rounds(setting: Setting) -> None:
    """With a coded sample whatever the model's errors; without one when it has none."""
    assert 0.92 <= found(setting, ROUNDS, seed=1).coverage <= 0.98


@pytest.mark.parametrize(
    "setting", [Setting(400, 60, 0.3, 0.85, 0.9), Setting(400, 150, 0.1, 0.85, 0.9)], ids=str
)
def test_mending_the_errors_that_one_meets_does_not_bend_the_share(setting: Setting) -> None:
    made = found_corrected(setting, ROUNDS, seed=1)
    assert 0.92 <= made.coverage <= 0.98
    assert abs(made.bias) < 0.005


def test_without_a_coded_sample_the_interval_does_not_hold_the_model_s_errors() -> None:
    """This is why the tables say so."""
    made = found(Setting(400, 0, 0.3, 0.7, 0.95), ROUNDS, seed=1)
    assert made.coverage < 0.5
    assert made.bias < -0.04


def test_the_model_makes_the_interval_narrower_than_the_sample_alone() -> None:
    made = found(Setting(400, 60, 0.3, 0.85, 0.97), ROUNDS, seed=1)
    low, high = wilson(0.3 * 60, 60)
    assert made.width < 0.8 * (high - low)
