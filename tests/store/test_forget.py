"""What is forgotten is in no table and in no byte of the database's files."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.ingest.emptyish import text_digest
from pipeline.oversight import AuditAct, AuditEntry, SpanAct, SpanDecision
from pipeline.records import Act, CodeDecision
from pipeline.store import Store
from pipeline.store.artifacts import delete_artifacts
from tests.store.test_store import result_of
from tests.store.test_texts import OLD, OTHER, analysed, everything_in, store_with

WHEN = dt.datetime(2024, 4, 2, 12, 30, tzinfo=dt.UTC)


def forget(store: Store, *, round_id: str = "", respondent: str = "") -> bool:
    traces = store.traces_of(round_id=round_id, respondent=respondent)
    details = {"answers": len(traces.answers)}
    entry = AuditEntry(AuditAct.FORGOT, "Maija", WHEN, respondent or round_id, details)
    return store.forget(traces, entry, whole_round=bool(round_id))


def bytes_of(url: str) -> bytes:
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file())


def test_a_forgotten_respondent_is_in_no_table(store_url: str) -> None:
    store = store_with(store_url, analysed(1), analysed(2))
    store.add_decisions([
        CodeDecision(Act.CODE, "Maija", WHEN, "kysely", "vastaus-1", text_digest(OLD), "reach")
    ])  # fmt: skip
    assert forget(store, respondent="0")
    kept = everything_in(store_url)
    for trace in ("irtanen", "vastaus-1", text_digest(OLD)):
        assert trace not in kept
    result = store.read("kysely")
    assert [answer.text for answer in result.answers] == [OTHER]
    assert result.topics[0].description == f"”{OTHER}”"
    assert result.analysis.health["forgotten_since"] == 1
    assert result.analysis.counts == {"answers": 2}
    assert store.forgotten("kysely") == {"0"}
    assert store.audit()[-1].details == {"answers": 1}


def test_what_others_said_in_the_same_words_stays(store_url: str) -> None:
    store = store_with(store_url)
    result = analysed(second=OLD)
    second = replace(result.answers[1], duplicate_of="vastaus-1")
    store.write(replace(result, answers=[result.answers[0], second]))
    store.add_decisions([
        CodeDecision(Act.CODE, "Maija", WHEN, "kysely", "vastaus-1", text_digest(OLD), "reach")
    ])  # fmt: skip
    forget(store, respondent="0")
    (answer,) = store.read("kysely").answers
    assert (answer.text, answer.duplicate_of) == (OLD, None)
    (held,) = store.decisions({text_digest(OLD)})
    assert held.answer == ""
    assert set(store.tokens("voikko", [OLD])) == {OLD}


def test_a_forgotten_round_leaves_its_name_and_nothing_else(store_url: str) -> None:
    store = store_with(store_url, analysed(1))
    assert forget(store, round_id="kysely")
    assert store.latest("kysely") is None
    assert store.forgotten("kysely") == {"", "0", "1"}
    kept = everything_in(store_url)
    assert "penk" not in kept.casefold()
    with pytest.raises(StoreError, match="there is nothing of round kysely"):
        store.traces_of(round_id="kysely")


def test_decisions_on_words_go_with_the_answer_unless_they_hold_everywhere(store_url: str) -> None:
    store = store_with(store_url, analysed())
    here = SpanDecision(SpanAct.UNMASK, "Maija", WHEN, "kysely", "vastaus-1", "k1", 0)
    store.add_span_decisions([here, replace(here, act=SpanAct.MASK, key="k2", everywhere=True)])
    forget(store, respondent="0")
    (held,) = store.span_decisions()
    assert (held.key, held.answer, held.everywhere) == ("k2", "", True)


def test_not_a_byte_stays_in_the_files(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store' / 'kerropois.sqlite'}"
    texts = tuple(f"Vastaaja {number} kertoo pihan keinusta." for number in range(300))
    store = store_with(url, analysed())
    store.write(replace(result_of(2, texts), analysis=replace(result_of(2).analysis, round="muu")))
    assert b"irtanen" in bytes_of(url)
    assert forget(store, respondent="0")
    kept = bytes_of(url)
    assert b"irtanen" not in kept
    assert b"Vastaaja 7 kertoo" in kept or b"Vastaaja 8 kertoo" in kept


def test_masking_more_leaves_no_byte_of_the_old_text_in_the_files(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store' / 'kerropois.sqlite'}"
    store = store_with(url, analysed())
    store.change_texts({"vastaus-1": "Soita [puhelin]."})
    assert b"irtanen" not in bytes_of(url)


def test_a_reader_that_holds_up_the_cleaning_is_told_of(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store' / 'kerropois.sqlite'}"
    store = store_with(url, analysed())
    with closing(sqlite3.connect(tmp_path / "store" / "kerropois.sqlite")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM answer").fetchone()
        assert not forget(store, respondent="0")
    assert "irtanen" not in everything_in(url)


def test_a_run_that_was_under_way_does_not_bring_the_forgotten_back(store_url: str) -> None:
    store = store_with(store_url, analysed(1))
    forget(store, respondent="0")
    with pytest.raises(StoreError, match="Nothing of this run is kept"):
        store.write(analysed(2))
    assert "irtanen" not in everything_in(store_url)


def test_a_respondent_who_is_not_there_is_said_so(store_url: str) -> None:
    with pytest.raises(StoreError, match="there is nothing of respondent 99"):
        Store(store_url).traces_of(respondent="99")


def test_prefect_s_summaries_of_a_round_go_for_good(tmp_path: Path) -> None:
    database = tmp_path / "prefect.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        for table in ("artifact", "artifact_collection"):
            connection.execute(f"CREATE TABLE {table} (key TEXT, data TEXT)")
            for key in ("kooste-kysely", "kooste-muu"):
                connection.execute(f"INSERT INTO {table} VALUES (?, ?)", (key, f"Aiheet: {key}"))
        connection.execute("CREATE TABLE events (id TEXT, payload TEXT)")
        connection.execute("CREATE TABLE event_resources (event_id TEXT, resource TEXT)")
        for key in ("kooste-kysely", "kooste-muu"):
            connection.execute("INSERT INTO events VALUES (?, ?)", (key, json.dumps({"key": key})))
            connection.execute("INSERT INTO event_resources VALUES (?, ?)", (key, key))
        connection.commit()
    assert delete_artifacts(database, "kooste-kysely") == 4
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"kooste-kysely" not in kept
    assert b"Aiheet: kooste-muu" in kept
    assert delete_artifacts(tmp_path / "missing.db", "kooste-kysely") == 0
