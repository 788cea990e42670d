"""Indexes of the load heat map: what was at work at a moment, and who answered for it."""

from alembic import op
from sqlalchemy import text

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BEGUN = text("started_at IS NOT NULL")


def upgrade() -> None:
    """Make the indexes."""
    op.create_index(
        "ix_node_worked",
        "node",
        ["finished_at", "started_at"],
        sqlite_where=BEGUN,
        postgresql_where=BEGUN,
    )
    op.drop_index("ix_responsibility_node", "responsibility")
    op.create_index("ix_responsibility_node", "responsibility", ["node_id", "duty", "from_at"])


def downgrade() -> None:
    """Put the narrower index back."""
    op.drop_index("ix_responsibility_node", "responsibility")
    op.create_index("ix_responsibility_node", "responsibility", ["node_id", "from_at"])
    op.drop_index("ix_node_worked", "node")
