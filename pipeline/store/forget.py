"""Answers that are forgotten: every row that holds them, or tells of them, goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import sqlalchemy as sa

from pipeline.oversight import SpanAct
from pipeline.store import schema
from pipeline.store.database import chunks
from pipeline.store.texts import Change, clean, texts_of

#: Tables with rows of one answer, those that refer to others first.
_OF_ANSWERS = (
    schema.masked_span, schema.theme_code, schema.assignment, schema.analysis_answer,
)  # fmt: skip


def forget_answers(connection: sa.Connection, answers: Collection[str]) -> None:
    """Delete answers with everything made of them.

    The analyses that lose them keep their numbers, and say in `health` how many they have lost.
    """
    gone = set(answers)
    texts = texts_of(connection, gone)
    clean(connection, {answer: Change(text, "") for answer, text in sorted(texts.items())})
    _mend_references(connection, gone)
    _mend_duplicates(connection, gone)
    _mark_analyses(connection, gone)
    for some in chunks(gone):
        for table in _OF_ANSWERS:
            connection.execute(table.delete().where(table.c.answer.in_(some)))
        connection.execute(schema.answer.delete().where(schema.answer.c.id.in_(some)))


def _mend_references(connection: sa.Connection, gone: set[str]) -> None:
    """Take the answers' ids out of what names several, and out of people's decisions."""
    for table, name in (
        (schema.theme_code, "nearest"), (schema.topic, "exemplars"),
        (schema.found_topic, "exemplars"),
    ):  # fmt: skip
        keys = list(table.primary_key.columns)
        for *place, ids in connection.execute(sa.select(*keys, table.c[name])).all():
            if not gone.isdisjoint(ids):
                here = [key == value for key, value in zip(keys, place, strict=True)]
                left = [answer for answer in ids if answer not in gone]
                connection.execute(table.update().where(*here).values({name: left}))
    table = schema.decision
    for some in chunks(gone):
        rows = connection.execute(sa.select(table).where(table.c.subject.in_(some))).mappings()
        for row in rows.all():
            here = table.c.number == row["number"]
            if row["act"] in list(SpanAct) and not row["details"]["everywhere"]:
                connection.execute(table.delete().where(here))
            else:
                connection.execute(table.update().where(here).values(subject=""))


def _mend_duplicates(connection: sa.Connection, gone: set[str]) -> None:
    """Where the first of equal answers goes, the next one becomes the first."""
    table = schema.analysis_answer
    first: dict[tuple[str, str], str] = {}
    for some in chunks(gone):
        query = sa.select(table).where(table.c.duplicate_of.in_(some))
        ordered = query.order_by(table.c.analysis, table.c.position)
        for row in connection.execute(ordered).mappings().all():
            if row["answer"] in gone:
                continue
            new = first.setdefault((row["analysis"], row["duplicate_of"]), row["answer"])
            here = (table.c.analysis == row["analysis"]) & (table.c.answer == row["answer"])
            value = None if new == row["answer"] else new
            connection.execute(table.update().where(here).values(duplicate_of=value))


def _mark_analyses(connection: sa.Connection, gone: set[str]) -> None:
    lost: Counter[str] = Counter()
    held = schema.analysis_answer
    for some in chunks(gone):
        lost.update(
            connection.execute(sa.select(held.c.analysis).where(held.c.answer.in_(some))).scalars()
        )
    table = schema.analysis
    for row in connection.execute(sa.select(table).where(table.c.id.in_(lost))).mappings().all():
        health = row["health"] | {
            "forgotten_since": row["health"].get("forgotten_since", 0) + lost[row["id"]]
        }
        connection.execute(table.update().where(table.c.id == row["id"]).values(health=health))
