"""topics know how well they match earlier ones, and the larger group they belong to"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Topics of earlier analyses were matched to none.
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.add_column(sa.Column("score", sa.Float(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("parent", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("topic", schema=None) as batch_op:
        for name in ("score", "parent"):
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("topic", schema=None) as batch_op:
        for name in ("parent", "score"):
            batch_op.drop_column(name)
