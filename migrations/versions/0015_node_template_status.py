"""The nodes of a template by their state: a search looks at those that are worked on first."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the wider index in the place of the narrow one."""
    op.create_index("ix_node_template_status", "node", ["template_id", "status"])
    op.drop_index("ix_node_template_id", "node")


def downgrade() -> None:
    """Put the narrow one back."""
    op.create_index("ix_node_template_id", "node", ["template_id"])
    op.drop_index("ix_node_template_status", "node")
