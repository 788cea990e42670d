"""Outlets count what people changed of them: nobody overwrites what they have not seen."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the version."""
    op.add_column("outlet", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("outlet", "version")
