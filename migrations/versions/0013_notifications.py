"""Notifications, how people want to hear of them, and the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "notification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=True),
        sa.Column("handoff_id", sa.Integer(), nullable=True),
        sa.Column("promise_id", sa.Integer(), nullable=True),
        sa.Column("note_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("acting_for", sa.Integer(), nullable=True),
        sa.Column("about", sa.JSON(), nullable=False),
        _moment("at"),
        _moment("read_at", nullable=True),
        _moment("done_at", nullable=True),
        _key("notification", "person_id", "person"),
        _key("notification", "deal_id", "deal"),
        _key("notification", "node_id", "node"),
        _key("notification", "handoff_id", "handoff"),
        _key("notification", "promise_id", "promise"),
        _key("notification", "note_id", "note"),
        _key("notification", "actor_id", "person"),
        _key("notification", "acting_for", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_notification"),
    )
    op.create_index("ix_notification_deal_id", "notification", ["deal_id"])
    op.create_index("ix_notification_handoff_id", "notification", ["handoff_id"])
    op.create_index("ix_notification_promise_id", "notification", ["promise_id"])
    op.create_index("ix_notification_person", "notification", ["person_id", "kind", "done_at", "id"])
    op.create_index("ix_notification_unread", "notification", ["person_id", "read_at", "kind"])
    op.create_table(
        "notification_wish",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("quiet_from", sa.String(), nullable=True),
        sa.Column("quiet_until", sa.String(), nullable=True),
        sa.Column("digest_at", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _key("notification_wish", "person_id", "person"),
        sa.PrimaryKeyConstraint("person_id", name="pk_notification_wish"),
    )
    op.create_table(
        "notification_mute",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        _key("notification_mute", "person_id", "person"),
        _key("notification_mute", "deal_id", "deal"),
        sa.PrimaryKeyConstraint("person_id", "deal_id", name="pk_notification_mute"),
    )
    op.create_table(
        "outlet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        _moment("free_at", nullable=True),
        _moment("leased_until", nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=False),
        _moment("last_error_at", nullable=True),
        _moment("last_sent_at", nullable=True),
        _key("outlet", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_outlet"),
    )
    op.create_index(
        "uq_outlet_of_person",
        "outlet",
        ["person_id", "channel"],
        unique=True,
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("notification_id", sa.Integer(), nullable=True),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        _moment("due_at"),
        _moment("made_at"),
        _moment("sent_at", nullable=True),
        sa.Column("last_error", sa.String(), nullable=False),
        _key("delivery", "outlet_id", "outlet"),
        _key("delivery", "notification_id", "notification"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
    )
    op.create_index("ix_delivery_notification_id", "delivery", ["notification_id"])
    op.create_index("ix_delivery_outlet", "delivery", ["outlet_id", "status", "due_at"])
    op.create_index("ix_delivery_due", "delivery", ["status", "due_at", "outlet_id"])
    op.create_table(
        "answer_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("handoff_id", sa.Integer(), nullable=False),
        _moment("made_at"),
        _moment("expires_at"),
        _moment("used_at", nullable=True),
        _key("answer_link", "person_id", "person"),
        _key("answer_link", "handoff_id", "handoff"),
        sa.PrimaryKeyConstraint("id", name="pk_answer_link"),
        sa.UniqueConstraint("token_hash", name="uq_answer_link_token_hash"),
    )
    op.create_index("ix_answer_link_person_id", "answer_link", ["person_id"])
    op.create_index("ix_answer_link_handoff_id", "answer_link", ["handoff_id"])


def downgrade() -> None:
    """Drop them, the ones that point to others first."""
    for table in (
        "answer_link",
        "delivery",
        "outlet",
        "notification_mute",
        "notification_wish",
        "notification",
    ):
        op.drop_table(table)
