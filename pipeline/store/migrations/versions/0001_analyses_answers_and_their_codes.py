"""analyses, answers and their codes"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "analysis",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("round", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("config_hash", sa.String(length=64), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("health", sa.JSON(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_analysis")),
        sa.UniqueConstraint("id", name=op.f("uq_analysis_id")),
    )
    with op.batch_alter_table("analysis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_analysis_round"), ["round"], unique=False)

    op.create_table(
        "answer",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("round", sa.String(length=64), nullable=False),
        sa.Column("respondent", sa.String(length=24), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_round"), ["round"], unique=False)

    op.create_table(
        "embedding",
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("model", sa.String(length=120), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("text_hash", "model", name=op.f("pk_embedding")),
    )
    op.create_table(
        "tokens",
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("model", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("tokens", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("text_hash", "model", name=op.f("pk_tokens")),
    )
    op.create_table(
        "analysis_answer",
        sa.Column("analysis", sa.String(length=24), nullable=False),
        sa.Column("answer", sa.String(length=24), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=120), nullable=False),
        sa.Column("group", sa.String(length=64), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("duplicate_of", sa.String(length=24), nullable=True),
        sa.Column("emptyish", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["analysis"],
            ["analysis.id"],
            name=op.f("fk_analysis_answer_analysis"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["answer"], ["answer.id"], name=op.f("fk_analysis_answer_answer")),
        sa.PrimaryKeyConstraint("analysis", "answer", name=op.f("pk_analysis_answer")),
    )
    op.create_table(
        "assignment",
        sa.Column("analysis", sa.String(length=24), nullable=False),
        sa.Column("answer", sa.String(length=24), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=True),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("runner_up", sa.String(length=80), nullable=True),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["analysis"], ["analysis.id"], name=op.f("fk_assignment_analysis"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["answer"], ["answer.id"], name=op.f("fk_assignment_answer")),
        sa.PrimaryKeyConstraint("analysis", "answer", name=op.f("pk_assignment")),
    )
    op.create_table(
        "reject",
        sa.Column("analysis", sa.String(length=24), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("column", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["analysis"], ["analysis.id"], name=op.f("fk_reject_analysis"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("analysis", "position", name=op.f("pk_reject")),
    )
    op.create_table(
        "theme_code",
        sa.Column("analysis", sa.String(length=24), nullable=False),
        sa.Column("answer", sa.String(length=24), nullable=False),
        sa.Column("theme", sa.String(length=64), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("assigned", sa.Boolean(), nullable=False),
        sa.Column("lemmas", sa.JSON(), nullable=False),
        sa.Column("nearest", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("coder", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["analysis"], ["analysis.id"], name=op.f("fk_theme_code_analysis"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["answer"], ["answer.id"], name=op.f("fk_theme_code_answer")),
        sa.PrimaryKeyConstraint("analysis", "answer", "theme", name=op.f("pk_theme_code")),
    )
    op.create_table(
        "topic",
        sa.Column("analysis", sa.String(length=24), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("exemplars", sa.JSON(), nullable=False),
        sa.Column("centroid", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("lineage", sa.String(length=16), nullable=False),
        sa.Column("lineage_from", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["analysis"], ["analysis.id"], name=op.f("fk_topic_analysis"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("analysis", "id", name=op.f("pk_topic")),
    )


def downgrade() -> None:
    op.drop_table("topic")
    op.drop_table("theme_code")
    op.drop_table("reject")
    op.drop_table("assignment")
    op.drop_table("analysis_answer")
    op.drop_table("tokens")
    op.drop_table("embedding")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_round"))

    op.drop_table("answer")
    with op.batch_alter_table("analysis", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_analysis_round"))

    op.drop_table("analysis")
