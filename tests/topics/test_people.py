"""A person's word on topics beats the model's."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np

from pipeline.ingest.emptyish import same_text_key, text_digest
from pipeline.records import Assignment, Lineage, Source, Token, Topic, TopicAct, TopicDecision
from pipeline.topics.base import Document
from pipeline.topics.people import CONFIRMED, follow

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
WORDS = ("bussi", "bussi", "juna", "juna", "puisto", "nurmikko")
DOCUMENTS = [
    Document(f"a{i}", same_text_key(text), text, "fi", [Token(word, word, "NOUN")])
    for i, (text, word) in enumerate(zip(TEXTS, WORDS, strict=True))
]
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


def replayed(
    *decisions: TopicDecision, shown: tuple[Topic, ...] = (), round_id: str = "2025",
    found: tuple[Topic, ...] = (TRAFFIC, PARKS),
) -> tuple[dict[str, Topic], list[Assignment]]:  # fmt: skip
    followed = follow(found, ASSIGNED, decisions, DOCUMENTS, POINTS, round_id=round_id, shown=shown)
    topics, assignments = followed.topics, followed.assignments
    assert sum(item.size for item in topics) == sum(a.topic is not None for a in assignments)
    assert {a.topic for a in assignments} == {item.id for item in topics}
    assert {a.runner_up for a in assignments} <= {item.id for item in topics} | {None}
    return {item.id: item for item in topics}, assignments


def test_without_decisions_nothing_changes() -> None:
    followed = follow([TRAFFIC, PARKS], ASSIGNED, [], DOCUMENTS, POINTS, round_id="2025")
    assert (followed.topics, followed.assignments) == ([TRAFFIC, PARKS], ASSIGNED)


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
    topics, _ = replayed(decided(TopicAct.MERGE, "T01", into="2024-T07"), shown=(cycling,))
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
        decided(TopicAct.MOVE, "2023-T03", (TEXTS[2],), into="2023-T03"), shown=(trains,)
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


def test_what_is_left_of_a_split_topic_says_so_and_keeps_its_id() -> None:
    topics, _ = replayed(decided(TopicAct.SPLIT, "T01", (TEXTS[2],), into="T03", label="Junat"))
    assert (topics["T01"].lineage, topics["T01"].lineage_from) == (Lineage.SPLIT, ("T01",))


def test_a_later_round_is_split_by_where_the_part_was_though_no_text_comes_again() -> None:
    trains = replace(topic("T03", "Raiteilla", (-0.9, 0.5), 3), parent="Liikkuminen", score=0.7)
    split = decided(TopicAct.SPLIT, "T01", ("Junavuoroja lisää.",), into="T03", label="Junat")
    topics, assignments = replayed(split, shown=(trains,), round_id="2026")
    assert [item.topic for item in assignments] == ["T01", "T01", "T03", "T03", "T02", "T02"]
    assert (topics["T03"].lineage, topics["T03"].lineage_from) == (Lineage.CONTINUED, ("T03",))
    assert (topics["T03"].label, topics["T03"].parent, topics["T03"].score) == ("Raiteilla", "", 0)
    assert topics["T01"].lineage is Lineage.NEW


def test_a_split_of_nothing_that_is_here_opens_nothing() -> None:
    """One of its texts comes again, but neither the topic nor its part is known here."""
    split = decided(TopicAct.SPLIT, "2024-T09", (TEXTS[4],), into="2024-T10", label="Puut")
    topics, assignments = replayed(split, round_id="2026")
    assert assignments == ASSIGNED
    assert set(topics) == {"T01", "T02"}


def test_mergers_in_a_row_and_what_is_said_of_a_merged_topic_later() -> None:
    third = topic("T03", "Muut", (1, 1), 0)
    assigned = [replace(a, topic="T03") if a.answer == "a5" else a for a in ASSIGNED]
    followed = follow(
        [TRAFFIC, PARKS, third], assigned,
        [
            decided(TopicAct.MERGE, "T02", into="T01"),
            decided(TopicAct.MERGE, "T03", into="T02"),
            decided(TopicAct.RENAME, "T02", label="Kaikki yhdessä"),
            decided(TopicAct.MERGE, "T01", into="T02"),
        ],
        DOCUMENTS, POINTS, round_id="2025",
    )  # fmt: skip
    (one,) = followed.topics
    assert (one.id, one.label, one.size) == ("T01", "Kaikki yhdessä", 6)
    assert followed.decisions == 3  # the last would merge it into itself


def test_a_text_moved_to_a_merged_topic_is_with_the_other() -> None:
    topics, assignments = replayed(
        decided(TopicAct.MERGE, "T02", into="T01"),
        decided(TopicAct.MOVE, "T02", (TEXTS[0],), into="T02"),
    )
    assert list(topics) == ["T01"]
    assert assignments[0].source is Source.PERSON


def test_a_part_of_a_merged_topic_is_split_off_the_other() -> None:
    topics, assignments = replayed(
        decided(TopicAct.MERGE, "T02", into="T01"),
        decided(TopicAct.SPLIT, "T02", (TEXTS[4],), into="T03", label="Puistot taas"),
    )
    assert [item.topic for item in assignments][4:] == ["T03", "T03"]
    assert topics["T03"].lineage_from == topics["T01"].lineage_from == ("T01", "T02")


def test_topics_merged_in_an_earlier_round_just_continue_in_a_later_one() -> None:
    found = (
        replace(TRAFFIC, lineage=Lineage.CONTINUED, lineage_from=("T01",)),
        replace(PARKS, lineage=Lineage.CONTINUED, lineage_from=("T02",)),
    )
    merge = decided(TopicAct.MERGE, "T02", into="T01")
    as_one = topic("T01", "Yhdessä", (1, 1), 9)
    topics, _ = replayed(merge, round_id="2026", found=found, shown=(as_one,))
    assert (topics["T01"].lineage, topics["T01"].lineage_from) == (Lineage.CONTINUED, ("T01",))
    apart = (as_one, topic("T02", "Puistot", (1, 0), 5))
    topics, _ = replayed(merge, round_id="2026", found=found, shown=apart)
    assert topics["T01"].lineage is Lineage.MERGED


def test_what_was_confirmed_in_one_round_is_for_people_to_see_in_the_next() -> None:
    said = (decided(TopicAct.CONFIRM, "T02"), decided(TopicAct.RENAME, "T01", label="Kulku"))
    topics, _ = replayed(*said, round_id="2026")
    assert topics["T01"].label == "Kulku"
    assert {item.status for item in topics.values()} == {"proposed"}


def test_a_changed_topic_is_described_by_the_answers_it_has_now() -> None:
    topics, _ = replayed(decided(TopicAct.SPLIT, "T01", (TEXTS[2],), into="T03", label="Junat"))
    assert set(topics["T03"].exemplars) == {"a2", "a3"}
    assert set(topics["T01"].exemplars) == {"a0", "a1"}
    assert "Juna oli täynnä." in topics["T03"].description
    assert topics["T03"].keywords == ("juna",)
    assert topics["T01"].keywords == ("bussi",)


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
