"""How many topics there may be, and which answers belong together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config.model import TopicsConfig
from pipeline.records import UNASSIGNED
from pipeline.topics.cluster import SilhouetteKMeans, topic_bounds


def around(directions: int, each: int, noise: float = 0.05) -> np.ndarray:
    """Unit vectors near so many directions at right angles, direction by direction."""
    random = np.random.default_rng(4)
    points = np.repeat(np.eye(directions, 12), each, axis=0)
    points = points + random.normal(0, noise, points.shape)
    return points / np.linalg.norm(points, axis=1, keepdims=True)


@pytest.mark.parametrize(
    ("n", "bounds"),
    [(0, (1, 1)), (1, (1, 1)), (7, (1, 1)), (8, (2, 2)), (12, (2, 3)), (30, (3, 6)),
     (1000, (10, 20)), (100_000, (30, 30))],
)  # fmt: skip
def test_topics_grow_with_the_cube_root_of_the_answers(n: int, bounds: tuple[int, int]) -> None:
    assert topic_bounds(n, TopicsConfig()) == bounds


@given(st.integers(0, 50_000), st.integers(2, 60), st.integers(2, 20), st.integers(1, 10))
def test_bounds_keep_to_the_configuration_and_twice_the_cube_root(
    n: int, most: int, size: int, least: int
) -> None:
    config = TopicsConfig(max_topics=most, min_topic_size=size, min_topics=min(least, most))
    low, high = topic_bounds(n, config)
    assert 1 <= low <= high <= most
    assert high == 1 or (high <= round(2 * n ** (1 / 3)) and high * size <= n)


def test_groups_that_lie_apart_are_found() -> None:
    labels = SilhouetteKMeans(TopicsConfig()).fit_predict(around(3, 10))
    groups = [set(labels[start : start + 10]) for start in (0, 10, 20)]
    assert all(len(group) == 1 for group in groups)
    assert len(set.union(*groups)) == 3


def test_the_same_points_give_the_same_labels() -> None:
    points = around(4, 9, noise=0.4)
    first, again = (SilhouetteKMeans(TopicsConfig()).fit_predict(points) for _ in range(2))
    assert first.tolist() == again.tolist()


def test_a_group_under_the_smallest_size_is_no_topic() -> None:
    points = np.vstack([around(3, 10), around(12, 2)[-2:]])
    labels = SilhouetteKMeans(TopicsConfig(min_topic_size=5)).fit_predict(points)
    assert all((labels == label).sum() >= 5 for label in set(labels) - {UNASSIGNED})


@pytest.mark.parametrize("n", [1, 3, 7])
def test_a_handful_of_answers_is_one_topic(n: int) -> None:
    assert SilhouetteKMeans(TopicsConfig()).fit_predict(around(n, 1)).tolist() == [0] * n


def test_many_equal_points_do_not_make_more_groups_than_there_are_points() -> None:
    labels = SilhouetteKMeans(TopicsConfig()).fit_predict(np.repeat(np.eye(2, 12), 20, axis=0))
    assert len(set(labels)) == 2
