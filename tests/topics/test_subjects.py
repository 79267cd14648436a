"""Which of the metric's known subjects a topic is on."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.topics.metric import Metric
from pipeline.topics.subjects import joined, subject_headings

NAMES = {"streets": "Kadut ja liikenne", "events": "Tapahtumat", "youth": "Nuoret"}


def a_metric() -> Metric:
    """Three subjects in three directions, behind one direction that tells nothing of them."""
    none = np.zeros((0, 0), np.float16)
    seen = np.zeros(0, np.uint32)
    subjects = np.zeros((4, 3), np.float16)
    return Metric("e", "v", none, none, subjects, seen, tuple(NAMES), np.eye(3, dtype=np.float16))


def answers(*subjects: tuple[float, float, float]) -> np.ndarray:
    return np.array([[5.0, *one] for one in subjects])


STREET, EVENT, YOUTH, NOWHERE = (1, 0, 0), (0, 1, 0), (0, 0, 1), (-1, -1, -1)


def test_a_topic_goes_by_the_subject_that_its_answers_are_on() -> None:
    points = answers(STREET, STREET, EVENT, EVENT, EVENT)
    topic_of = np.array([0, 0, 1, 1, 1])
    found = subject_headings(a_metric(), points, topic_of, NAMES)
    assert found == ["Kadut ja liikenne", "Tapahtumat"]


def test_one_on_two_subjects_goes_by_both() -> None:
    points = answers(EVENT, EVENT, EVENT, YOUTH, YOUTH)
    assert subject_headings(a_metric(), points, np.zeros(5, int), NAMES) == ["Tapahtumat ja nuoret"]


def test_one_on_no_known_subject_has_no_heading_here() -> None:
    points = answers(NOWHERE, NOWHERE, STREET)
    assert subject_headings(a_metric(), points, np.zeros(3, int), NAMES) == [""]


def test_answers_without_a_topic_count_for_none() -> None:
    points = answers(STREET, STREET, EVENT, EVENT, EVENT)
    topic_of = np.array([0, 0, -1, -1, -1])
    assert subject_headings(a_metric(), points, topic_of, NAMES) == ["Kadut ja liikenne"]


def test_a_subject_without_a_heading_in_the_config_gives_none() -> None:
    points = answers(STREET, STREET)
    assert subject_headings(a_metric(), points, np.zeros(2, int), {"youth": "Nuoret"}) == [""]


@pytest.mark.parametrize(("metric", "names"), [(None, NAMES), (a_metric(), {})])
def test_without_a_metric_or_headings_there_are_none(
    metric: Metric | None, names: dict[str, str]
) -> None:
    found = subject_headings(metric, answers(STREET, EVENT), np.array([0, 1]), names)
    assert found == ["", ""]


@pytest.mark.parametrize(
    ("headings", "one"),
    [
        ([], ""),
        (["Nuoret"], "Nuoret"),
        (["Nuoret", "Turvallisuus"], "Nuoret ja turvallisuus"),
        (["Kadut ja liikenne", "Siisteys"], "Kadut, liikenne ja siisteys"),
        (["Kadut ja liikenne", "Puistot ja luonto"], "Kadut ja liikenne"),
    ],
)
def test_two_headings_become_one_that_reads_as_finnish(headings: list[str], one: str) -> None:
    assert joined(headings) == one
