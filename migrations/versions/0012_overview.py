"""Rounds that verified history, and when a leader last looked at the overview."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("streams", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("first_wrong", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_verification"),
    )
    op.create_index("ix_verification_at", "verification", ["at"])
    op.create_table(
        "visit",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("before", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_visit_person_id_person"),
        sa.PrimaryKeyConstraint("person_id", name="pk_visit"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("visit")
    op.drop_table("verification")
