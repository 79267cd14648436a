"""People's decisions in the database: rows in the order they were made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

import sqlalchemy as sa

from pipeline.oversight import SpanAct, SpanDecision
from pipeline.records import Act, CodeDecision, Origin, TopicAct, TopicDecision
from pipeline.store import rows, schema
from pipeline.store.connected import Connected
from pipeline.store.database import chunks


class Decisions(Connected):
    """What people decided of codes, topics and words."""

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
        query = _in_order(TopicAct).where(schema.decision.c.round.in_(rounds))
        with self._transaction() as connection:
            return [rows.topic_decision(row) for row in connection.execute(query).mappings()]

    def add_span_decisions(self, decisions: Sequence[SpanDecision]) -> None:
        """Add decisions on words of answers in this order; the next run follows them."""
        with self._transaction(alone=True) as connection:
            insert_span_decisions(connection, decisions)

    def span_decisions(self, round_id: str | None = None) -> list[SpanDecision]:
        """Decisions on words in the order they were made: all, or those that touch one round."""
        with self._transaction() as connection:
            return span_decisions(connection, round_id)


def span_decisions(connection: sa.Connection, round_id: str | None = None) -> list[SpanDecision]:
    """All decisions on words in the order they were made, or those that touch one round."""
    found = connection.execute(_in_order(SpanAct)).mappings()
    return [
        item
        for item in map(rows.span_decision, found)
        if item.everywhere or round_id in (None, item.round)
    ]


def insert_span_decisions(connection: sa.Connection, decisions: Sequence[SpanDecision]) -> None:
    """Add decisions on words in a transaction with what follows from them."""
    if decisions:
        found = [rows.span_decision_row(decision) for decision in decisions]
        connection.execute(schema.decision.insert(), found)


def code_decisions(
    connection: sa.Connection, keys: Collection[str] | None = None
) -> list[CodeDecision]:
    """All decisions on codes in the order they were made, or those on texts with these keys."""
    query = _in_order(Act)
    queries = [query]
    if keys is not None:
        queries = [query.where(schema.decision.c.key.in_(some)) for some in chunks(keys)]
    found = [row for one in queries for row in connection.execute(one).mappings()]
    return [rows.code_decision(row) for row in sorted(found, key=lambda row: row["number"])]


def matters(decision: CodeDecision) -> list[tuple[str, ...]]:
    """What a decision is the last word on; whether it says anything new is told by the first.

    A line of a coding sheet is a matter of its own. Corrections and settled codes have the last
    word on a theme of a text besides (`themes.people.standing`): a correction answers that.
    """
    line = ("line", decision.answer, decision.theme, decision.origin, decision.sample)
    text = ("text", decision.key, decision.theme)
    if decision.origin is Origin.BLIND:
        return [(*line, decision.who)]
    return [line, text] if decision.origin is Origin.SETTLED else [text]


def _in_order(acts: type[StrEnum]) -> sa.Select[tuple[object, ...]]:
    table = schema.decision
    query = sa.select(table).where(table.c.act.in_([act.value for act in acts]))
    return query.order_by(table.c.number)
