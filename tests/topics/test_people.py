"""A person's word on topics beats the model's."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from pipeline.ingest.emptyish import same_text_key, text_digest
from pipeline.records import Assignment, Lineage, Source, Topic, TopicAct, TopicDecision
from pipeline.topics.base import Document
from pipeline.topics.people import CONFIRMED, apply_decisions

#: Text → its place: buses above, trains beside them, parks to the right.
PLACES = {
    "Bussi 5 ei tullut.": (0.0, 1.0),
    "Bussin aikataulu ei pidä.": (0.1, 1.0),
    "Juna oli täynnä.": (-0.8, 0.6),
    "Juniin lisää vaunuja.": (-0.9, 0.5),
    "Puistoon penkkejä.": (1.0, 0.0),
    "Nurmikko leikattava.": (1.0, 0.1),
}
TEXTS = list(PLACES)
DOCUMENTS = [Document(f"a{i}", same_text_key(text), text, "fi", []) for i, text in enumerate(TEXTS)]
POINTS = np.array([np.array(place) / np.hypot(*place) for place in PLACES.values()])


def topic(name: str, label: str, place: tuple[float, float], size: int) -> Topic:
    return Topic(name, label, "", (), (), np.array(place, np.float32), size)


TRAFFIC, PARKS = topic("T01", "Liikenne", (0, 1), 4), topic("T02", "Puistot", (1, 0), 2)
ASSIGNED = [
    Assignment(f"a{i}", "T01" if i < 4 else "T02", 0.8, "T02" if i < 4 else "T01") for i in range(6)
]


def decided(act: TopicAct, name: str, texts: tuple[str, ...] = (), **more: Any) -> TopicDecision:
    keys = tuple(text_digest(text) for text in texts)
    when = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
    return TopicDecision(act, "Koordinaattori", when, "2025", name, keys=keys, **more)


def replayed(*decisions: TopicDecision, known: tuple[Topic, ...] = ()) -> tuple[dict, list]:
    topics, assignments = apply_decisions(
        [TRAFFIC, PARKS], ASSIGNED, decisions, DOCUMENTS, POINTS, known
    )
    assert sum(item.size for item in topics) == sum(a.topic is not None for a in assignments)
    assert {a.topic for a in assignments} == {item.id for item in topics}
    return {item.id: item for item in topics}, assignments


def test_without_decisions_nothing_changes() -> None:
    assert apply_decisions([TRAFFIC, PARKS], ASSIGNED, [], DOCUMENTS, POINTS) == (
        [TRAFFIC, PARKS], ASSIGNED,
    )  # fmt: skip


def test_a_new_name_is_kept_and_the_last_one_counts() -> None:
    topics, _ = replayed(
        decided(TopicAct.RENAME, "T01", label="Bussit"),
        decided(TopicAct.RENAME, "T01", label="Joukkoliikenne"),
    )
    assert (topics["T01"].label, topics["T01"].status) == ("Joukkoliikenne", CONFIRMED)
    assert (topics["T02"].label, topics["T02"].status) == ("Puistot", "proposed")


def test_a_confirmed_topic_says_so() -> None:
    topics, _ = replayed(decided(TopicAct.CONFIRM, "T02"))
    assert topics["T02"].status == CONFIRMED


def test_a_merged_topic_s_answers_belong_to_the_other() -> None:
    topics, assignments = replayed(decided(TopicAct.MERGE, "T02", into="T01"))
    assert list(topics) == ["T01"]
    assert topics["T01"].size == 6
    assert (topics["T01"].lineage, topics["T01"].lineage_from) == (Lineage.MERGED, ("T01", "T02"))
    assert all(item.runner_up is None for item in assignments)


def test_a_later_round_with_the_merged_topic_alone_has_it_under_the_other_s_name() -> None:
    cycling = topic("2024-T07", "Pyöräily", (0, 1), 9)
    topics, _ = replayed(decided(TopicAct.MERGE, "T01", into="2024-T07"), known=(cycling,))
    assert topics["2024-T07"].label == "Pyöräily"
    assert topics["2024-T07"].size == 4


def test_a_moved_text_goes_where_it_was_moved_and_is_a_person_s() -> None:
    topics, assignments = replayed(
        decided(TopicAct.MOVE, "T02", (TEXTS[2],), into="T02"),
    )
    assert assignments[2] == Assignment("a2", "T02", 1.0, "T01", Source.PERSON)
    assert (topics["T01"].size, topics["T02"].size) == (3, 3)


def test_a_move_to_a_topic_of_an_earlier_round_brings_it_back() -> None:
    trains = topic("2023-T03", "Junat", (-1, 0.5), 3)
    topics, _ = replayed(
        decided(TopicAct.MOVE, "2023-T03", (TEXTS[2],), into="2023-T03"), known=(trains,)
    )
    assert (topics["2023-T03"].label, topics["2023-T03"].size) == ("Junat", 1)


def test_what_is_split_off_takes_along_the_answers_that_are_like_it() -> None:
    topics, assignments = replayed(
        decided(TopicAct.SPLIT, "T01", (TEXTS[2],), into="T03", label="Junat")
    )
    assert [item.topic for item in assignments] == ["T01", "T01", "T03", "T03", "T02", "T02"]
    assert [item.source for item in assignments[2:4]] == [Source.PERSON, Source.MODEL]
    assert (topics["T03"].label, topics["T03"].lineage) == ("Junat", Lineage.SPLIT)
    assert topics["T03"].lineage_from == ("T01",)


def test_a_later_round_is_split_by_where_the_part_was_though_no_text_comes_again() -> None:
    trains = topic("T03", "Junat", (-0.9, 0.5), 3)
    split = decided(TopicAct.SPLIT, "T01", ("Junavuoroja lisää.",), into="T03", label="Junat")
    topics, assignments = replayed(split, known=(trains,))
    assert [item.topic for item in assignments] == ["T01", "T01", "T03", "T03", "T02", "T02"]
    assert topics["T03"].lineage is Lineage.CONTINUED


def test_a_changed_topic_is_described_by_the_answers_it_has_now() -> None:
    topics, _ = replayed(decided(TopicAct.SPLIT, "T01", (TEXTS[2],), into="T03", label="Junat"))
    assert set(topics["T03"].exemplars) == {"a2", "a3"}
    assert set(topics["T01"].exemplars) == {"a0", "a1"}
    assert "Juna oli täynnä." in topics["T03"].description


def test_a_topic_whose_answers_were_all_moved_is_gone() -> None:
    topics, assignments = replayed(
        decided(TopicAct.MOVE, "T01", tuple(TEXTS[4:]), into="T01"),
    )
    assert list(topics) == ["T01"]
    assert all(item.runner_up != "T02" for item in assignments[:4])


def test_a_decision_on_a_topic_that_is_not_here_changes_nothing() -> None:
    topics, assignments = replayed(
        decided(TopicAct.RENAME, "2020-T01", label="Metsät"),
        decided(TopicAct.MERGE, "2020-T01", into="T01"),
        decided(TopicAct.MOVE, "2020-T02", (TEXTS[0],), into="2020-T02"),
        decided(TopicAct.SPLIT, "2020-T01", ("Ei täällä.",), into="2020-T05", label="Polut"),
    )
    assert {name: item.label for name, item in topics.items()} == {
        "T01": "Liikenne", "T02": "Puistot",
    }  # fmt: skip
    assert assignments == ASSIGNED
