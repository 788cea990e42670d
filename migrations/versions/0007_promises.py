"""Promises made to customers; packages of hand-offs name them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and have the hand-offs that are there say that they came without promises."""
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
    op.create_index("ix_promise_contact_id", "promise", ["contact_id"])
    _change_packages(lambda package: package | {"promises": []})


def downgrade() -> None:
    """Drop it, and take promises out of the packages."""
    op.drop_table("promise")
    _change_packages(lambda package: {name: part for name, part in package.items() if name != "promises"})


def _change_packages(change: Any) -> None:
    handoff = sa.table("handoff", sa.column("id", sa.Integer), sa.column("package", sa.JSON))
    bind = op.get_bind()
    for number, package in bind.execute(sa.select(handoff.c.id, handoff.c.package)).all():
        bind.execute(handoff.update().where(handoff.c.id == number).values(package=change(package)))
