"""A store from before there was a key: what could be worked out of it no longer can."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from pipeline.records import Answer, Evidence, digest, respondent_id
from pipeline.store import Store
from pipeline.store.database import open_database
from tests.store.test_store import decision, result_of
from tests.store.test_texts import everything_in

KEY = b"avain vain kokeisiin"
EMAILS = ("aino@example.fi", "eino@example.fi", "veera@example.fi")
TEXTS = ("Penkit puuttuvat.", "Soita [puhelin].", "Soita [puhelin].")


def old_store(url: str) -> tuple[Store, list[str]]:
    """A store whose ids are digests without a key, and those ids."""
    result = result_of(1, TEXTS)
    named = [digest("kysely", "0", email, size=8) for email in EMAILS]
    ids = [digest("kysely", *pair) for pair in zip(named, TEXTS, strict=True)]
    answers = [
        replace(answer, id=name, respondent=respondent, duplicate_of=ids[1] if place == 2 else None)
        for place, (answer, name, respondent) in enumerate(
            zip(result.answers, ids, named, strict=True)
        )
    ]
    codes = [
        replace(code, answer=ids[0], evidence=Evidence("", (), (ids[1],))) for code in result.codes
    ]
    store = Store(url)
    store.write(
        replace(
            result, answers=answers, codes=codes, found=[], retired=[],
            assignments=[replace(result.assignments[0], answer=name) for name in ids],
            topics=[replace(result.topics[0], exemplars=(ids[0],))],
        )
    )  # fmt: skip
    store.add_decisions([decision(answer=ids[0])])
    return store, [*named, *ids]


def test_no_id_without_a_key_stays_in_any_table(store_url: str) -> None:
    store, old = old_store(store_url)
    store.confirm_key(KEY, "tarkiste")
    kept = everything_in(store_url)
    assert not [name for name in old if name in kept]


def test_all_that_named_an_answer_names_the_same_one(store_url: str) -> None:
    store, _ = old_store(store_url)
    before = store.read("kysely")
    store.confirm_key(KEY, "tarkiste")
    after = store.read("kysely")
    new = {old.id: answer.id for old, answer in zip(before.answers, after.answers, strict=True)}
    assert [answer.text for answer in after.answers] == list(TEXTS)
    assert len(set(new.values())) == 3
    assert after.answers[2].duplicate_of == new[before.answers[1].id]
    assert [item.answer for item in after.assignments] == [new[a.id] for a in before.answers]
    assert after.codes[0].evidence.nearest == (new[before.answers[1].id],)
    assert after.topics[0].exemplars == (new[before.answers[0].id],)
    assert [item.answer for item in store.decisions()] == [new[before.answers[0].id]]


def test_an_answer_without_marks_has_the_id_that_the_next_run_gives_it(store_url: str) -> None:
    store, _ = old_store(store_url)
    store.confirm_key(KEY, "tarkiste")
    respondent = respondent_id(KEY, digest("kysely", "0", EMAILS[0], size=8))
    first = store.read("kysely").answers[0]
    assert first.respondent == respondent
    assert first.id == Answer.make_id(KEY, "kysely", respondent, "Q1", TEXTS[0])


def test_it_happens_once(store_url: str) -> None:
    store, _ = old_store(store_url)
    store.confirm_key(KEY, "tarkiste")
    once = store.read("kysely").answers
    assert store.confirm_key(b"toinen", "muu") == "tarkiste"
    assert store.read("kysely").answers == once
    with open_database(store_url).connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM answer")).scalar() == 3
