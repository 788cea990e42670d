"""Indexes of the matrix, and signed checkpoints of the streams, which refuse changes like the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_responsibility_node": ("responsibility", ["node_id", "from_at"]),
    "ix_responsibility_from": ("responsibility", ["from_at"]),
    "ix_responsibility_history": ("responsibility", ["person_id", "from_at"]),
    "ix_entry_stream_at": ("entry", ["stream", "at"]),
}


def upgrade() -> None:
    """Add the indexes and the table."""
    _index()
    op.create_table(
        "checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("streams", sa.Integer(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("intervals", sa.BigInteger(), nullable=False),
        sa.Column("heads_hash", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_checkpoint"),
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    for verb in ("UPDATE", "DELETE"):
        head = f"CREATE TRIGGER checkpoint_refuses_{verb.lower()} BEFORE {verb} ON checkpoint FOR EACH ROW"
        if sqlite:
            op.execute(f"{head} BEGIN SELECT RAISE(ABORT, 'checkpoint is history: {verb} refused'); END")
        else:
            op.execute(f"{head} EXECUTE FUNCTION refuse_change()")


def _index() -> None:
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
    """Take the table and the indexes away."""
    op.drop_table("checkpoint")
    op.drop_index("ix_responsibility_until", "responsibility")
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table)
