"""Overridden vetoes, conditions as checklist items, and calendar addresses"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what is new; items that are there already are nobody's condition."""
    op.create_table(
        "veto_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("risk", sa.String(), nullable=False),
        sa.Column("overridden_by", sa.Integer(), nullable=False),
        sa.Column("overridden_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("veto", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name="fk_veto_override_deal_id_deal"),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name="fk_veto_override_node_id_node"),
        sa.ForeignKeyConstraint(
            ["overridden_by"], ["person.id"], name="fk_veto_override_overridden_by_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_veto_override"),
    )
    op.create_index("ix_veto_override_deal_id", "veto_override", ["deal_id"])
    op.create_index("ix_veto_override_node_id", "veto_override", ["node_id"])
    for verb in ("UPDATE", "DELETE"):
        _refuse(verb)
    with op.batch_alter_table("checklist_item", copy_from=_items()) as item:
        item.add_column(sa.Column("owner_id", sa.Integer(), nullable=True))
        item.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        item.add_column(sa.Column("condition_of", sa.Integer(), nullable=True))
        item.create_foreign_key("fk_checklist_item_owner_id_person", "person", ["owner_id"], ["id"])
        item.create_foreign_key("fk_checklist_item_condition_of_node", "node", ["condition_of"], ["id"])
    op.create_index("ix_checklist_item_owner_id", "checklist_item", ["owner_id"])
    op.create_table(
        "feed",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_feed_person_id_person"),
        sa.PrimaryKeyConstraint("person_id", name="pk_feed"),
        sa.UniqueConstraint("secret_hash", name="uq_feed_secret_hash"),
    )


def downgrade() -> None:
    """Forget them; conditions stay as plain items."""
    op.drop_table("feed")
    op.drop_index("ix_checklist_item_owner_id", "checklist_item")
    with op.batch_alter_table("checklist_item", copy_from=_items(with_conditions=True)) as item:
        item.drop_constraint("fk_checklist_item_condition_of_node", type_="foreignkey")
        item.drop_constraint("fk_checklist_item_owner_id_person", type_="foreignkey")
        for name in ("condition_of", "due_on", "owner_id"):
            item.drop_column(name)
    op.drop_table("veto_override")


def _items(*, with_conditions: bool = False) -> sa.Table:
    """Say what the table is before the change: SQLite copies it, and cannot be asked all of that."""
    said: list[sa.schema.SchemaItem] = [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name="fk_checklist_item_changed_by_person"),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name="fk_checklist_item_node_id_node"),
        sa.PrimaryKeyConstraint("id", name="pk_checklist_item"),
        sa.Index("ix_checklist_item_node_id", "node_id"),
    ]
    if with_conditions:
        said += [
            sa.Column("owner_id", sa.Integer(), nullable=True),
            sa.Column("due_on", sa.Date(), nullable=True),
            sa.Column("condition_of", sa.Integer(), nullable=True),
            sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_checklist_item_owner_id_person"),
            sa.ForeignKeyConstraint(
                ["condition_of"], ["node.id"], name="fk_checklist_item_condition_of_node"
            ),
        ]
    return sa.Table("checklist_item", sa.MetaData(), *said)


def _refuse(verb: str) -> None:
    head = f"CREATE TRIGGER veto_override_refuses_{verb.lower()} BEFORE {verb} ON veto_override FOR EACH ROW"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"{head} BEGIN SELECT RAISE(ABORT, 'veto_override is history: {verb} refused'); END")
    else:
        op.execute(f"{head} EXECUTE FUNCTION refuse_change()")
