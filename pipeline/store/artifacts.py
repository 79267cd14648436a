"""What Prefect keeps of a round in a database file of its own: the summary of each run."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from pipeline.errors import StoreError

#: Each version of a summary, the newest one of each key, and the news of it, which holds it whole.
_EVENTS = "SELECT id FROM events WHERE json_extract(payload, '$.key') = :key"
_DELETIONS = (
    "DELETE FROM artifact WHERE key = :key",
    "DELETE FROM artifact_collection WHERE key = :key",
    f"DELETE FROM event_resources WHERE event_id IN ({_EVENTS})",
    f"DELETE FROM events WHERE id IN ({_EVENTS})",
)


def delete_artifacts(database: Path, key: str) -> int:
    """Delete the summaries with this key, for good, and return how many rows they were.

    No server is started for it, and no deleted byte stays in the file.

    Raises:
        StoreError: the file is no database of Prefect's, or another program does not let go of it.
    """
    if not database.is_file():
        return 0
    try:
        with closing(sqlite3.connect(database, timeout=30, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            found = sum(
                connection.execute(deletion, {"key": key}).rowcount for deletion in _DELETIONS
            )
            if found:
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return found
    except sqlite3.Error as error:
        raise StoreError(
            f"Prefect's summaries in {database} cannot be deleted ({error}). Stop the program that "
            "has it open, and try again."
        ) from None
