"""Whole respondents, each with the same chance."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.coding.sample import allocate, coded_before, draw
from pipeline.errors import InputError
from pipeline.records import Act, Answer, CodeDecision, Origin
from tests.coding.made import gold_analysis

RESULT = gold_analysis()
SAYING = [answer for answer in RESULT.answers if not answer.emptyish]

sizes_and_total = st.lists(st.integers(1, 40), min_size=1, max_size=12).flatmap(
    lambda sizes: st.tuples(st.just(sizes), st.integers(1, sum(sizes)))
)


class StartAt:
    """A generator whose only draw is known."""

    def __init__(self, start: int) -> None:
        self._start = start

    def integers(self, high: int) -> int:
        assert self._start < high
        return self._start


@given(sizes_and_total, st.integers(0, 1000))
def test_allocation_adds_up_and_is_within_one_of_proportional(
    drawn: tuple[list[int], int], seed: int
) -> None:
    sizes, total = drawn
    counts = allocate(sizes, total, np.random.default_rng(seed))
    assert sum(counts) == total
    for size, count in zip(sizes, counts, strict=True):
        assert abs(count - total * size / sum(sizes)) < 1
        assert 0 <= count <= size


@given(sizes_and_total)
def test_over_all_draws_each_stratum_gets_exactly_its_share(drawn: tuple[list[int], int]) -> None:
    sizes, total = drawn
    everyone = sum(sizes)
    got = np.sum([allocate(sizes, total, StartAt(k)) for k in range(everyone)], axis=0)  # type: ignore[arg-type]
    assert got.tolist() == [size * total for size in sizes]


people = st.lists(
    st.tuples(
        st.sampled_from(["etelainen", "itainen", ""]), st.sampled_from(["asukas", "yhteiso"]),
        st.lists(st.booleans(), min_size=1, max_size=4),
    ),
    min_size=1, max_size=25,
).filter(lambda them: not all(all(empty) for _, _, empty in them))  # fmt: skip


@given(people, st.integers(1, 60), st.integers(0, 50))
def test_respondents_are_drawn_whole(them: list, size: int, seed: int) -> None:
    answers = [
        replace(SAYING[0], id=f"v{p}-{i}", respondent=f"r{p}", area=area, group=group, emptyish=no)
        for p, (area, group, empty) in enumerate(them)
        for i, no in enumerate(empty)
    ]
    drawn = draw(answers, RESULT.analysis, size, seed)
    chosen = {answer.respondent for answer in drawn.answers}
    assert chosen
    assert sorted(answer.id for answer in drawn.answers) == sorted(
        a.id for a in answers if a.respondent in chosen and not a.emptyish
    )
    everyone = {a.respondent for a in answers if not a.emptyish}
    share = len(chosen) / len(everyone)
    for area in ("etelainen", "itainen", ""):
        here = {a.respondent for a in answers if a.area == area and not a.emptyish}
        assert abs(len(here & chosen) - share * len(here)) < 1


@pytest.mark.parametrize("size", [10, 20, 30, 40])
def test_the_sample_has_about_as_many_answers_as_asked_for(size: int) -> None:
    for seed in range(20):
        drawn = draw(RESULT.answers, RESULT.analysis, size, seed)
        assert abs(len(drawn.answers) - size) <= 5


def test_more_than_there_are_draws_everybody() -> None:
    drawn = draw(RESULT.answers, RESULT.analysis, 1000, 1)
    assert Counter(drawn.answers) == Counter(SAYING)


def test_the_same_seed_draws_the_same_and_another_another() -> None:
    first = draw(RESULT.answers, RESULT.analysis, 20, 1)
    again = draw(list(reversed(RESULT.answers)), RESULT.analysis, 20, 1)
    other = draw(RESULT.answers, RESULT.analysis, 20, 2)
    assert first == again
    assert first.id != other.id
    assert first.answers != other.answers


def test_each_coder_has_an_order_of_their_own() -> None:
    drawn = draw(RESULT.answers, RESULT.analysis, 30, 1)
    orders = [[answer.id for answer in drawn.shuffled(coder)] for coder in (1, 2)]
    assert sorted(orders[0]) == sorted(orders[1])
    assert orders[0] != orders[1] != [answer.id for answer in drawn.answers]
    assert orders[0] == [answer.id for answer in drawn.shuffled(1)]


def coded(answer: Answer, sample: str) -> CodeDecision:
    when = dt.datetime(2024, 4, 2, tzinfo=dt.UTC)
    return CodeDecision(
        Act.CODE,
        "Luokittelija 1",
        when,
        answer.round,
        answer.id,
        "k",
        "reach",
        Origin.BLIND,
        sample,
    )


def test_those_coded_in_a_sample_are_left_out_of_the_next_one() -> None:
    first = draw(RESULT.answers, RESULT.analysis, 20, 1)
    decisions = [coded(answer, first.id) for answer in first.answers]
    before = coded_before(RESULT.answers, decisions)
    second = draw(RESULT.answers, RESULT.analysis, 20, 1, before)
    assert before == {answer.respondent for answer in first.answers}
    assert second.answers
    assert not before & {answer.respondent for answer in second.answers}
    assert second.id != first.id


def test_a_correction_outside_a_sample_leaves_nobody_out() -> None:
    assert coded_before(RESULT.answers, [coded(SAYING[0], "")]) == frozenset()


def test_when_nobody_is_left_it_says_so() -> None:
    everybody = {answer.respondent for answer in SAYING}
    with pytest.raises(InputError, match="coded every respondent"):
        draw(RESULT.answers, RESULT.analysis, 20, 1, everybody)
    silent = [replace(answer, emptyish=True) for answer in SAYING]
    with pytest.raises(InputError, match="no answers that say something"):
        draw(silent, RESULT.analysis, 20, 1)
