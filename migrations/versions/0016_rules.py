"""Rules of the lint as they were set here, and findings that somebody waived."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "rule_setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=True),
        sa.Column("severity", sa.String(), nullable=True),
        sa.Column("threshold", sa.Integer(), nullable=True),
        _moment("changed_at"),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _key("rule_setting", "changed_by", "person"),
        sa.PrimaryKeyConstraint("name", name="pk_rule_setting"),
    )
    op.create_table(
        "waiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.Column("node_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("handoff_id", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        _moment("since", nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("waived_by", sa.Integer(), nullable=False),
        _moment("at"),
        _moment("until_at"),
        _moment("ended_at", nullable=True),
        _key("waiver", "deal_id", "deal"),
        _key("waiver", "node_id", "node"),
        _key("waiver", "person_id", "person"),
        _key("waiver", "handoff_id", "handoff"),
        _key("waiver", "waived_by", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_waiver"),
    )
    op.create_index("ix_waiver_rule_key", "waiver", ["rule", "key"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("waiver")
    op.drop_table("rule_setting")
