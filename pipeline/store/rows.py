"""Database rows ↔ records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import sqlalchemy as sa

from pipeline.oversight import SpanAct, SpanDecision
from pipeline.records import (
    Act,
    Answer,
    Assignment,
    CodeDecision,
    Evidence,
    Lineage,
    Origin,
    Source,
    ThemeCode,
    Topic,
    TopicAct,
    TopicDecision,
)

_VIEW = ("area", "district", "group", "date", "language", "duplicate_of", "emptyish")
_DETAILS = ("theme", "origin", "sample")
_TOPIC_DETAILS = ("label", "into", "keys")
_SPAN_DETAILS = ("words", "type", "everywhere", "why")


def record(kind: Any, row: sa.RowMapping) -> Any:
    return kind(**{name: row[name] for name in kind.__dataclass_fields__})


def numbered(items: Sequence[Any]) -> list[dict[str, Any]]:
    return [{"position": position, **asdict(item)} for position, item in enumerate(items)]


def answer_rows(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    return [
        {"answer": item.id, "position": i, **{name: getattr(item, name) for name in _VIEW}}
        for i, item in enumerate(answers)
    ]


def topic_rows(topics: Sequence[Topic]) -> list[dict[str, Any]]:
    rows = numbered(topics)
    for row in rows:
        row["centroid"] = row["centroid"].astype("<f4").tobytes()
    return rows


def topic(row: sa.RowMapping) -> Topic:
    values = {name: row[name] for name in Topic.__dataclass_fields__}
    for name in ("keywords", "exemplars", "lineage_from"):
        values[name] = tuple(values[name])
    values["centroid"] = np.frombuffer(values["centroid"], "<f4")
    values["lineage"] = Lineage(values["lineage"])
    return Topic(**values)


def assignment(row: sa.RowMapping) -> Assignment:
    values = {name: row[name] for name in Assignment.__dataclass_fields__}
    return Assignment(**{**values, "source": Source(values["source"])})


def code_rows(codes: Sequence[ThemeCode]) -> list[dict[str, Any]]:
    rows = []
    for code in codes:
        row = asdict(code)
        evidence = row.pop("evidence")
        rows.append({**row, **evidence})
    return rows


def code(row: sa.RowMapping) -> ThemeCode:
    values = {name: row[name] for name in ThemeCode.__dataclass_fields__ if name != "evidence"}
    evidence = Evidence(row["sentence"], tuple(row["lemmas"]), tuple(row["nearest"]))
    return ThemeCode(**{**values, "evidence": evidence, "source": Source(row["source"])})


def decision_row(decision: CodeDecision) -> dict[str, Any]:
    """A decision as a row of the decision table."""
    return {
        "act": decision.act, "who": decision.who, "when": decision.when.astimezone(dt.UTC),
        "round": decision.round, "subject": decision.answer, "key": decision.key,
        "details": {name: getattr(decision, name) for name in _DETAILS},
    }  # fmt: skip


def topic_decision_row(decision: TopicDecision) -> dict[str, Any]:
    """A decision on a topic as a row of the decision table."""
    return {
        "act": decision.act, "who": decision.who, "when": decision.when.astimezone(dt.UTC),
        "round": decision.round, "subject": decision.topic, "key": "",
        "details": {name: getattr(decision, name) for name in _TOPIC_DETAILS},
    }  # fmt: skip


def topic_decision(row: sa.RowMapping) -> TopicDecision:
    """The decision on a topic that a row of the decision table holds."""
    details = row["details"]
    return TopicDecision(
        act=TopicAct(row["act"]), who=row["who"], when=in_utc(row["when"]), round=row["round"],
        topic=row["subject"], label=details["label"], into=details["into"],
        keys=tuple(details["keys"]),
    )  # fmt: skip


def in_utc(when: dt.datetime) -> dt.datetime:
    """SQLite keeps no time zone: what is in it is UTC."""
    return when.replace(tzinfo=dt.UTC) if when.tzinfo is None else when.astimezone(dt.UTC)


def code_decision(row: sa.RowMapping) -> CodeDecision:
    """The decision that a row of the decision table holds."""
    details = row["details"]
    return CodeDecision(
        act=Act(row["act"]), who=row["who"], when=in_utc(row["when"]), round=row["round"],
        answer=row["subject"], key=row["key"], theme=details["theme"],
        origin=Origin(details["origin"]), sample=details["sample"],
    )  # fmt: skip


def span_decision_row(decision: SpanDecision) -> dict[str, Any]:
    """A decision on words of an answer as a row of the decision table."""
    return {
        "act": decision.act, "who": decision.who, "when": decision.when.astimezone(dt.UTC),
        "round": decision.round, "subject": decision.answer, "key": decision.key,
        "details": {name: getattr(decision, name) for name in _SPAN_DETAILS},
    }  # fmt: skip


def span_decision(row: sa.RowMapping) -> SpanDecision:
    """The decision on words of an answer that a row of the decision table holds."""
    return SpanDecision(
        act=SpanAct(row["act"]), who=row["who"], when=in_utc(row["when"]), round=row["round"],
        answer=row["subject"], key=row["key"],
        **{name: row["details"][name] for name in _SPAN_DETAILS},
    )  # fmt: skip
