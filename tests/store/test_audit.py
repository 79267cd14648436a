"""The audit log: everything stays in it, whoever asks."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from pipeline.oversight import AuditAct, AuditEntry
from pipeline.store import Store
from pipeline.store.audit import login_name
from pipeline.store.database import open_database

WHEN = dt.datetime(2024, 4, 2, 12, 30, tzinfo=dt.UTC)


def test_entries_come_back_in_the_order_they_were_made(store_url: str) -> None:
    made = [
        AuditEntry(AuditAct.RAN, "Maija", WHEN, "kysely", {"answers": 60}),
        AuditEntry(AuditAct.LOOKED, "Kalle", WHEN, "kysely"),
    ]
    for entry in made:
        Store(store_url).add_audit(entry)
    assert Store(store_url).audit() == made


@pytest.mark.parametrize("change", ["UPDATE audit SET who = 'toinen'", "DELETE FROM audit"])
def test_the_database_refuses_to_change_or_delete_an_entry(store_url: str, change: str) -> None:
    store = Store(store_url)
    store.add_audit(AuditEntry(AuditAct.RAN, "Maija", WHEN, "kysely"))
    with (
        pytest.raises(sa.exc.DBAPIError, match="append-only"),
        open_database(store_url).begin() as connection,
    ):
        connection.execute(sa.text(change))
    assert [entry.who for entry in store.audit()] == ["Maija"]


@pytest.mark.postgresql
def test_postgresql_refuses_to_empty_the_log(postgresql_url: str) -> None:
    Store(postgresql_url)
    with (
        pytest.raises(sa.exc.DBAPIError, match="append-only"),
        open_database(postgresql_url).begin() as connection,
    ):
        connection.execute(sa.text("TRUNCATE audit"))


def test_somebody_is_named_where_nobody_says_who(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "maija")
    assert login_name() == "maija"
