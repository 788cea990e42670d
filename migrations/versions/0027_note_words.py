"""How far a note was read into the words by which it is found."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the number; notes are read by a chore, as those that went on."""
    op.add_column("search_text", sa.Column("upto", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Forget the notes: the release before knows none in its index."""
    op.execute("DELETE FROM search_text WHERE kind = 'note'")
    op.drop_column("search_text", "upto")
