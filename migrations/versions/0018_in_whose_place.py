"""For whom a checklist item was changed, when a deputy did it."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, with its key: both databases take it in one statement, and SQLite copies no table."""
    key = "CONSTRAINT fk_checklist_item_changed_for_person REFERENCES person (id)"
    op.execute(f"ALTER TABLE checklist_item ADD COLUMN changed_for INTEGER {key}")


def downgrade() -> None:
    """Drop it."""
    op.execute("ALTER TABLE checklist_item DROP COLUMN changed_for")
