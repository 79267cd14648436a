"""Gives the ids of a store from before there was a key the names that they have with it."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from pipeline.privacy.review import MARK
from pipeline.records import Answer, respondent_id
from pipeline.store import schema

#: Columns that hold one answer's id, and those that hold a list of them.
_ONE = (
    (schema.analysis_answer, "answer"), (schema.analysis_answer, "duplicate_of"),
    (schema.assignment, "answer"), (schema.theme_code, "answer"), (schema.decision, "subject"),
)  # fmt: skip
_SEVERAL = (
    (schema.theme_code, "nearest"), (schema.topic, "exemplars"), (schema.found_topic, "exemplars"),
)  # fmt: skip


def rename_all(connection: sa.Connection, key: bytes) -> None:
    """Name every respondent and every answer anew.

    The new ids are those that the next run gives too, unless the answer was masked: the raw text is
    not here, and a masked one's id is of what is. Either way nobody can work them out.
    """
    table = schema.answer
    names: dict[str, str] = {}
    for row in connection.execute(sa.select(table)).mappings().all():
        respondent = respondent_id(key, row["respondent"])
        text = row["text"]
        # Two masked answers may be alike.
        told_apart = f"{text}{row['id']}" if MARK.search(text) else text
        name = Answer.make_id(key, row["round"], respondent, row["question"], told_apart)
        names[row["id"]] = name
        connection.execute(table.insert().values({**row, "id": name, "respondent": respondent}))
    if names:
        _rename_references(connection, names)
    for old in names:
        connection.execute(table.delete().where(table.c.id == old))


def _rename_references(connection: sa.Connection, names: Mapping[str, str]) -> None:
    pairs = [{"old": old, "new": new} for old, new in names.items()]
    for table, name in _ONE:
        column = table.c[name]
        change = table.update().where(column == sa.bindparam("old"))
        connection.execute(change.values({name: sa.bindparam("new")}), pairs)
    for table, name in _SEVERAL:
        keys = list(table.primary_key.columns)
        for *place, ids in connection.execute(sa.select(*keys, table.c[name])).all():
            if ids:
                here = [column == value for column, value in zip(keys, place, strict=True)]
                new = [names.get(one, one) for one in ids]
                connection.execute(table.update().where(*here).values({name: new}))
