"""Who is where at this moment, for processes on one PostgreSQL; unlogged, because a crash ends it anyway."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; SQLite, where one process serves, has it too and leaves it empty."""
    unlogged = ["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else []
    op.create_table(
        "presence",
        sa.Column("node", sa.String(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("node", "deal_id", name=op.f("pk_presence")),
        prefixes=unlogged,
    )
    op.create_index(op.f("ix_presence_deal_id"), "presence", ["deal_id"])


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("presence")
