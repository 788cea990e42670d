"""What somebody answers for now is found by the duty too, without a look at all that they do."""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_NAME, _TABLE = "ix_responsibility_person", "responsibility"


def upgrade() -> None:
    """Put the duty into the index."""
    op.drop_index(_NAME, _TABLE)
    op.create_index(_NAME, _TABLE, ["person_id", "until_at", "duty"])


def downgrade() -> None:
    """Take it out again."""
    op.drop_index(_NAME, _TABLE)
    op.create_index(_NAME, _TABLE, ["person_id", "until_at"])
