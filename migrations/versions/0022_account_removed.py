"""Accounts that were taken back: nobody sees them, and what happened stays."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the moment, in time zone UTC like every other."""
    op.add_column("account", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop it: what was taken back is there again, without anybody in its seats."""
    op.drop_column("account", "removed_at")
