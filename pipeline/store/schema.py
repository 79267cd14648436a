"""The tables. Migrations under `migrations/` make them; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

analysis = Table(
    "analysis",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(24), nullable=False),
    Column("round", String(64), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("config_hash", String(64), nullable=False),
    Column("versions", JSON, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("health", JSON, nullable=False),
    Column("published", Boolean, nullable=False, default=False),
    UniqueConstraint("id"),
    Index(None, "round"),
)

#: Answers are shared by the analyses of their round. Only a text changes, when it is masked anew.
answer = Table(
    "answer",
    metadata,
    Column("id", String(24), primary_key=True),
    Column("round", String(64), nullable=False),
    Column("respondent", String(24), nullable=False),
    Column("question", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "round"),
)

#: What an analysis made of an answer: another area map or language model may see it otherwise.
analysis_answer = Table(
    "analysis_answer",
    metadata,
    Column("analysis", ForeignKey("analysis.id", ondelete="CASCADE"), primary_key=True),
    Column("answer", ForeignKey("answer.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("area", String(64), nullable=False),
    Column("district", String(120), nullable=False),
    Column("group", String(64), nullable=False),
    Column("date", Date),
    Column("language", String(8), nullable=False),
    Column("duplicate_of", String(24)),
    Column("emptyish", Boolean, nullable=False),
)

reject = Table(
    "reject",
    metadata,
    Column("analysis", ForeignKey("analysis.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("row", Integer, nullable=False),
    Column("column", String(8), nullable=False),
    Column("code", String(32), nullable=False),
    Column("detail", Text, nullable=False),
)


def _topics(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("analysis", ForeignKey("analysis.id", ondelete="CASCADE"), primary_key=True),
        Column("id", String(80), primary_key=True),
        Column("position", Integer, nullable=False),
        Column("label", Text, nullable=False),
        Column("description", Text, nullable=False),
        Column("keywords", JSON, nullable=False),
        Column("exemplars", JSON, nullable=False),
        Column("centroid", LargeBinary, nullable=False),
        Column("size", Integer, nullable=False),
        Column("status", String(16), nullable=False),
        Column("lineage", String(16), nullable=False),
        Column("lineage_from", JSON, nullable=False),
        Column("score", Float, nullable=False),
        Column("parent", Text, nullable=False),
    )


#: The topics that people see, corrected by them.
topic = _topics("topic")

#: The same analysis's topics as the model found and named them: what later ones are matched to.
found_topic = _topics("found_topic")

assignment = Table(
    "assignment",
    metadata,
    Column("analysis", ForeignKey("analysis.id", ondelete="CASCADE"), primary_key=True),
    Column("answer", ForeignKey("answer.id"), primary_key=True),
    Column("topic", String(80)),
    Column("probability", Float, nullable=False),
    Column("runner_up", String(80)),
    Column("source", String(16), nullable=False),
)

theme_code = Table(
    "theme_code",
    metadata,
    Column("analysis", ForeignKey("analysis.id", ondelete="CASCADE"), primary_key=True),
    Column("answer", ForeignKey("answer.id"), primary_key=True),
    Column("theme", String(64), primary_key=True),
    Column("probability", Float, nullable=False),
    Column("assigned", Boolean, nullable=False),
    Column("margin", Float, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("lemmas", JSON, nullable=False),
    Column("nearest", JSON, nullable=False),
    Column("source", String(16), nullable=False),
    # Names of several people are joined, as many as there are.
    Column("coder", Text, nullable=False),
    Column("sampled", Boolean, nullable=False),
)

#: The marks in an analysis's answers; `key` is a keyed digest of the words under the mark.
masked_span = Table(
    "masked_span",
    metadata,
    Column("analysis", ForeignKey("analysis.id", ondelete="CASCADE"), primary_key=True),
    Column("answer", ForeignKey("answer.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("type", String(16), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("key", String(24), nullable=False),
)

#: What tells the key of the respondents' ids from another one: one row.
key_check = Table(
    "key_check",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("value", String(24), nullable=False),
)

#: Respondents that no later run brings back; an empty one is the whole round.
forgotten = Table(
    "forgotten",
    metadata,
    Column("round", String(64), primary_key=True),
    Column("respondent", String(24), primary_key=True),
    Column("when", DateTime(timezone=True), nullable=False),
)

#: Who did what, in the order they did: the database refuses to change or delete a row.
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("when", DateTime(timezone=True), nullable=False),
    Column("who", Text, nullable=False),
    Column("act", String(16), nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", JSON, nullable=False),
)

#: What people decided, in the order they did: rows are added, and change only when the text of
#: their key does.
decision = Table(
    "decision",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("act", String(16), nullable=False),
    Column("who", Text, nullable=False),
    Column("when", DateTime(timezone=True), nullable=False),
    Column("round", String(64), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("key", String(24), nullable=False),
    Column("details", JSON, nullable=False),
    Index(None, "key"),
)

#: Results that depend on a text and a model alone, kept so that no text is worked on twice.
embedding = Table(
    "embedding",
    metadata,
    Column("text_hash", String(64), primary_key=True),
    Column("model", String(120), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("text_hash", String(64), primary_key=True),
    Column("model", String(120), primary_key=True),
    Column("language", String(8), nullable=False),
    Column("tokens", JSON, nullable=False),
)
