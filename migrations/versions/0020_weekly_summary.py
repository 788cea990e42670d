"""Notifications that are about a team, and what leaders were told at the beginning of a week."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0018"
branch_labels = None
depends_on = None

NAMES = ("person", "deal", "node", "handoff", "promise", "note")


def _key(column: str, target: str, table: str = "notification") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}")


def upgrade() -> None:
    """Let a notification be about a team instead of a deal; make the table of summaries."""
    _set_aside_deliveries()
    with op.batch_alter_table("notification", copy_from=_notifications(is_deal_needed=True)) as told:
        told.alter_column("deal_id", existing_type=sa.Integer(), nullable=True)
        told.add_column(sa.Column("team_id", sa.Integer(), nullable=True))
        told.create_foreign_key("fk_notification_team_id_team", "team", ["team_id"], ["id"])
    _bring_deliveries_back()
    op.create_table(
        "weekly_summary",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        _key("person_id", "person", "weekly_summary"),
        _key("team_id", "team", "weekly_summary"),
        sa.PrimaryKeyConstraint("person_id", name="pk_weekly_summary"),
    )


def downgrade() -> None:
    """Forget summaries, which a notification of a deal cannot hold."""
    op.drop_table("weekly_summary")
    summaries = "SELECT id FROM notification WHERE deal_id IS NULL"
    op.execute(f"DELETE FROM delivery WHERE notification_id IN ({summaries})")  # noqa: S608 - our own words
    op.execute("DELETE FROM notification WHERE deal_id IS NULL")
    _set_aside_deliveries()
    with op.batch_alter_table("notification", copy_from=_notifications(is_deal_needed=False)) as told:
        told.drop_constraint("fk_notification_team_id_team", type_="foreignkey")
        told.drop_column("team_id")
        told.alter_column("deal_id", existing_type=sa.Integer(), nullable=False)
    _bring_deliveries_back()


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _set_aside_deliveries() -> None:
    # SQLite copies the table of notifications, and does not drop the old one while deliveries point to it.
    if _is_sqlite():
        op.execute("CREATE TEMPORARY TABLE delivery_aside AS SELECT * FROM delivery")
        op.execute("DELETE FROM delivery")


def _bring_deliveries_back() -> None:
    if _is_sqlite():
        op.execute("INSERT INTO delivery SELECT * FROM delivery_aside")
        op.execute("DROP TABLE delivery_aside")


def _notifications(*, is_deal_needed: bool) -> sa.Table:
    """Say what the table is before the change: SQLite copies it, and cannot be asked all of that."""
    said: list[sa.schema.SchemaItem] = [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=not is_deal_needed),
        *(sa.Column(f"{name}_id", sa.Integer(), nullable=True) for name in NAMES[2:]),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("acting_for", sa.Integer(), nullable=True),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        *(_key(f"{name}_id", name) for name in NAMES),
        _key("actor_id", "person"),
        _key("acting_for", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_notification"),
        *(sa.Index(f"ix_notification_{name}_id", f"{name}_id") for name in ("deal", "handoff", "promise")),
        sa.Index("ix_notification_person", "person_id", "kind", "done_at", "id"),
        sa.Index("ix_notification_unread", "person_id", "read_at", "kind"),
    ]
    if not is_deal_needed:
        said += [sa.Column("team_id", sa.Integer(), nullable=True), _key("team_id", "team")]
    return sa.Table("notification", sa.MetaData(), *said)
