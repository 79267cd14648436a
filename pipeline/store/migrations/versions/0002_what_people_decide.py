"""what people decide; evidence by sentence, margins, random samples"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("when", sa.DateTime(timezone=True), nullable=False),
        sa.Column("round", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_key"), ["key"], unique=False)
    # Codes of earlier analyses had neither: their margin is unknown, so only its sign is kept.
    with op.batch_alter_table("theme_code", schema=None) as batch_op:
        batch_op.add_column(sa.Column("margin", sa.Float(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("sentence", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("sampled", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    theme_code = sa.table("theme_code", sa.column("margin"), sa.column("assigned", sa.Boolean()))
    op.execute(
        theme_code.update().where(theme_code.c.assigned.is_(sa.false())).values(margin=-0.0001)
    )
    with op.batch_alter_table("theme_code", schema=None) as batch_op:
        for name in ("margin", "sentence", "sampled"):
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("theme_code", schema=None) as batch_op:
        for name in ("sampled", "sentence", "margin"):
            batch_op.drop_column(name)
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_key"))

    op.drop_table("decision")
