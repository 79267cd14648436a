"""How many topics there may be, and which answers belong together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import adjusted_rand_score, homogeneity_score
from threadpoolctl import threadpool_limits

from pipeline.config.model import TopicsConfig
from pipeline.records import UNASSIGNED
from pipeline.topics.cluster import ConsensusSpectral, decide, topic_bounds


def around(directions: int, each: int, noise: float = 0.05) -> np.ndarray:
    """Unit vectors near so many directions at right angles, direction by direction."""
    random = np.random.default_rng(4)
    points = np.repeat(np.eye(directions, 12), each, axis=0)
    points = points + random.normal(0, noise, points.shape)
    return points / np.linalg.norm(points, axis=1, keepdims=True)


def clustered(points: np.ndarray, config: TopicsConfig | None = None) -> np.ndarray:
    keys = [f"vastaus {i}" for i in range(len(points))]
    return ConsensusSpectral(config or TopicsConfig(), keys).fit_predict(points)


@pytest.mark.parametrize(
    ("n", "bounds"),
    [(0, (1, 1)), (1, (1, 1)), (7, (1, 1)), (8, (2, 2)), (12, (2, 3)), (30, (2, 5)),
     (1000, (7, 16)), (100_000, (30, 30))],
)  # fmt: skip
def test_topics_grow_with_the_cube_root_of_the_answers(n: int, bounds: tuple[int, int]) -> None:
    assert topic_bounds(n, TopicsConfig()) == bounds


@given(st.integers(0, 50_000), st.integers(2, 60), st.integers(2, 20), st.integers(1, 10))
def test_bounds_keep_to_the_configuration_and_near_the_cube_root(
    n: int, most: int, size: int, least: int
) -> None:
    config = TopicsConfig(max_topics=most, min_topic_size=size, min_topics=min(least, most))
    low, high = topic_bounds(n, config)
    assert 1 <= low <= high <= most
    assert high == 1 or (high <= round(1.6 * n ** (1 / 3)) and high * size <= n)


def test_groups_that_lie_apart_are_found() -> None:
    labels = clustered(around(3, 10))
    groups = [set(labels[start : start + 10]) for start in (0, 10, 20)]
    assert all(len(group) == 1 for group in groups)
    assert len(set.union(*groups)) == 3


def test_the_same_points_give_the_same_labels() -> None:
    points = around(4, 9, noise=0.4)
    first, again = (clustered(points) for _ in range(2))
    assert first.tolist() == again.tolist()


def test_a_group_under_the_smallest_size_is_no_topic() -> None:
    points = np.vstack([around(3, 10), around(12, 2)[-2:]])
    labels = clustered(points, TopicsConfig(min_topic_size=5))
    assert all((labels == label).sum() >= 5 for label in set(labels) - {UNASSIGNED})


#: Votes of 48 subsamples at most, some answers with none at all.
VOTES = st.tuples(st.integers(1, 60), st.integers(1, 8)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 48).map(float))
)


@given(VOTES, st.integers(2, 12))
def test_no_topic_is_too_small_unless_it_is_the_only_one(votes: np.ndarray, smallest: int) -> None:
    labels = decide(votes, smallest)
    topics, sizes = np.unique(labels[labels != UNASSIGNED], return_counts=True)
    assert len(topics) == 1 or sizes.min() >= smallest
    assert (labels == decide(votes.copy(), smallest)).all()


@given(VOTES, st.integers(2, 12))
def test_each_answer_goes_to_its_best_vote_among_the_topics_that_stand(
    votes: np.ndarray, smallest: int
) -> None:
    labels = decide(votes, smallest)
    standing = np.unique(labels[labels != UNASSIGNED])
    for vote, label in zip(votes, labels.tolist(), strict=True):
        assert label == UNASSIGNED or vote[label] == vote[standing].max()


@given(VOTES, st.integers(2, 12))
def test_the_unassigned_are_a_tenth_at_most_and_those_least_agreed_on(
    votes: np.ndarray, smallest: int
) -> None:
    none = decide(votes, smallest) == UNASSIGNED
    agreed = votes.max(axis=1) / np.maximum(votes.sum(axis=1), 1)
    assert none.sum() <= 0.1 * len(votes)
    assert not none.any() or agreed[none].max() <= min(0.5, agreed[~none].min())


def test_a_topic_that_loses_its_unsure_answers_is_looked_at_afterwards() -> None:
    sure, small = [[9.0, 1, 0]] * 17, [[1.0, 9, 0]] * 2
    labels = decide(np.array([*sure, *small, [3.0, 4, 3]]), 3)
    assert labels.tolist() == [0] * 19 + [UNASSIGNED]


def test_answers_of_a_small_topic_do_not_go_where_another_was_dissolved() -> None:
    first, second = [[1.0, 9, 4]] * 2, [[1.0, 5, 9]] * 3
    labels = decide(np.array([[9.0, 1, 1]] * 15 + first + second), 4)
    assert labels.tolist() == [0] * 15 + [2] * 5


@pytest.mark.parametrize("n", [1, 3, 7])
def test_a_handful_of_answers_is_one_topic(n: int) -> None:
    assert clustered(around(n, 1)).tolist() == [0] * n


def test_many_equal_points_do_not_make_more_groups_than_there_are_points() -> None:
    labels = clustered(np.repeat(np.eye(2, 12), 20, axis=0))
    assert len(set(labels)) == 2


def test_answers_that_lie_between_groups_belong_to_none_and_are_few() -> None:
    rng = np.random.default_rng(5)
    groups = around(3, 60, noise=0.12)
    between = rng.normal(size=(20, 12))
    between[:, 3:] *= 0.05
    points = np.vstack([groups, between / np.linalg.norm(between, axis=1, keepdims=True)])
    labels = clustered(points)
    assert (labels == UNASSIGNED).mean() <= 0.1
    assert len(set(labels[:180]) - {UNASSIGNED}) >= 3


def test_the_number_of_threads_does_not_show() -> None:
    points = around(5, 40, noise=0.4)
    with threadpool_limits(2):
        two = clustered(points)
    with threadpool_limits(1):
        assert clustered(points).tolist() == two.tolist()


def test_of_very_many_answers_a_sample_makes_the_topics_and_the_others_join() -> None:
    points = around(6, 750, noise=0.1)  # 4 500, more than are clustered at once
    labels = clustered(points)
    assert len(labels) == 4_500
    # There are more topics than groups, but hardly any that mixes two.
    assert homogeneity_score(np.repeat(np.arange(6), 750), labels) > 0.9


def test_a_fifth_of_the_answers_less_changes_little() -> None:
    """On answers in clear groups; how much it changes on real ones is measured, not promised."""
    points = around(5, 60, noise=0.3)
    keys = [f"vastaus {i}" for i in range(len(points))]
    rows = np.flatnonzero(np.random.default_rng(2).random(len(points)) < 0.8)
    whole = clustered(points)
    part = ConsensusSpectral(TopicsConfig(), [keys[row] for row in rows]).fit_predict(points[rows])
    assert adjusted_rand_score(whole[rows], part) > 0.8
