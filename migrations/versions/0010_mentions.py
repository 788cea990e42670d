"""Mentions in notes that were found, and whom they were told"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "note_mention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name="fk_note_mention_note_id_note"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_note_mention_person_id_person"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_note_mention_by_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_note_mention"),
        sa.UniqueConstraint("note_id", "person_id", "key", name="uq_note_mention_note_id_person_id_key"),
    )
    op.create_index("ix_note_mention_person_id_id", "note_mention", ["person_id", "id"])


def downgrade() -> None:
    op.drop_table("note_mention")
