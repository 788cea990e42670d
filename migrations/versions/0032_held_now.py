"""What somebody answers for now is found by the duty too, in an index that does not grow with history."""

from alembic import op
from sqlalchemy import text

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index, and drop the one that it takes the place of."""
    now = text("until_at IS NULL")
    op.create_index(
        "ix_responsibility_now",
        "responsibility",
        ["person_id", "duty"],
        sqlite_where=now,
        postgresql_where=now,
    )
    op.drop_index("ix_responsibility_person", "responsibility")


def downgrade() -> None:
    """Make the old one again, and drop the new one."""
    op.create_index("ix_responsibility_person", "responsibility", ["person_id", "until_at"])
    op.drop_index("ix_responsibility_now", "responsibility")
