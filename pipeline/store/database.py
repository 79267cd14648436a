"""Opening the database: SQLite by default, PostgreSQL by URL, always at the newest schema."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.util import CommandError
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.errors import MissingPartError, StoreError

#: Keys in one query.
CHUNK = 500
#: Milliseconds that SQLite waits for another process to be done.
_PATIENCE = "busy_timeout=30000"


def open_database(url: str) -> sa.Engine:
    """An engine over a database whose tables are up to date.

    Raises:
        StoreError: the database cannot be reached, or the URL is none.
        MissingPartError: the driver that the URL needs is not installed.
    """
    try:
        parsed = sa.make_url(url)
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise StoreError("store.url must begin with sqlite:/// or postgresql+psycopg://")
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # What a statement carries stays out of every error: it may be an answer.
        engine = sa.create_engine(parsed, json_serializer=_json, hide_parameters=True)
    except sa.exc.ArgumentError as error:
        raise StoreError(f"store.url in config.yaml is no database address: {error}") from None
    except ModuleNotFoundError as error:
        raise MissingPartError(
            f"the store needs the library {error.name}. "
            "Install it in the program's folder: .venv/bin/pip install -e '.[postgresql]'"
        ) from None
    except OSError as error:
        raise StoreError(f"the data folder cannot be made: {error}") from None
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    try:
        _migrate(engine)
    except CommandError as error:
        raise StoreError(
            f"the store was made by a newer version of this program ({error}). Upgrade it first."
        ) from None
    except sa.exc.DBAPIError as error:
        shown = parsed.render_as_string(hide_password=True)
        raise StoreError(f"{shown} cannot be used: {error.orig}") from None
    return engine


@contextmanager
def transaction(engine: sa.Engine, alone: bool = False) -> Iterator[sa.Connection]:
    """A transaction on the database.

    Args:
        alone: another one that is alone too waits until this one has ended, so that nobody comes
            between its reading and its writing.
    """
    with engine.execution_options(alone=alone).begin() as connection:
        # SQLite waits when it begins: see `_begin_sqlite`.
        if alone and engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(7305)"))
        yield connection


def insert_new(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Insert the rows whose key is not there yet."""
    if rows:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def chunks(keys: Collection[str]) -> Iterator[list[str]]:
    """The keys in order, as many at a time as one query may hold."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def wipe(engine: sa.Engine, whole: bool = False) -> bool:
    """Take what was deleted out of the database's files too, and return whether it is out.

    SQLite keeps it in the write-ahead log until that is emptied, which a reader can hold up.

    Args:
        whole: write the database anew, so that no free page is left either.
    """
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        if engine.dialect.name == "postgresql":
            if whole:
                connection.exec_driver_sql("VACUUM FULL")
            return True
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA busy_timeout=3000")
        try:
            if whole:
                raw.execute("VACUUM")
            busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError:
            return False
        finally:
            raw.execute(f"PRAGMA {_PATIENCE}")
        return not busy


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _prepare_sqlite(connection: Any, record: Any) -> None:
    """Readers go on while a run writes, a crash leaves a whole state, no deleted byte stays."""
    connection.isolation_level = None  # the driver's own transactions leave out table changes
    for pragma in (
        "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", _PATIENCE, "secure_delete=ON",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    alone = connection.get_execution_options().get("alone", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if alone else "BEGIN")


def _migrate(engine: sa.Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "pipeline.store:migrations")
    # Two programs may start at once: the second waits, and finds nothing left to do.
    with transaction(engine, alone=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
