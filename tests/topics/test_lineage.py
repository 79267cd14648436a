"""Ids that topics keep over rounds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.records import Assignment, Lineage, Topic
from pipeline.topics.lineage import Past, carry_on, related

SUBJECTS = {
    "bussit": ("bussi", "pysäkki", "aikataulu", "vuoro"),
    "puistot": ("puisto", "penkki", "nurmikko", "leikkipaikka"),
    "koulut": ("koulu", "opettaja", "luokka", "oppilas"),
}


def topic(name: str, subject: str, size: int = 10) -> Topic:
    centroid = np.zeros(8, np.float32)
    centroid[list(SUBJECTS).index(subject)] = 1
    return Topic(name, subject.capitalize(), "", SUBJECTS[subject], (), centroid, size)


def found(*subjects: str) -> tuple[list[Topic], list[Assignment]]:
    topics = [topic(f"{i:02d}", subject) for i, subject in enumerate(subjects, 1)]
    return topics, [Assignment(f"a{t.id}", t.id, 0.9, topics[0].id) for t in topics]


def test_topics_of_the_first_round_are_new_and_numbered_under_its_name() -> None:
    topics, assignments, retired = carry_on(*found("bussit", "koulut"), Past(), "2024-T")
    assert [item.id for item in topics] == ["2024-T01", "2024-T02"]
    assert {item.lineage for item in topics} == {Lineage.NEW}
    assert [item.topic for item in assignments] == ["2024-T01", "2024-T02"]
    assert [item.runner_up for item in assignments] == ["2024-T01", "2024-T01"]
    assert not retired


def test_a_known_topic_keeps_its_id_and_a_new_one_gets_its_own() -> None:
    past = Past(earlier=[topic("2024-T01", "bussit"), topic("2024-T02", "koulut")])
    topics, _, _ = carry_on(*found("koulut", "puistot"), past, "2025-T")
    assert [(item.id, item.lineage) for item in topics] == [
        ("2024-T02", Lineage.CONTINUED),
        ("2025-T01", Lineage.NEW),
    ]
    assert topics[0].score > topics[1].score
    assert topics[0].lineage_from == ("2024-T02",)


def test_a_topic_of_the_comparable_round_that_nobody_raises_retires() -> None:
    earlier = [topic("2024-T01", "bussit"), topic("2024-T02", "koulut"), topic("x-T01", "puistot")]
    past = Past(earlier=earlier, comparable={"2024-T01", "2024-T02"})
    _, _, retired = carry_on(*found("bussit"), past, "2025-T")
    assert [(item.id, item.lineage, item.size) for item in retired] == [
        ("2024-T02", Lineage.RETIRED, 0)
    ]


def test_a_second_run_over_the_same_round_changes_no_id() -> None:
    earlier = [topic("2024-T01", "bussit")]
    first, _, _ = carry_on(*found("puistot", "bussit", "koulut"), Past(earlier), "2025-T")
    again = Past(earlier, own=first, taken={item.id for item in first})
    second, _, _ = carry_on(*found("koulut", "puistot", "bussit"), again, "2025-T")
    assert {t.label: t.id for t in first} == {t.label: t.id for t in second}
    assert {t.label: t.lineage for t in first} == {t.label: t.lineage for t in second}


def test_an_id_is_never_given_to_another_topic() -> None:
    own = [topic("2025-T01", "koulut")]
    topics, _, _ = carry_on(*found("bussit"), Past(own=own, taken={"2025-T01"}), "2025-T")
    assert topics[0].id == "2025-T02"


def test_an_unassigned_answer_stays_so() -> None:
    topics, _ = found("bussit")
    _, assignments, _ = carry_on(topics, [Assignment("a", None, 0.1, "01")], Past(), "2024-T")
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
    known = [replace(topic("2024-T01", "bussit", 6), label="Vuorot")]
    for size, heading in ((11, "Vuorot"), (12, "Bussit")):
        now = [replace(topic("01", "bussit"), size=size)]
        (named,), _, _ = carry_on(now, [], Past(known), "2025-T")
        assert (named.id, named.label) == ("2024-T01", heading)


def test_a_new_topic_never_goes_by_a_known_one_s_heading() -> None:
    known = [replace(topic("2024-T01", "bussit"), label="Puistot")]
    topics, _, _ = carry_on(*found("bussit", "puistot"), Past(known), "2025-T")
    assert [item.label for item in topics] == ["Puistot", "Puistot: penkki"]


def test_a_topic_that_may_be_another_one_goes_by_its_own_heading() -> None:
    other = replace(topic("2024-T01", "bussit"), label="Vuorot")
    unlike = replace(other, keywords=("lippu", "hinta", "kortti", "vyöhyke"))
    unlike.centroid[:2] = 0.55, 0.85
    (named,), _, _ = carry_on([topic("01", "bussit")], [], Past([unlike]), "2025-T")
    assert (named.id, named.label) == ("2024-T01", "Bussit")
    assert named.score < 0.5
