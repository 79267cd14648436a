"""The audit log in the database. What is in it stays: triggers refuse to change or delete a row."""

from __future__ import annotations

import datetime as dt
import getpass
from dataclasses import asdict

import sqlalchemy as sa

from pipeline.oversight import AuditAct, AuditEntry
from pipeline.store import schema
from pipeline.store.connected import Connected
from pipeline.store.rows import in_utc


def login_name() -> str:
    """Who is logged in here: who did it, where nobody says who."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


class AuditLog(Connected):
    """Who did what, when."""

    def add_audit(self, entry: AuditEntry) -> None:
        """Add an entry."""
        with self._transaction() as connection:
            insert_audit(connection, entry)

    def audit(self) -> list[AuditEntry]:
        """Everything, in the order it was done."""
        query = sa.select(schema.audit).order_by(schema.audit.c.number)
        with self._transaction() as connection:
            return [
                AuditEntry(
                    AuditAct(row["act"]), row["who"], in_utc(row["when"]), row["subject"],
                    row["details"],
                )
                for row in connection.execute(query).mappings()
            ]  # fmt: skip


def insert_audit(connection: sa.Connection, entry: AuditEntry) -> None:
    """Add an entry in a transaction with what it tells of."""
    values = asdict(entry) | {"when": entry.when.astimezone(dt.UTC)}
    connection.execute(schema.audit.insert().values(values))
