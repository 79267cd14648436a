"""Analyses in and out, each in one transaction: it is there whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256

import numpy as np
import sqlalchemy as sa

from pipeline.errors import StoreError
from pipeline.records import (
    Act,
    Analysis,
    Answer,
    Assignment,
    CodeDecision,
    Lineage,
    Reject,
    ThemeCode,
    Token,
    Topic,
    TopicAct,
    TopicDecision,
)
from pipeline.store import rows, schema
from pipeline.store.database import insert_new, open_database, transaction
from pipeline.store.decisions import CHUNK, code_decisions, matters

_IDENTITY = ("id", "round", "respondent", "question", "text")


@dataclass(frozen=True)
class AnalysisResult:
    """An analysis with everything in it, answers in the order of their files.

    `found` are the topics before people's word, `retired` those of the comparable earlier round
    that nobody raises any more.
    """

    analysis: Analysis
    answers: list[Answer] = field(repr=False)
    rejects: list[Reject] = field(repr=False)
    topics: list[Topic] = field(repr=False)
    assignments: list[Assignment] = field(repr=False)
    codes: list[ThemeCode] = field(repr=False)
    found: list[Topic] = field(default_factory=list, repr=False)
    retired: list[Topic] = field(default_factory=list, repr=False)


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
            for table, found in (
                (schema.analysis_answer, rows.answer_rows(result.answers)),
                (schema.reject, rows.numbered(result.rejects)),
                (schema.topic, rows.topic_rows([*result.topics, *result.retired])),
                (schema.found_topic, rows.topic_rows(result.found)),
                (schema.assignment, [asdict(item) for item in result.assignments]),
                (schema.theme_code, rows.code_rows(result.codes)),
            ):
                if values := [{"analysis": done, **row} for row in found]:
                    connection.execute(table.insert(), values)

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
        return rows.record(Analysis, row) if row else None

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

            def part(table: sa.Table, *order: str) -> list[sa.RowMapping]:
                query = sa.select(table).where(table.c.analysis == analysis.id)
                ordered = query.order_by(*(table.c[name] for name in order))
                return list(connection.execute(ordered).mappings())

            joined = (
                sa.select(schema.answer, schema.analysis_answer)
                .join(schema.analysis_answer)
                .where(schema.analysis_answer.c.analysis == analysis.id)
                .order_by(schema.analysis_answer.c.position)
            )
            answers = [rows.record(Answer, row) for row in connection.execute(joined).mappings()]
            place = {answer.id: i for i, answer in enumerate(answers)}
            topics = [rows.topic(row) for row in part(schema.topic, "position")]
            return AnalysisResult(
                analysis,
                answers,
                [rows.record(Reject, row) for row in part(schema.reject, "position")],
                [topic for topic in topics if topic.lineage is not Lineage.RETIRED],
                sorted(
                    (rows.assignment(row) for row in part(schema.assignment, "answer")),
                    key=lambda item: place[item.answer],
                ),
                sorted(
                    (rows.code(row) for row in part(schema.theme_code, "answer", "theme")),
                    key=lambda item: place[item.answer],
                ),
                [rows.topic(row) for row in part(schema.found_topic, "position")],
                [topic for topic in topics if topic.lineage is Lineage.RETIRED],
            )

    def texts(self, round_id: str) -> list[str]:
        """The texts of a round's newest analysis; none when it has not been analysed."""
        newest = self.latest(round_id)
        if newest is None:
            return []
        joined = (
            sa.select(schema.answer.c.text)
            .join(schema.analysis_answer)
            .where(schema.analysis_answer.c.analysis == newest.id)
            .order_by(schema.analysis_answer.c.position)
        )
        with self._transaction() as connection:
            return list(connection.execute(joined).scalars())

    def topics(self, round_id: str) -> list[Topic]:
        """The topics that people see of a round's newest analysis, the retired ones last."""
        return self._topics(schema.topic, round_id)

    def found_topics(self, round_id: str) -> list[Topic]:
        """The topics of a round's newest analysis as the model found them."""
        return self._topics(schema.found_topic, round_id)

    def _topics(self, table: sa.Table, round_id: str) -> list[Topic]:
        newest = self.latest(round_id)
        if newest is None:
            return []
        query = sa.select(table).where(table.c.analysis == newest.id).order_by(table.c.position)
        with self._transaction() as connection:
            return [rows.topic(row) for row in connection.execute(query).mappings()]

    def topic_ids(self, prefix: str) -> set[str]:
        """Every id with this beginning that the model has ever given to a topic."""
        ids = schema.found_topic.c.id
        query = sa.select(ids).where(ids.startswith(prefix, autoescape=True)).distinct()
        with self._transaction() as connection:
            return set(connection.execute(query).scalars())

    # -- what people decided ----------------------------------------------------------------

    def add_decisions(self, decisions: Sequence[CodeDecision]) -> int:
        """Add decisions in this order; returns how many said something new.

        What only repeats the last word on the same matter is left out, so that reading a coding
        sheet twice doubles nothing.
        """
        with self._transaction(alone=True) as connection:
            last: dict[tuple[str, ...], Act] = {}
            for known in code_decisions(connection):
                last.update(dict.fromkeys(matters(known), known.act))
            new = []
            for decision in decisions:
                if last.get(matters(decision)[0]) != decision.act:
                    last.update(dict.fromkeys(matters(decision), decision.act))
                    new.append(rows.decision_row(decision))
            if new:
                connection.execute(schema.decision.insert(), new)
        return len(new)

    def decisions(self, keys: Collection[str] | None = None) -> list[CodeDecision]:
        """All decisions in the order they were made, or those on texts with these keys."""
        with self._transaction() as connection:
            return code_decisions(connection, keys)

    def add_topic_decisions(self, decisions: Sequence[TopicDecision]) -> None:
        """Add decisions on topics in this order."""
        if decisions:
            with self._transaction(alone=True) as connection:
                found = [rows.topic_decision_row(decision) for decision in decisions]
                connection.execute(schema.decision.insert(), found)

    def topic_decisions(self, rounds: Collection[str]) -> list[TopicDecision]:
        """Decisions on topics that were made in these rounds, in the order they were made."""
        table = schema.decision
        query = (
            sa.select(table)
            .where(table.c.act.in_([act.value for act in TopicAct]), table.c.round.in_(rounds))
            .order_by(table.c.number)
        )
        with self._transaction() as connection:
            return [rows.topic_decision(row) for row in connection.execute(query).mappings()]

    # -- caches -----------------------------------------------------------------------------

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
        hashes = sorted(by_hash)
        found: dict[str, sa.RowMapping] = {}
        with self._transaction() as connection:
            for start in range(0, len(hashes), CHUNK):
                query = sa.select(table).where(
                    table.c.model == model, table.c.text_hash.in_(hashes[start : start + CHUNK])
                )
                for row in connection.execute(query).mappings():
                    found[by_hash[row["text_hash"]]] = row
        return found
