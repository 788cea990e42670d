"""Promises made to customers."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason_code", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name="fk_promise_deal_id_deal"),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name="fk_promise_node_id_node"),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_promise_contact_id_contact", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_promise_made_by_person"),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name="fk_promise_answered_by_person"),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name="fk_promise_closed_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_promise"),
    )
    op.create_index("ix_promise_deal_status", "promise", ["deal_id", "status"])
    op.create_index("ix_promise_node_id", "promise", ["node_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("promise")
