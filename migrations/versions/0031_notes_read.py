"""How far notes were read, asked all the time, stands in an index: their words are long."""

from alembic import op

revision = "0031"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_search_text_read", "search_text", ["kind", "thing_id", "title", "upto"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_search_text_read", "search_text")
