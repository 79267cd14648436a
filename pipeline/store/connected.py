"""What every part of the store stands on: the database and its transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from pipeline.errors import StoreError
from pipeline.store.database import open_database, transaction


class Connected:
    """The database behind one configuration.

    Raises:
        StoreError: it cannot be reached.
    """

    def __init__(self, url: str) -> None:
        self._engine = open_database(url)

    @contextmanager
    def _transaction(self, alone: bool = False) -> Iterator[sa.Connection]:
        """A transaction; what the database refuses becomes a StoreError.

        Args:
            alone: see `database.transaction`.
        """
        try:
            with transaction(self._engine, alone) as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            # The statement and its values stay out of the message: they hold answers.
            raise StoreError(f"the database refused: {type(error.orig).__name__}.") from None
