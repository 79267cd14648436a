"""Ids that topics keep over rounds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.records import Assignment, Lineage, Topic
from pipeline.topics.lineage import (
    Past,
    carry_on,
    related,
    retired,
    with_distinct_headings,
)

SUBJECTS = {
    "bussit": ("bussi", "pysäkki", "aikataulu", "vuoro"),
    "puistot": ("puisto", "penkki", "nurmikko", "leikkipaikka"),
    "koulut": ("koulu", "opettaja", "luokka", "oppilas"),
}


def topic(name: str, *subjects: str, size: int = 10) -> Topic:
    """A topic on a subject, or half on each of two."""
    centroid = np.zeros(8, np.float32)
    for subject in subjects:
        centroid[list(SUBJECTS).index(subject)] = 1 / np.sqrt(len(subjects))
    share = 4 // len(subjects)
    words = tuple(word for subject in subjects for word in SUBJECTS[subject][:share])
    return Topic(name, subjects[0].capitalize(), "", words, (), centroid, size)


def found(*subjects: str | tuple[str, ...]) -> tuple[list[Topic], list[Assignment]]:
    each = [(one,) if isinstance(one, str) else one for one in subjects]
    topics = [topic(f"{i:02d}", *those) for i, those in enumerate(each, 1)]
    return topics, [Assignment(f"a{t.id}", t.id, 0.9, topics[0].id) for t in topics]


def ids(topics: list[Topic]) -> list[tuple[str, Lineage]]:
    return [(item.id, item.lineage) for item in topics]


def test_topics_of_the_first_round_are_new_and_numbered_under_its_name() -> None:
    topics, assignments = carry_on(*found("bussit", "koulut"), Past(), "2024-T")
    assert ids(topics) == [("2024-T01", Lineage.NEW), ("2024-T02", Lineage.NEW)]
    assert [item.topic for item in assignments] == ["2024-T01", "2024-T02"]
    assert [item.runner_up for item in assignments] == ["2024-T01", "2024-T01"]


def test_a_known_topic_keeps_its_id_and_a_new_one_gets_its_own() -> None:
    past = Past(comparable=[topic("2024-T01", "bussit"), topic("2024-T02", "koulut")])
    topics, _ = carry_on(*found("koulut", "puistot"), past, "2025-T")
    assert ids(topics) == [("2024-T02", Lineage.CONTINUED), ("2025-T01", Lineage.NEW)]
    assert topics[0].score > topics[1].score
    assert topics[0].lineage_from == ("2024-T02",)


def test_lineage_is_since_the_comparable_round_and_ids_come_from_the_others_too() -> None:
    past = Past(comparable=[topic("2024-T01", "bussit")], others=[topic("x-T01", "koulut")])
    topics, _ = carry_on(*found("koulut", "bussit", "puistot"), past, "2025-T")
    assert ids(topics) == [
        ("x-T01", Lineage.CONTINUED), ("2024-T01", Lineage.CONTINUED), ("2025-T01", Lineage.NEW),
    ]  # fmt: skip


def test_topics_that_become_one_are_merged_since_the_comparable_round() -> None:
    """Though a round in between, which has seen the merger, is nearer in time."""
    past = Past(
        comparable=[topic("2024-T01", "bussit"), topic("2024-T02", "koulut")],
        others=[topic("x-T01", "bussit", "koulut")],
    )
    (one,), _ = carry_on(*found(("bussit", "koulut")), past, "2025-T")
    assert one.lineage is Lineage.MERGED
    assert set(one.lineage_from) == {"2024-T01", "2024-T02"}


def test_a_topic_of_the_comparable_round_that_nobody_raises_retires() -> None:
    before = [topic("2024-T01", "bussit"), topic("2024-T02", "koulut")]
    other = topic("x-T01", "puistot")
    past = Past(before, [other], shown=[*before, other], comparable_shown=before)
    now, _ = carry_on(*found("bussit"), past, "2025-T")
    gone = retired(now, past)
    assert [(item.id, item.lineage, item.size) for item in gone] == [
        ("2024-T02", Lineage.RETIRED, 0)
    ]


def test_what_went_into_another_topic_has_not_retired() -> None:
    before = [topic("2024-T01", "bussit"), topic("2024-T02", "koulut")]
    merged = replace(before[0], lineage=Lineage.MERGED, lineage_from=("2024-T01", "2024-T02"))
    assert retired([merged], Past(comparable_shown=before)) == []


def test_every_run_over_the_same_round_gives_the_same_ids_and_lineage() -> None:
    past = Past(comparable=[topic("2024-T01", "bussit")])
    first, _ = carry_on(*found("puistot", "bussit", "koulut"), past, "2025-T")
    again = replace(past, own=first, taken={item.id for item in first})
    second, _ = carry_on(*found("koulut", "puistot", "bussit"), again, "2025-T")
    assert {t.label: (t.id, t.lineage) for t in first} == {
        t.label: (t.id, t.lineage) for t in second
    }


def test_an_earlier_round_that_comes_later_changes_no_id() -> None:
    own = [topic("2025-T01", "bussit")]
    past = Past(comparable=[topic("2024-T01", "bussit")], own=own, taken={"2025-T01"})
    (named,), _ = carry_on(*found("bussit"), past, "2025-T")
    assert ids([named]) == [("2025-T01", Lineage.CONTINUED)]
    assert named.lineage_from == ("2024-T01",)


def test_an_id_is_never_given_to_another_topic() -> None:
    own = [topic("2025-T01", "koulut")]
    topics, _ = carry_on(*found("bussit"), Past(own=own, taken={"2025-T01"}), "2025-T")
    assert topics[0].id == "2025-T02"


def test_a_round_whose_name_begins_like_another_s_keeps_that_one_s_ids() -> None:
    past = Past(comparable=[topic("kysely-Tampere-T01", "bussit")])
    topics, _ = carry_on(*found("bussit"), past, "kysely-T")
    assert ids(topics) == [("kysely-Tampere-T01", Lineage.CONTINUED)]


def test_an_unassigned_answer_stays_so() -> None:
    topics, _ = found("bussit")
    _, assignments = carry_on(topics, [Assignment("a", None, 0.1, "01")], Past(), "2024-T")
    assert assignments == [Assignment("a", None, 0.1, "2024-T01")]


def test_a_topic_s_relatives_are_found_both_ways() -> None:
    first = [topic("2024-T01", "bussit"), topic("2024-T02", "koulut"), topic("2024-T03", "puistot")]
    split = topic("2025-T01", "bussit")
    rounds = [first, [replace(split, lineage_from=("2024-T01",))]]
    assert related(rounds, "2024-T01") == {"2024-T01", "2025-T01"}
    assert related(rounds, "2025-T01") == {"2024-T01", "2025-T01"}
    assert related(rounds, "2024-T03") == {"2024-T03"}
    assert related(rounds, "2020-T01") == set()


def test_a_known_heading_is_kept_until_the_topic_has_grown_to_twice_its_size() -> None:
    known = [replace(topic("2024-T01", "bussit", size=6), label="Vuorot")]
    for size, heading in ((11, "Vuorot"), (12, "Bussit")):
        now = [topic("01", "bussit", size=size)]
        (named,), _ = carry_on(now, [], Past(known, shown=known), "2025-T")
        assert (named.id, named.label) == ("2024-T01", heading)


def test_a_topic_that_may_be_another_one_goes_by_its_own_heading() -> None:
    other = replace(topic("2024-T01", "bussit"), label="Vuorot")
    unlike = replace(other, keywords=("lippu", "hinta", "kortti", "vyöhyke"))
    unlike.centroid[:2] = 0.55, 0.85
    (named,), _ = carry_on([topic("01", "bussit")], [], Past([unlike], shown=[unlike]), "2025-T")
    assert (named.id, named.label) == ("2024-T01", "Bussit")
    assert named.score < 0.5


def test_no_two_topics_go_by_the_same_heading_and_a_person_s_stays() -> None:
    topics = [replace(one, label="Puistot") for one in found("bussit", "puistot")[0]]
    assert [t.label for t in with_distinct_headings(topics)] == ["Puistot", "Puistot: penkki"]
    assert [t.label for t in with_distinct_headings(topics, {"02"})] == [
        "Puistot: bussi",
        "Puistot",
    ]
