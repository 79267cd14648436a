"""Larger groups over many topics."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline import engines
from pipeline.language import vectors
from pipeline.records import Token, Topic
from pipeline.topics.base import Document
from pipeline.topics.hierarchy import MOST_WITHOUT, with_parents

WORDS = ("bussi", "pysäkki", "juna", "puisto", "penkki", "nurmikko", "koulu", "opettaja", "luokka")


def topics_on(count: int) -> tuple[list[Topic], list[list[Document]]]:
    """Topics in turn on three subjects that lie far apart, three words to a subject."""
    topics, members = [], []
    for i in range(count):
        centroid = np.full(4, 0.01 * i, np.float32)
        centroid[i % 3] = 1
        word = WORDS[3 * (i % 3) + i // 3 % 3]
        token = Token(word, word, "NOUN")
        topics.append(Topic(f"T{i:02d}", word, "", (word,), (), centroid, 5))
        members.append([Document(f"{i}-{j}", f"{word} {j}", word, "fi", [token]) for j in range(5)])
    return topics, members


def test_few_topics_stand_alone() -> None:
    topics, members = topics_on(MOST_WITHOUT)
    assert not any(topic.parent for topic in with_parents(topics, members))


def test_many_topics_stand_in_groups_of_like_ones_under_different_headings() -> None:
    topics, members = topics_on(18)
    found = with_parents(topics, members)
    parents = [topic.parent for topic in found]
    assert all(parents)
    assert 1 < len(set(parents)) < len(topics)
    subject_of = {topic.parent: i % 3 for i, topic in enumerate(found)}
    assert all(subject_of[topic.parent] == i % 3 for i, topic in enumerate(found))


def test_the_order_of_topics_changes_no_group() -> None:
    topics, members = topics_on(18)
    straight = {topic.id: topic.parent for topic in with_parents(topics, members)}
    turned = {t.id: t.parent for t in with_parents(topics[::-1], members[::-1])}
    assert straight == turned


def test_groups_have_headings_also_where_spacys_model_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(_: object) -> None:
        raise OSError("[E050] Can't find model")

    monkeypatch.setattr(engines, "spacy_fi", missing)
    vectors._vector.cache_clear()
    parents = {topic.parent for topic in with_parents(*topics_on(18))}
    assert len(parents) > 1
    assert all(parents)


def test_a_group_goes_by_the_subjects_of_its_largest_topics() -> None:
    topics, members = topics_on(18)
    topics = [replace(topic, size=40 - i) for i, topic in enumerate(topics)]
    subjects = ["Liikenne", "Puistot", ""] * 6
    parents = [topic.parent for topic in with_parents(topics, members, subjects)]
    assert parents[0].startswith("Liikenne")
    assert parents[1].startswith("Puistot")
    assert parents[2] not in ("", *subjects)
