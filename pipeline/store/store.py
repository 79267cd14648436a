"""Analyses in and out, each in one transaction: it is there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

import numpy as np
import sqlalchemy as sa

from pipeline.errors import StoreError
from pipeline.records import (
    Analysis,
    Answer,
    Assignment,
    Evidence,
    Lineage,
    Reject,
    Source,
    ThemeCode,
    Token,
    Topic,
)
from pipeline.store import schema
from pipeline.store.database import insert_new, open_database

_IDENTITY = ("id", "round", "respondent", "question", "text")
_VIEW = ("area", "district", "group", "date", "language", "duplicate_of", "emptyish")
_CHUNK = 500


@dataclass(frozen=True)
class AnalysisResult:
    """An analysis with everything in it, answers in the order of their files."""

    analysis: Analysis
    answers: list[Answer] = field(repr=False)
    rejects: list[Reject] = field(repr=False)
    topics: list[Topic] = field(repr=False)
    assignments: list[Assignment] = field(repr=False)
    codes: list[ThemeCode] = field(repr=False)


def text_hash(text: str) -> str:
    """The key of a text in the caches."""
    return sha256(text.encode()).hexdigest()


class Store:
    """The database behind one configuration.

    Raises:
        StoreError: it cannot be reached.
    """

    def __init__(self, url: str) -> None:
        self._engine = open_database(url)

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        """A transaction; what the database refuses becomes a StoreError."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            # The statement and its values stay out of the message: they hold answers.
            raise StoreError(f"the database refused: {type(error.orig).__name__}.") from None

    # -- analyses ---------------------------------------------------------------------------

    def write(self, result: AnalysisResult) -> None:
        """Write an analysis. On any failure nothing of it is left behind."""
        done = result.analysis.id
        with self._transaction() as connection:
            connection.execute(schema.analysis.insert().values(asdict(result.analysis)))
            insert_new(
                connection,
                schema.answer,
                [{name: getattr(item, name) for name in _IDENTITY} for item in result.answers],
            )
            for table, rows in (
                (schema.analysis_answer, _answer_rows(result.answers)),
                (schema.reject, _numbered(result.rejects)),
                (schema.topic, _topic_rows(result.topics)),
                (schema.assignment, [asdict(item) for item in result.assignments]),
                (schema.theme_code, _code_rows(result.codes)),
            ):
                if rows := [{"analysis": done, **row} for row in rows]:
                    connection.execute(table.insert(), rows)

    def latest(self, round_id: str) -> Analysis | None:
        """The newest analysis of a round."""
        table = schema.analysis
        query = (
            sa.select(table)
            .where(table.c.round == round_id)
            .order_by(table.c.number.desc())
            .limit(1)
        )
        with self._transaction() as connection:
            row = connection.execute(query).mappings().first()
        return _analysis(row) if row else None

    def read(self, round_id: str) -> AnalysisResult:
        """The newest analysis of a round with everything in it.

        Raises:
            StoreError: the round has not been analysed.
        """
        analysis = self.latest(round_id)
        if analysis is None:
            raise StoreError(
                f"round {round_id} has not been analysed. Run: kerropois run {round_id}"
            )
        with self._transaction() as connection:

            def rows(table: sa.Table, *order: str) -> list[sa.RowMapping]:
                query = sa.select(table).where(table.c.analysis == analysis.id)
                ordered = query.order_by(*(table.c[name] for name in order))
                return list(connection.execute(ordered).mappings())

            joined = (
                sa.select(schema.answer, schema.analysis_answer)
                .join(schema.analysis_answer)
                .where(schema.analysis_answer.c.analysis == analysis.id)
                .order_by(schema.analysis_answer.c.position)
            )
            answers = [_record(Answer, row) for row in connection.execute(joined).mappings()]
            place = {answer.id: i for i, answer in enumerate(answers)}
            return AnalysisResult(
                analysis,
                answers,
                [_record(Reject, row) for row in rows(schema.reject, "position")],
                [_topic(row) for row in rows(schema.topic, "position")],
                sorted(
                    (_assignment(row) for row in rows(schema.assignment, "answer")),
                    key=lambda item: place[item.answer],
                ),
                sorted(
                    (_code(row) for row in rows(schema.theme_code, "answer", "theme")),
                    key=lambda item: place[item.answer],
                ),
            )

    # -- caches -----------------------------------------------------------------------------

    def embeddings(self, model: str, texts: Sequence[str]) -> dict[str, np.ndarray]:
        """The known vectors of these texts (float32), by text."""
        rows = self._cached(schema.embedding, model, texts)
        return {text: np.frombuffer(row["vector"], "<f4") for text, row in rows.items()}

    def add_embeddings(self, model: str, vectors: Mapping[str, np.ndarray]) -> None:
        """Keep vectors by text."""
        rows = [
            {"text_hash": text_hash(text), "model": model, "vector": v.astype("<f4").tobytes()}
            for text, v in vectors.items()
        ]
        with self._transaction() as connection:
            insert_new(connection, schema.embedding, rows)

    def tokens(self, model: str, texts: Sequence[str]) -> dict[str, tuple[str, list[Token]]]:
        """The known language and tokens of these texts, by text."""
        rows = self._cached(schema.tokens, model, texts)
        return {
            text: (row["language"], [Token(*token) for token in row["tokens"]])
            for text, row in rows.items()
        }

    def add_tokens(self, model: str, tokens: Mapping[str, tuple[str, Sequence[Token]]]) -> None:
        """Keep languages and tokens by text."""
        rows = [
            {
                "text_hash": text_hash(text), "model": model, "language": language,
                "tokens": [(token.form, token.lemma, token.pos) for token in found],
            }
            for text, (language, found) in tokens.items()
        ]  # fmt: skip
        with self._transaction() as connection:
            insert_new(connection, schema.tokens, rows)

    def _cached(
        self, table: sa.Table, model: str, texts: Sequence[str]
    ) -> dict[str, sa.RowMapping]:
        by_hash = {text_hash(text): text for text in texts}
        hashes = sorted(by_hash)
        found: dict[str, sa.RowMapping] = {}
        with self._transaction() as connection:
            for start in range(0, len(hashes), _CHUNK):
                query = sa.select(table).where(
                    table.c.model == model, table.c.text_hash.in_(hashes[start : start + _CHUNK])
                )
                for row in connection.execute(query).mappings():
                    found[by_hash[row["text_hash"]]] = row
        return found


# -- rows ↔ records ---------------------------------------------------------------------------


def _record(kind: Any, row: sa.RowMapping) -> Any:
    return kind(**{name: row[name] for name in kind.__dataclass_fields__})


def _analysis(row: sa.RowMapping) -> Analysis:
    return _record(Analysis, row)


def _numbered(items: Sequence[Any]) -> list[dict[str, Any]]:
    return [{"position": position, **asdict(item)} for position, item in enumerate(items)]


def _answer_rows(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    return [
        {"answer": item.id, "position": i, **{name: getattr(item, name) for name in _VIEW}}
        for i, item in enumerate(answers)
    ]


def _topic_rows(topics: Sequence[Topic]) -> list[dict[str, Any]]:
    rows = _numbered(topics)
    for row in rows:
        row["centroid"] = row["centroid"].astype("<f4").tobytes()
    return rows


def _topic(row: sa.RowMapping) -> Topic:
    values = {name: row[name] for name in Topic.__dataclass_fields__}
    for name in ("keywords", "exemplars", "lineage_from"):
        values[name] = tuple(values[name])
    values["centroid"] = np.frombuffer(values["centroid"], "<f4")
    values["lineage"] = Lineage(values["lineage"])
    return Topic(**values)


def _assignment(row: sa.RowMapping) -> Assignment:
    values = {name: row[name] for name in Assignment.__dataclass_fields__}
    return Assignment(**{**values, "source": Source(values["source"])})


def _code_rows(codes: Sequence[ThemeCode]) -> list[dict[str, Any]]:
    rows = []
    for code in codes:
        row = asdict(code)
        evidence = row.pop("evidence")
        rows.append({**row, "lemmas": evidence["lemmas"], "nearest": evidence["nearest"]})
    return rows


def _code(row: sa.RowMapping) -> ThemeCode:
    return ThemeCode(
        answer=row["answer"], theme=row["theme"], probability=row["probability"],
        assigned=row["assigned"],
        evidence=Evidence(tuple(row["lemmas"]), tuple(row["nearest"])),
        source=Source(row["source"]), coder=row["coder"],
    )  # fmt: skip
