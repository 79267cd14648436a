"""Topics keep their identity over rounds and follow what people say of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, cast

from pipeline.config import load_config
from pipeline.ingest.emptyish import text_digest
from pipeline.records import Lineage, Source, Topic, TopicAct, TopicDecision
from pipeline.store import AnalysisResult, Store
from tests.conftest import gold_answers, write_round


def run(config: Path, name: str):  # type: ignore[no-untyped-def]
    from flows.analyse_round import Outcome, analyse_round

    return cast(Outcome, analyse_round(name, str(config)))


def store_of(config: Path) -> Store:
    return Store(load_config(config).store_url)


def read(config: Path, name: str) -> AnalysisResult:
    return store_of(config).read(name)


def decide(config: Path, act: TopicAct, topic: str, **more: Any) -> None:
    when = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    made = TopicDecision(act, "Koordinaattori", when, "kysely", topic, **more)
    store_of(config).add_topic_decisions([made])


def shared(first: AnalysisResult, second: AnalysisResult) -> list[Topic]:
    known = {topic.id for topic in first.topics}
    return [topic for topic in second.topics if topic.id in known]


def test_a_later_round_carries_on_topics_and_tells_what_became_of_each(two_rounds: Path) -> None:
    run(two_rounds, "kysely")
    run(two_rounds, "kysely-2")
    first, second = read(two_rounds, "kysely"), read(two_rounds, "kysely-2")
    assert {topic.lineage for topic in first.topics} == {Lineage.NEW}
    kept = shared(first, second)
    assert kept
    before = {topic.id: topic for topic in first.topics}
    for topic in kept:
        assert topic.lineage is not Lineage.NEW
        assert topic.id in topic.lineage_from
        assert 0 < topic.score <= 1
        grown = topic.size >= 2 * before[topic.id].size
        if topic.lineage is Lineage.CONTINUED and topic.score >= 0.5 and not grown:
            assert topic.label == before[topic.id].label
    assert len({topic.label for topic in second.topics}) == len(second.topics)
    accounted = {
        source for topic in (*second.topics, *second.retired) for source in topic.lineage_from
    }
    assert accounted >= set(before)
    assert all(topic.lineage is Lineage.RETIRED and not topic.size for topic in second.retired)


def test_running_again_does_nothing_and_a_new_analysis_changes_no_id(two_rounds: Path) -> None:
    names = ("kysely", "kysely-2")
    assert all(run(two_rounds, name).changed for name in names)
    before = {name: read(two_rounds, name) for name in names}
    assert not any(run(two_rounds, name).changed for name in names)
    for _ in range(2):
        decide(two_rounds, TopicAct.CONFIRM, before["kysely"].topics[0].id)
        assert all(run(two_rounds, name).changed for name in names)
        for name in names:
            after = read(two_rounds, name)
            assert after.analysis.id != before[name].analysis.id
            assert after.assignments == before[name].assignments
            assert [(t.id, t.lineage, t.lineage_from) for t in after.topics] == [
                (t.id, t.lineage, t.lineage_from) for t in before[name].topics
            ]


def test_a_name_that_a_person_gave_stays_in_later_rounds(two_rounds: Path) -> None:
    run(two_rounds, "kysely")
    run(two_rounds, "kysely-2")
    name = shared(read(two_rounds, "kysely"), read(two_rounds, "kysely-2"))[0].id
    decide(two_rounds, TopicAct.RENAME, name, label="Koordinaattorin oma nimi")
    for round_id, status in (("kysely", "confirmed"), ("kysely-2", "proposed")):
        assert run(two_rounds, round_id).changed
        topic = next(t for t in read(two_rounds, round_id).topics if t.id == name)
        assert (topic.label, topic.status) == ("Koordinaattorin oma nimi", status)
        assert not run(two_rounds, round_id).changed


def test_merged_topics_stay_merged_and_a_moved_answer_stays_moved(two_rounds: Path) -> None:
    run(two_rounds, "kysely")
    result = read(two_rounds, "kysely")
    big, middle, small = (result.topics[i].id for i in (0, 1, -1))
    moved = next(item.answer for item in result.assignments if item.topic == middle)
    text = next(answer.text for answer in result.answers if answer.id == moved)
    decide(two_rounds, TopicAct.MERGE, small, into=big)
    decide(two_rounds, TopicAct.MOVE, big, into=big, keys=(text_digest(text),))
    for _ in range(3):
        assert run(two_rounds, "kysely").changed
        after = read(two_rounds, "kysely")
        assert small not in {topic.id for topic in after.topics}
        assert small in {topic.id for topic in after.found}
        assert next(t for t in after.topics if t.id == big).lineage is Lineage.MERGED
        found = next(item for item in after.assignments if item.answer == moved)
        assert (found.topic, found.source) == (big, Source.PERSON)
        assert not run(two_rounds, "kysely").changed
        decide(two_rounds, TopicAct.CONFIRM, big)
    run(two_rounds, "kysely-2")
    assert small not in {topic.id for topic in read(two_rounds, "kysely-2").topics}


def test_a_split_topic_stays_apart_and_its_lineage_on_record(two_rounds: Path) -> None:
    run(two_rounds, "kysely")
    result = read(two_rounds, "kysely")
    whole = result.topics[0].id
    members = [item.answer for item in result.assignments if item.topic == whole]
    texts = [answer.text for answer in result.answers if answer.id in members[:2]]
    keys = tuple(map(text_digest, texts))
    decide(two_rounds, TopicAct.SPLIT, whole, into="kysely-Tosa", label="Oma osa", keys=keys)
    for _ in range(3):
        assert run(two_rounds, "kysely").changed
        topics = {topic.id: topic for topic in read(two_rounds, "kysely").topics}
        part = topics["kysely-Tosa"]
        assert (part.label, part.lineage, part.lineage_from) == ("Oma osa", Lineage.SPLIT, (whole,))
        assert topics[whole].lineage is Lineage.SPLIT
        decide(two_rounds, TopicAct.CONFIRM, whole)
    run(two_rounds, "kysely-2")
    for topic in read(two_rounds, "kysely-2").topics:
        assert not (topic.lineage is Lineage.MERGED and "kysely-Tosa" in topic.lineage_from)


def test_a_round_without_answers_follows_decisions_too(two_rounds: Path) -> None:
    run(two_rounds, "kysely")
    decide(two_rounds, TopicAct.CONFIRM, read(two_rounds, "kysely").topics[0].id)
    file = two_rounds.parent / "kysely-2.csv"
    write_round(file, [answer | {"text": " "} for answer in gold_answers("D10")[:3]])
    assert run(two_rounds, "kysely-2").counts["answers"] == 0
    assert len(read(two_rounds, "kysely-2").retired) == len(read(two_rounds, "kysely").topics)
