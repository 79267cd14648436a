"""Analyses in and out, each in one transaction: it is there whole or not at all."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

import sqlalchemy as sa

from pipeline.errors import StoreError
from pipeline.oversight import MaskedSpan
from pipeline.records import Analysis, Answer, Assignment, Lineage, Reject, ThemeCode, Topic
from pipeline.store import rows, schema
from pipeline.store.audit import AuditLog
from pipeline.store.caches import Caches, drop_orphans
from pipeline.store.database import insert_new
from pipeline.store.decisions import Decisions
from pipeline.store.people import DECIDED_MEANWHILE, People
from pipeline.store.texts import texts_of

_IDENTITY = ("id", "round", "respondent", "question", "text")


@dataclass(frozen=True)
class AnalysisResult:
    """An analysis with everything in it, answers in the order of their files.

    `found` are the topics before people's word, `retired` those of the comparable earlier round
    that nobody raises any more. `spans` are the marks in the answers.
    """

    analysis: Analysis
    answers: list[Answer] = field(repr=False)
    rejects: list[Reject] = field(repr=False)
    topics: list[Topic] = field(repr=False)
    assignments: list[Assignment] = field(repr=False)
    codes: list[ThemeCode] = field(repr=False)
    found: list[Topic] = field(default_factory=list, repr=False)
    retired: list[Topic] = field(default_factory=list, repr=False)
    spans: list[MaskedSpan] = field(default_factory=list, repr=False)


class Store(Caches, Decisions, People, AuditLog):
    """The database behind one configuration.

    Raises:
        StoreError: it cannot be reached.
    """

    # -- analyses ---------------------------------------------------------------------------

    def write(self, result: AnalysisResult) -> None:
        """Write an analysis. On any failure nothing of it is left behind.

        Raises:
            StoreError: an answer is forgotten, or masked otherwise in the store: somebody has
                decided so since the answers were read. `change_texts` comes before this.
        """
        done = result.analysis.id
        with self._transaction(alone=True) as connection:
            _refuse_what_changed(connection, result)
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
                (schema.masked_span, [asdict(item) for item in result.spans]),
            ):
                if values := [{"analysis": done, **row} for row in found]:
                    connection.execute(table.insert(), values)
            drop_orphans(connection)

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
                sorted(
                    (rows.record(MaskedSpan, row) for row in part(schema.masked_span, "number")),
                    key=lambda item: place[item.answer],
                ),
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

    def gone_topics(self, round_id: str) -> list[Topic]:
        """Topics that the model found in the round before, and its newest analysis has not: each
        as it was last, by id."""
        table, newest = schema.found_topic, self.latest(round_id)
        query = (
            sa.select(table)
            .join(schema.analysis)
            .where(schema.analysis.c.round == round_id)
            .order_by(schema.analysis.c.number, table.c.position)
        )
        with self._transaction() as connection:
            found = list(connection.execute(query).mappings())
        here = {row["id"] for row in found if newest and row["analysis"] == newest.id}
        last = {row["id"]: row for row in found}
        return [rows.topic(last[name]) for name in sorted(last.keys() - here)]

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


def _refuse_what_changed(connection: sa.Connection, result: AnalysisResult) -> None:
    texts = {answer.id: answer.text for answer in result.answers}
    masked_otherwise = any(
        text != texts[answer] for answer, text in texts_of(connection, texts).items()
    )
    gone = schema.forgotten.c
    forgotten = set(
        connection.execute(
            sa.select(gone.respondent).where(gone.round == result.analysis.round)
        ).scalars()
    )
    people = {"", *(answer.respondent for answer in result.answers)}
    if masked_otherwise or forgotten & people:
        raise StoreError(DECIDED_MEANWHILE)
