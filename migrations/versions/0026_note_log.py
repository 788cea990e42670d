"""The log of notes without a checksum for each keystroke, and the row of a note without its whole text."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0022"
branch_labels = None
depends_on = None

COLUMNS = "note_id, no, data, person_id, received_at, pending"


def _log(name: str, *, with_sums: bool = False, **options: bool) -> None:
    sums = [sa.Column("sha256", sa.LargeBinary(), nullable=False)] if with_sums else []
    unique = [sa.UniqueConstraint("note_id", "sha256", name="uq_note_update_note_id_sha256")]
    op.create_table(
        name,
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.BigInteger(), autoincrement=False, nullable=False),
        *sums,
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name="fk_note_update_note_id_note"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_note_update_person_id_person"),
        sa.PrimaryKeyConstraint("note_id", "no", name="pk_note_update"),
        *(unique if with_sums else []),
        **options,
    )


def upgrade() -> None:
    """Keep one tree for each keystroke instead of three."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("ALTER TABLE note_update RENAME TO note_update_before")
        _log("note_update", sqlite_with_rowid=False)
        op.execute(f"INSERT INTO note_update ({COLUMNS}) SELECT {COLUMNS} FROM note_update_before")  # noqa: S608
        op.drop_table("note_update_before")
    else:
        op.drop_constraint("uq_note_update_note_id_sha256", "note_update")
        op.drop_column("note_update", "sha256")
    op.drop_column("note", "plain")


def downgrade() -> None:
    """Make the wider tables again; what is in the log then counts as recorded anew."""
    op.add_column("note", sa.Column("plain", sa.Text(), nullable=False, server_default=""))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute("ALTER TABLE note_update RENAME TO note_update_before")
    if not is_sqlite:
        op.execute("ALTER TABLE note_update_before RENAME CONSTRAINT pk_note_update TO pk_note_update_before")
    _log("note_update", with_sums=True)
    sums = "randomblob(32)" if is_sqlite else "sha256(data)"
    op.execute(
        f"INSERT INTO note_update ({COLUMNS}, sha256) SELECT {COLUMNS}, {sums} FROM note_update_before"  # noqa: S608
    )
    op.drop_table("note_update_before")
