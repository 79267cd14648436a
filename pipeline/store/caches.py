"""Results that depend on a text and a model alone, kept so that no text is worked on twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256

import numpy as np
import sqlalchemy as sa

from pipeline.records import Token
from pipeline.store import schema
from pipeline.store.connected import Connected
from pipeline.store.database import chunks, insert_new


def text_hash(text: str) -> str:
    """The key of a text in the caches."""
    return sha256(text.encode()).hexdigest()


class Caches(Connected):
    """Vectors and tokens by text and model."""

    def embeddings(self, model: str, texts: Sequence[str]) -> dict[str, np.ndarray]:
        """The known vectors of these texts (float32), by text."""
        found = self._cached(schema.embedding, model, texts)
        return {text: np.frombuffer(row["vector"], "<f4") for text, row in found.items()}

    def add_embeddings(self, model: str, vectors: Mapping[str, np.ndarray]) -> None:
        """Keep vectors by text."""
        values = [
            {"text_hash": text_hash(text), "model": model, "vector": v.astype("<f4").tobytes()}
            for text, v in vectors.items()
        ]
        with self._transaction() as connection:
            insert_new(connection, schema.embedding, values)

    def tokens(self, model: str, texts: Sequence[str]) -> dict[str, tuple[str, list[Token]]]:
        """The known language and tokens of these texts, by text."""
        found = self._cached(schema.tokens, model, texts)
        return {
            text: (row["language"], [Token(*token) for token in row["tokens"]])
            for text, row in found.items()
        }

    def add_tokens(self, model: str, tokens: Mapping[str, tuple[str, Sequence[Token]]]) -> None:
        """Keep languages and tokens by text."""
        values = [
            {
                "text_hash": text_hash(text), "model": model, "language": language,
                "tokens": [(token.form, token.lemma, token.pos) for token in found],
            }
            for text, (language, found) in tokens.items()
        ]  # fmt: skip
        with self._transaction() as connection:
            insert_new(connection, schema.tokens, values)

    def _cached(
        self, table: sa.Table, model: str, texts: Sequence[str]
    ) -> dict[str, sa.RowMapping]:
        by_hash = {text_hash(text): text for text in texts}
        found: dict[str, sa.RowMapping] = {}
        with self._transaction() as connection:
            for some in chunks(by_hash):
                query = sa.select(table).where(table.c.model == model, table.c.text_hash.in_(some))
                for row in connection.execute(query).mappings():
                    found[by_hash[row["text_hash"]]] = row
        return found


def drop_cached(connection: sa.Connection, texts: Collection[str]) -> None:
    """Drop what is kept of these texts."""
    _drop(connection, {text_hash(text) for text in texts})


def drop_orphans(connection: sa.Connection) -> None:
    """Drop what is kept of texts that are no answer's.

    A run that was cut short leaves such, and a later one may mask more. Texts that a model learns
    from have vectors only, and stay.
    """
    hashes = set(connection.execute(sa.select(schema.tokens.c.text_hash).distinct()).scalars())
    if hashes:
        texts = connection.execute(sa.select(schema.answer.c.text)).scalars()
        _drop(connection, hashes.difference(map(text_hash, texts)))


def _drop(connection: sa.Connection, hashes: Collection[str]) -> None:
    for table in (schema.tokens, schema.embedding):
        for some in chunks(hashes):
            connection.execute(table.delete().where(table.c.text_hash.in_(some)))
