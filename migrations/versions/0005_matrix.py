"""Indexes of the matrix: intervals by node, by moment and by person, and entries by moment."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0002"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_responsibility_node": ("responsibility", ["node_id", "from_at"]),
    "ix_responsibility_from": ("responsibility", ["from_at"]),
    "ix_responsibility_history": ("responsibility", ["person_id", "from_at"]),
    "ix_entry_stream_at": ("entry", ["stream", "at"]),
}


def upgrade() -> None:
    """Add the indexes."""
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns, unique=False)
    ended = sa.text("until_at IS NOT NULL")
    op.create_index(
        "ix_responsibility_until",
        "responsibility",
        ["until_at"],
        unique=False,
        sqlite_where=ended,
        postgresql_where=ended,
    )


def downgrade() -> None:
    """Take the indexes away."""
    op.drop_index("ix_responsibility_until", "responsibility")
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table)
