"""What the store keeps of people: the key's check, marks, and who is forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from pipeline.errors import StoreError
from pipeline.oversight import AuditEntry, MaskedSpan, SpanAct, SpanDecision
from pipeline.store import rows, schema
from pipeline.store.audit import insert_audit
from pipeline.store.connected import Connected
from pipeline.store.database import insert_new, wipe
from pipeline.store.decisions import insert_span_decisions, span_decisions
from pipeline.store.forget import forget_answers
from pipeline.store.rename import rename_all
from pipeline.store.texts import change_texts

DECIDED_MEANWHILE = (
    "somebody has masked words or forgotten answers of this round while it was analysed. Nothing "
    "of this run is kept. Run it again."
)


@dataclass(frozen=True)
class Traces:
    """What there is of a round or a respondent: the answers' ids, and what is quoted of them."""

    round: str
    respondents: frozenset[str]
    answers: frozenset[str]
    quotes: frozenset[str] = field(repr=False)


class People(Connected):
    """Names by key, masked words, forgetting."""

    # -- the key ----------------------------------------------------------------------------

    def key_check(self) -> str | None:
        """The check value of the key in use; None while nothing that is kept depends on it."""
        with self._transaction() as connection:
            return _key_check(connection)

    def confirm_key(self, key: bytes, check: str) -> str:
        """The check value that stands: this one, if there is none yet.

        Answers from before there was a key are named with it from then on.
        """
        with self._transaction(alone=True) as connection:
            known = _key_check(connection)
            if known is None:
                rename_all(connection, key)
                connection.execute(schema.key_check.delete())
                connection.execute(schema.key_check.insert().values(number=1, value=check))
        if known is None:
            wipe(self._engine)
        return known or check

    # -- masked words -----------------------------------------------------------------------

    def masked_spans(self, round_id: str) -> list[MaskedSpan]:
        """The marks in the answers of a round's newest analysis, in the answers' order."""
        span, held, analysis = schema.masked_span, schema.analysis_answer, schema.analysis
        newest = sa.select(sa.func.max(analysis.c.number)).where(analysis.c.round == round_id)
        query = (
            sa.select(span)
            .join(analysis, analysis.c.id == span.c.analysis)
            .join(held, (held.c.analysis == span.c.analysis) & (held.c.answer == span.c.answer))
            .where(analysis.c.number == newest.scalar_subquery())
            .order_by(held.c.position, span.c.number)
        )
        with self._transaction() as connection:
            return [rows.record(MaskedSpan, row) for row in connection.execute(query).mappings()]

    def all_texts(self) -> dict[str, str]:
        """The text of every answer of every round, by id."""
        table = schema.answer
        query = sa.select(table.c.id, table.c.text).order_by(table.c.id)
        with self._transaction() as connection:
            return dict(connection.execute(query).tuples().all())

    def change_texts(
        self, texts: Mapping[str, str], round_id: str = "", said: Sequence[SpanDecision] = ()
    ) -> int:
        """Give answers that are masked otherwise now their new texts, wherever they are quoted.

        People's decisions go on to hold. Returns how many texts have changed.

        Args:
            said: the decisions on words of the round that the texts follow.

        Raises:
            StoreError: somebody has decided something since, which the texts do not follow.
        """
        with self._transaction(alone=True) as connection:
            if round_id and span_decisions(connection, round_id) != list(said):
                raise StoreError(DECIDED_MEANWHILE)
            changed = len(change_texts(connection, texts))
        if changed:
            wipe(self._engine)
        return changed

    def mask(
        self, decisions: Sequence[SpanDecision], texts: Mapping[str, str], entry: AuditEntry
    ) -> None:
        """Record that words are to be masked, and mask them in these answers at once."""
        with self._transaction(alone=True) as connection:
            insert_span_decisions(connection, decisions)
            change_texts(connection, texts)
            insert_audit(connection, entry)
        wipe(self._engine)

    def unmask(self, decisions: Sequence[SpanDecision], entry: AuditEntry) -> None:
        """Record that words need not be masked; the next run reads them again."""
        with self._transaction(alone=True) as connection:
            insert_span_decisions(connection, decisions)
            insert_audit(connection, entry)

    # -- forgetting -------------------------------------------------------------------------

    def forgotten(self, round_id: str) -> frozenset[str]:
        """The respondents of a round that are forgotten; "" stands for the whole round."""
        table = schema.forgotten
        query = sa.select(table.c.respondent).where(table.c.round == round_id)
        with self._transaction() as connection:
            return frozenset(connection.execute(query).scalars())

    def traces_of(self, *, round_id: str = "", respondent: str = "") -> Traces:
        """What there is of a round, or of a respondent in whichever round they answered.

        Raises:
            StoreError: there is nothing.
        """
        table = schema.answer
        one = table.c.respondent == respondent if respondent else table.c.round == round_id
        with self._transaction() as connection:
            found = connection.execute(sa.select(table).where(one)).mappings().all()
            if not found and not (round_id and _analyses(connection, round_id)):
                what = f"respondent {respondent}" if respondent else f"round {round_id}"
                raise StoreError(f"there is nothing of {what} here.")
            ids = frozenset(row["id"] for row in found)
            codes = schema.theme_code
            held = sa.select(codes.c.sentence).join(table).where(one, codes.c.sentence != "")
            quotes = frozenset(connection.execute(held).scalars())
        return Traces(
            found[0]["round"] if found else round_id,
            frozenset(row["respondent"] for row in found),
            ids,
            quotes | {row["text"] for row in found},
        )

    def forget(self, traces: Traces, entry: AuditEntry, *, whole_round: bool) -> bool:
        """Delete what there is, for good; later runs over the same export leave it out.

        Returns whether it is out of the database's files too: another program that reads the
        store can hold that up, and the next `forget` or run makes up for it.
        """
        respondents = [*sorted(traces.respondents), *([""] if whole_round else [])]
        with self._transaction(alone=True) as connection:
            forget_answers(connection, traces.answers)
            if whole_round:
                table = schema.analysis
                connection.execute(table.delete().where(table.c.round == traces.round))
            insert_new(
                connection,
                schema.forgotten,
                [
                    {"round": traces.round, "respondent": name, "when": entry.when}
                    for name in respondents
                ],
            )
            insert_audit(connection, entry)
        return wipe(self._engine, whole=True)


def _key_check(connection: sa.Connection) -> str | None:
    known = connection.execute(sa.select(schema.key_check.c.value)).scalar()
    needing = [
        sa.select(sa.literal(1)).select_from(schema.answer),
        sa.select(sa.literal(1)).select_from(schema.forgotten),
        sa.select(sa.literal(1)).where(schema.decision.c.act.in_([act.value for act in SpanAct])),
    ]
    needed = any(connection.execute(query.limit(1)).first() for query in needing)
    return known if needed else None


def _analyses(connection: sa.Connection, round_id: str) -> int:
    table = schema.analysis
    query = sa.select(sa.func.count()).select_from(table).where(table.c.round == round_id)
    return connection.execute(query).scalar_one()
