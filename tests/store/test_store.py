"""The store keeps analyses whole, on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from pipeline.errors import StoreError
from pipeline.records import (
    Act,
    Analysis,
    Answer,
    Assignment,
    CodeDecision,
    Evidence,
    Lineage,
    Origin,
    Reject,
    Source,
    ThemeCode,
    Token,
    Topic,
    TopicAct,
    TopicDecision,
)
from pipeline.store import AnalysisResult, Store
from pipeline.store import decisions as decisions_module
from pipeline.store.database import open_database
from pipeline.store.schema import metadata


def result_of(
    number: int = 1, texts: tuple[str, ...] = ("Penkit puuttuvat.", "-")
) -> AnalysisResult:
    answers = [
        Answer(
            id=Answer.make_id(b"avain", "kysely", str(i), "Q1", text),
            round="kysely", respondent=str(i), area="itainen", district="Nastola", group="asukas",
            question="Q1", date=dt.date(2024, 2, 19), text=text, emptyish=text == "-",
        )
        for i, text in enumerate(texts)
    ]  # fmt: skip
    first = answers[0].id
    topic = Topic(
        "kysely-T01", "Penkit", "”Penkit puuttuvat.”", ("penkki", "puisto"), (first,),
        np.array([0.6, 0.8], np.float32), 1, lineage=Lineage.NEW,
    )  # fmt: skip
    evidence = Evidence("Penkit puuttuvat.", ("penkki",), ("D1-001",))
    return AnalysisResult(
        Analysis(f"a{number}", "kysely", f"f{number}", "c", {"kerropois": "0"}, {"answers": 2}, {}),
        answers,
        [Reject("kysely.csv", 7, "C", "no_answer")],
        [topic],
        [Assignment(first, topic.id, 0.9), Assignment(answers[-1].id, None, 0.0)],
        [
            ThemeCode(first, "impact", 0.25, False, -0.25),
            ThemeCode(
                first, "reach", 0.75, True, 0.25, evidence, Source.PERSON, "Luokittelija 1", True
            ),
        ],
        found=[topic, replace(topic, id="kysely-T02", label="Valot")],
        retired=[replace(topic, id="vanha-T01", size=0, lineage=Lineage.RETIRED)],
    )


def test_an_analysis_comes_back_as_it_was_written(store_url: str) -> None:
    store, result = Store(store_url), result_of()
    store.write(result)
    back = store.read("kysely")
    assert back.analysis == result.analysis
    assert back.answers == result.answers
    assert back.rejects == result.rejects
    assert back.assignments == result.assignments
    assert back.codes == result.codes
    (topic,), (written,) = back.topics, result.topics
    assert topic.centroid.tolist() == written.centroid.tolist()
    assert (topic.id, topic.keywords, topic.exemplars, topic.lineage) == (
        written.id, written.keywords, written.exemplars, Lineage.NEW,
    )  # fmt: skip


def test_topics_as_found_and_as_shown_are_kept_apart(store_url: str) -> None:
    store = Store(store_url)
    assert store.topics("kysely") == store.found_topics("kysely") == []
    store.write(result_of())
    assert [topic.id for topic in store.topics("kysely")] == ["kysely-T01", "vanha-T01"]
    assert [topic.id for topic in store.found_topics("kysely")] == ["kysely-T01", "kysely-T02"]
    back = store.read("kysely")
    assert [topic.id for topic in back.topics] == ["kysely-T01"]
    assert [topic.id for topic in back.retired] == ["vanha-T01"]
    assert [topic.label for topic in back.found] == ["Penkit", "Valot"]


def test_ids_that_were_given_once_are_remembered_for_good(store_url: str) -> None:
    store = Store(store_url)
    store.write(result_of(1))
    store.write(replace(result_of(2), found=[]))
    assert store.topic_ids("kysely-T") == {"kysely-T01", "kysely-T02"}
    assert store.topic_ids("kysel_-T") == set()


def test_decisions_on_topics_come_back_by_round_in_order(store_url: str) -> None:
    when = dt.datetime(2024, 4, 2, 12, 30, tzinfo=dt.UTC)
    said = [
        TopicDecision(TopicAct.SPLIT, "Maija", when, "kysely", "T1", "Puut", "T2", ("k1", "k2")),
        TopicDecision(TopicAct.RENAME, "Kalle", when, "toinen", "T1", "Puistot"),
        TopicDecision(TopicAct.MERGE, "Maija", when, "kysely", "T1", into="T3"),
    ]
    store = Store(store_url)
    store.add_topic_decisions(said)
    store.add_topic_decisions([])
    assert store.topic_decisions(["kysely", "toinen"]) == said
    assert store.topic_decisions(["kysely"]) == [said[0], said[2]]
    assert store.decisions() == []


def test_the_newest_analysis_is_the_one_read(store_url: str) -> None:
    store = Store(store_url)
    store.write(result_of(1))
    store.write(result_of(2, ("Lisää valoja.", "-")))
    assert store.read("kysely").answers[0].text == "Lisää valoja."


def test_answers_of_an_older_analysis_are_not_written_twice(store_url: str) -> None:
    store = Store(store_url)
    store.write(result_of(1))
    store.write(result_of(2))
    with open_database(store_url).connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM answer")).scalar() == 2


def test_a_failure_half_way_leaves_the_last_analysis_and_nothing_else(store_url: str) -> None:
    store = Store(store_url)
    store.write(result_of(1))
    whole = result_of(2, ("Uusi vastaus.", "-"))
    # The last table's row refers to an answer that no answer row holds: everything before it
    # has been written by then.
    broken = replace(whole, codes=[*whole.codes, ThemeCode("nobody", "reach", 0.9, True)])
    with pytest.raises(StoreError):
        store.write(broken)
    assert store.read("kysely").analysis.id == "a1"
    with open_database(store_url).connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM answer")).scalar() == 2
        assert (
            connection.execute(sa.text("SELECT count(*) FROM topic")).scalar() == 2
        )  # and retired


def test_a_reader_sees_the_old_analysis_until_the_new_one_is_whole(store_url: str) -> None:
    writer, reader = Store(store_url), Store(store_url)
    writer.write(result_of(1))
    seen: list[str] = []
    stop = threading.Event()

    def watch() -> None:
        while not stop.is_set():
            result = reader.read("kysely")
            assert len(result.answers) == len(result.assignments) == 2
            seen.append(result.analysis.id)

    thread = threading.Thread(target=watch)
    thread.start()
    for number in range(2, 12):
        writer.write(result_of(number, (f"Vastaus {number}.", "-")))
    stop.set()
    thread.join()
    assert seen
    assert seen == sorted(seen, key=lambda name: int(name[1:]))


def test_vectors_and_tokens_are_found_by_text_and_model(store_url: str) -> None:
    store = Store(store_url)
    vector = np.array([1.5, -2.25], np.float32)
    store.add_embeddings("m1", {"Hyvä puisto": vector})
    store.add_embeddings("m1", {"Hyvä puisto": vector})
    assert store.embeddings("m1", ["Hyvä puisto", "muu"])["Hyvä puisto"].tolist() == [1.5, -2.25]
    assert store.embeddings("m2", ["Hyvä puisto"]) == {}
    tokens = [Token("puistossa", "puisto", "NOUN")]
    store.add_tokens("voikko", {"puistossa": ("fi", tokens)})
    assert store.tokens("voikko", ["puistossa"]) == {"puistossa": ("fi", tokens)}


def test_more_texts_than_one_query_may_hold(store_url: str) -> None:
    store = Store(store_url)
    vectors = {f"vastaus {i}": np.array([i], np.float32) for i in range(1201)}
    store.add_embeddings("m", vectors)
    found = store.embeddings("m", list(vectors))
    assert len(found) == 1201
    assert all(found[text] == vector for text, vector in vectors.items())


def test_a_round_that_was_never_analysed_says_what_to_run(store_url: str) -> None:
    with pytest.raises(StoreError, match="kerropois run kysely"):
        Store(store_url).read("kysely")


def test_migrations_make_exactly_the_tables_of_the_schema(store_url: str) -> None:
    with open_database(store_url).connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []


def test_opening_twice_changes_nothing(store_url: str) -> None:
    Store(store_url).write(result_of())
    assert Store(store_url).read("kysely").analysis.id == "a1"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "no database address"),
        ("postgresql+psycopg://kerropois:salasana@127.0.0.1:1/x", "cannot be used"),
    ],
)
def test_a_database_out_of_reach_is_a_plain_error_without_its_password(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as error:
        Store(url)
    assert "salasana" not in str(error.value)


def test_a_program_killed_while_it_makes_the_tables_leaves_none_half_made(tmp_path: Path) -> None:
    """The child dies inside the first migration; the next start must find a clean ground."""
    url = f"sqlite:///{tmp_path / 'kerropois.sqlite'}"
    child = (
        "import os, sqlalchemy as sa\n"
        "from pipeline.store import Store\n"
        "seen = []\n"
        "def die(connection, cursor, statement, *rest):\n"
        "    seen.append(statement)\n"
        "    if sum('CREATE TABLE' in text for text in seen) > 3: os._exit(9)\n"
        "sa.event.listen(sa.Engine, 'after_cursor_execute', die)\n"
        f"Store({url!r})\n"
    )
    assert subprocess.run([sys.executable, "-c", child]).returncode == 9
    Store(url).write(result_of())
    assert Store(url).read("kysely").analysis.id == "a1"


def test_several_programs_may_start_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kerropois.sqlite'}"
    child = f"from pipeline.store import Store; Store({url!r})"
    running = [subprocess.Popen([sys.executable, "-c", child]) for _ in range(4)]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0, 0]


def test_a_store_of_a_newer_version_is_not_touched(store_url: str) -> None:
    Store(store_url)
    with open_database(store_url).begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version"):
        Store(store_url)


def decision(act: Act = Act.CODE, who: str = "Luokittelija 1", **more: Any) -> CodeDecision:
    when = dt.datetime(2024, 4, 2, 12, 30, tzinfo=dt.UTC)
    values = {"answer": "v1", "key": "k1", "theme": "reach"} | more
    return CodeDecision(act, who, when, "kysely", **values)


def test_decisions_come_back_in_the_order_they_were_made(store_url: str) -> None:
    made = [
        decision(),
        decision(answer="v2", key="k2", origin=Origin.BLIND, sample="otos"),
        decision(Act.UNCODE, "Luokittelija 2"),
    ]
    assert Store(store_url).add_decisions(made) == 3
    assert Store(store_url).decisions() == made
    assert Store(store_url).decisions({"k2"}) == made[1:2]


def test_reading_the_same_decisions_again_adds_nothing(store_url: str) -> None:
    made = [
        decision(origin=Origin.BLIND),
        decision(Act.UNCODE, "Luokittelija 2", origin=Origin.BLIND),
    ]
    store = Store(store_url)
    assert [store.add_decisions(made), store.add_decisions(made)] == [2, 0]


def test_a_correction_can_be_taken_back_and_made_again(store_url: str) -> None:
    store = Store(store_url)
    made = [decision(), decision(Act.UNCODE, "Luokittelija 2"), decision()]
    assert sum(store.add_decisions([one]) for one in made) == 3
    assert store.decisions() == made


def test_many_people_may_settle_together(store_url: str) -> None:
    who = ", ".join(f"Luokittelija {number}" for number in range(20))
    store, result = Store(store_url), result_of()
    made = decision(who=who, origin=Origin.SETTLED)
    assert store.add_decisions([made]) == 1
    assert store.decisions() == [made]
    store.write(replace(result, codes=[replace(code, coder=who) for code in result.codes]))
    assert store.read("kysely").codes[0].coder == who


def test_the_newest_tables_can_be_taken_back_and_made_again(store_url: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "pipeline.store:migrations")
    Store(store_url).write(result_of())
    with open_database(store_url).begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    assert [code.coder for code in Store(store_url).read("kysely").codes] == ["", "Luokittelija 1"]


def test_two_who_record_the_same_at_once_record_it_once(
    store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both read before either writes, unless the second waits."""
    both, read = threading.Barrier(2), decisions_module.code_decisions

    def slow(connection: sa.Connection) -> list[CodeDecision]:
        found = read(connection)
        with suppress(threading.BrokenBarrierError):
            both.wait(timeout=1)
        return found

    monkeypatch.setattr(decisions_module, "code_decisions", slow)
    stores = [Store(store_url), Store(store_url)]
    made = [decision(origin=Origin.BLIND)]
    with ThreadPoolExecutor() as pool:
        counts = list(pool.map(lambda store: store.add_decisions(made), stores))
    assert sorted(counts) == [0, 1]


def test_a_correction_answers_whoever_had_the_last_word(store_url: str) -> None:
    """Also a settled code, and a word on another answer with the same text."""
    store = Store(store_url)
    made = [
        decision(),
        decision(Act.UNCODE, "A, B", origin=Origin.SETTLED, sample="otos"),
        decision(),
        decision(Act.UNCODE, answer="v2"),
        decision(),
    ]
    assert [store.add_decisions([one]) for one in made] == [1] * 5
    assert store.decisions() == made
    # The settled sheet read again is old news, whatever has been decided since.
    assert store.add_decisions(made[1:2]) == 0
    assert store.add_decisions(made[-1:]) == 0


def test_decisions_on_very_many_texts_are_found(store_url: str) -> None:
    store = Store(store_url)
    made = [decision(answer=f"v{i}", key=f"k{i}") for i in range(1_200)]
    assert store.add_decisions(made) == 1_200
    assert store.decisions({f"k{i}" for i in range(5_000)}) == made
    assert store.decisions(set()) == []
