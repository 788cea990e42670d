"""Notes: a numbered log of updates, snapshots and versions"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=True),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("head_no", sa.BigInteger(), nullable=False),
        sa.Column("snapshot_no", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name="fk_note_deal_id_deal"),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name="fk_note_node_id_node"),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name="fk_note_created_by_person"),
        sa.ForeignKeyConstraint(["written_by"], ["person.id"], name="fk_note_written_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
    )
    op.create_index("ix_note_deal_id", "note", ["deal_id"])
    op.create_index("ix_note_node_id", "note", ["node_id"])
    for name, column, where in (
        ("uq_note_main_of_deal", "deal_id", "is_main AND node_id IS NULL"),
        ("uq_note_main_of_node", "node_id", "is_main AND node_id IS NOT NULL"),
    ):
        op.create_index(
            name, "note", [column], unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
        )
    op.create_table(
        "note_update",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name="fk_note_update_note_id_note"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_note_update_person_id_person"),
        sa.PrimaryKeyConstraint("note_id", "no", name="pk_note_update"),
        sa.UniqueConstraint("note_id", "sha256", name="uq_note_update_note_id_sha256"),
    )
    op.create_table(
        "note_client",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("client", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name="fk_note_client_note_id_note"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_note_client_person_id_person"),
        sa.PrimaryKeyConstraint("note_id", "client", name="pk_note_client"),
    )
    op.create_table(
        "note_snapshot",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("state_vector", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name="fk_note_snapshot_note_id_note"),
        sa.PrimaryKeyConstraint("note_id", "no", name="pk_note_snapshot"),
    )
    op.create_table(
        "note_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name="fk_note_version_note_id_note"),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_note_version_author_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_note_version"),
    )
    op.create_index("ix_note_version_note_id", "note_version", ["note_id"])


def downgrade() -> None:
    for table in ("note_version", "note_snapshot", "note_client", "note_update", "note"):
        op.drop_table(table)
