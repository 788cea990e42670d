"""Indexes that follow how people are listed, and that find the life of the database without a walk."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_index("ix_person_name", "person", ["name", "id"])
    op.create_index("ix_stream_epoch", "stream", ["epoch"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_stream_epoch", "stream")
    op.drop_index("ix_person_name", "person")
