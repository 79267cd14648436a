"""topics over rounds: as the model found them, how well they match earlier ones; longer names"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COPIED = (
    "analysis", "id", "position", "label", "description", "keywords", "exemplars", "centroid",
    "size", "status", "lineage", "lineage_from", "score", "parent",
)  # fmt: skip


def upgrade() -> None:
    # Topics of earlier analyses were matched to none.
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.add_column(sa.Column("score", sa.Float(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("parent", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("topic", schema=None) as batch_op:
        for name in ("score", "parent"):
            batch_op.alter_column(name, server_default=None)
    op.create_table(
        "found_topic",
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
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["analysis"], ["analysis.id"], ondelete="CASCADE",
            name=op.f("fk_found_topic_analysis"),
        ),
        sa.PrimaryKeyConstraint("analysis", "id", name=op.f("pk_found_topic")),
    )  # fmt: skip
    # Until now nobody could correct a topic: what is shown is what was found.
    names = ", ".join(_COPIED)
    op.execute(f"INSERT INTO found_topic ({names}) SELECT {names} FROM topic")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.alter_column("who", existing_type=sa.String(120), type_=sa.Text())
    with op.batch_alter_table("theme_code", schema=None) as batch_op:
        batch_op.alter_column("coder", existing_type=sa.String(120), type_=sa.Text())


def downgrade() -> None:
    for table, name in (("theme_code", "coder"), ("decision", "who")):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(
                name, existing_type=sa.Text(), type_=sa.String(120),
                postgresql_using=f"{name}::varchar(120)",
            )  # fmt: skip
    op.drop_table("found_topic")
    with op.batch_alter_table("topic", schema=None) as batch_op:
        for name in ("parent", "score"):
            batch_op.drop_column(name)
