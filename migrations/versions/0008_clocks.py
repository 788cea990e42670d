"""Chores of the worker, clocks of hand-offs, and who is away."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
RECEIPT = ("seen_at", "nudged_at", "snoozed_until", "clock_at")


def upgrade() -> None:
    """Make the tables, and wind the clocks of what waits for an answer."""
    op.create_table(
        "chore",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_chore"),
    )
    _absences()
    for name in RECEIPT:
        op.add_column("receipt", sa.Column(name, MOMENT, nullable=True))
    op.add_column("receipt", sa.Column("clock_step", sa.String(), nullable=True))
    # What was offered before there were clocks is escalated when it is due, without a reminder.
    op.execute(
        "UPDATE receipt SET clock_step = 'deputy', clock_at ="
        " (SELECT due_at FROM handoff WHERE handoff.id = receipt.handoff_id) WHERE status = 'offered'"
    )
    set_clocks = sa.text("clock_at IS NOT NULL")
    op.create_index(
        "ix_receipt_clock", "receipt", ["clock_at"], sqlite_where=set_clocks, postgresql_where=set_clocks
    )
    op.create_table(
        "stand_in",
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_stand_in_receipt_id_receipt"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_stand_in_person_id_person"),
        sa.PrimaryKeyConstraint("receipt_id", "person_id", name="pk_stand_in"),
    )
    op.create_index("ix_stand_in_person_id", "stand_in", ["person_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("stand_in")
    op.drop_index("ix_receipt_clock", "receipt")
    op.drop_column("receipt", "clock_step")
    for name in RECEIPT:
        op.drop_column("receipt", name)
    op.drop_table("absence")
    op.drop_table("chore")


def _absences() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("from_at", MOMENT, nullable=False),
        sa.Column("until_at", MOMENT, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("chosen_by", sa.Integer(), nullable=False),
        sa.Column("is_followed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_absence_person_id_person"),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name="fk_absence_deputy_id_person"),
        sa.ForeignKeyConstraint(["chosen_by"], ["person.id"], name="fk_absence_chosen_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
    )
    op.create_index("ix_absence_status_until_at", "absence", ["status", "until_at"])
    op.create_index("ix_absence_person_id_status", "absence", ["person_id", "status"])
    op.create_index("ix_absence_deputy_id_status", "absence", ["deputy_id", "status"])
    unfollowed = sa.text("NOT is_followed")
    op.create_index(
        "ix_absence_unfollowed", "absence", ["id"], sqlite_where=unfollowed, postgresql_where=unfollowed
    )
