"""People's decisions in the database: queries, and which of them say anything new."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from pipeline.records import Act, CodeDecision, Origin
from pipeline.store import rows, schema

#: Keys in one query.
CHUNK = 500


def code_decisions(
    connection: sa.Connection, keys: Collection[str] | None = None
) -> list[CodeDecision]:
    """All decisions on codes in the order they were made, or those on texts with these keys."""
    table = schema.decision
    query = sa.select(table).where(table.c.act.in_([act.value for act in Act]))
    queries = [query]
    if keys is not None:
        wanted = sorted(keys)
        queries = [
            query.where(table.c.key.in_(wanted[start : start + CHUNK]))
            for start in range(0, len(wanted), CHUNK)
        ]
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
