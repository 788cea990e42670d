"""The spine: people, accounts, playbooks, deals, nodes, hand-offs, streams"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "playbook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_playbook"),
        sa.UniqueConstraint("code", "version", name="uq_playbook_code_version"),
    )
    op.create_table(
        "stored_answer",
        sa.Column("actor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("actor_id", "key", name="pk_stored_answer"),
    )
    op.create_index("ix_stored_answer_at", "stored_answer", ["at"], unique=False)
    op.create_table(
        "stream",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.Column("head_hash", sa.String(), nullable=False),
        sa.Column("head_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("min_seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_stream"),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["team.id"], name="fk_team_parent_id_team"),
        sa.PrimaryKeyConstraint("id", name="pk_team"),
    )
    op.create_index("ix_team_parent_id", "team", ["parent_id"], unique=False)
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("industry", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_account_team_id_team"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
    )
    op.create_index("ix_account_name", "account", ["name"], unique=False)
    op.create_index("ix_account_team_id", "account", ["team_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_person_team_id_team"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_index("uq_person_email", "person", [sa.text("lower(email)")], unique=True)
    op.create_index("ix_person_team_id", "person", ["team_id"], unique=False)
    op.create_table(
        "stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("playbook_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("entry", sa.JSON(), nullable=False),
        sa.Column("exit", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["playbook_id"], ["playbook.id"], name="fk_stage_playbook_id_playbook"),
        sa.PrimaryKeyConstraint("id", name="pk_stage"),
    )
    op.create_index("ix_stage_playbook_id", "stage", ["playbook_id"], unique=False)
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_api_token_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_api_token"),
        sa.UniqueConstraint("token_hash", name="uq_api_token_token_hash"),
    )
    op.create_index("ix_api_token_person_id", "api_token", ["person_id"], unique=False)
    op.create_table(
        "browser_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("user_agent", sa.String(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_browser_session_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_browser_session"),
        sa.UniqueConstraint("token_hash", name="uq_browser_session_token_hash"),
    )
    op.create_index("ix_browser_session_person_id", "browser_session", ["person_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("influence", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_contact_account_id_account"),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
    )
    op.create_index("ix_contact_account_id", "contact", ["account_id"], unique=False)
    op.create_table(
        "deal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("playbook_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("lost_reason", sa.String(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_deal_account_id_account"),
        sa.ForeignKeyConstraint(["playbook_id"], ["playbook.id"], name="fk_deal_playbook_id_playbook"),
        sa.PrimaryKeyConstraint("id", name="pk_deal"),
    )
    op.create_index("ix_deal_account_id", "deal", ["account_id"], unique=False)
    op.create_table(
        "entry",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Integer(), nullable=False),
        sa.Column("acting_for", sa.Integer(), nullable=True),
        sa.Column("op_id", sa.String(), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["acting_for"], ["person.id"], name="fk_entry_acting_for_person"),
        sa.ForeignKeyConstraint(["actor"], ["person.id"], name="fk_entry_actor_person"),
        sa.ForeignKeyConstraint(["stream"], ["stream.name"], name="fk_entry_stream_stream"),
        sa.PrimaryKeyConstraint("stream", "seq", name="pk_entry"),
    )
    op.create_index("ix_entry_actor_at", "entry", ["actor", "at"], unique=False)
    op.create_table(
        "node_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("stage_code", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("raci", sa.JSON(), nullable=False),
        sa.Column("gate", sa.JSON(), nullable=True),
        sa.Column("briefing", sa.JSON(), nullable=True),
        sa.Column("checklist", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="fk_node_template_stage_id_stage"),
        sa.PrimaryKeyConstraint("id", name="pk_node_template"),
    )
    op.create_index("ix_node_template_stage_id", "node_template", ["stage_id"], unique=False)
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_seat_account_id_account"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_seat_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_seat"),
    )
    op.create_index("ix_seat_account_id", "seat", ["account_id"], unique=False)
    op.create_index("ix_seat_person_id", "seat", ["person_id"], unique=False)
    op.create_index(
        "uq_seat_one_holder",
        "seat",
        ["account_id", "role"],
        unique=True,
        sqlite_where=sa.text("until_at IS NULL"),
        postgresql_where=sa.text("until_at IS NULL"),
    )
    op.create_table(
        "deal_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name="fk_deal_seat_deal_id_deal"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_deal_seat_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_deal_seat"),
    )
    op.create_index("ix_deal_seat_deal_id", "deal_seat", ["deal_id"], unique=False)
    op.create_index("ix_deal_seat_person_id", "deal_seat", ["person_id"], unique=False)
    op.create_index(
        "uq_deal_seat_one_holder",
        "deal_seat",
        ["deal_id", "role"],
        unique=True,
        sqlite_where=sa.text("until_at IS NULL"),
        postgresql_where=sa.text("until_at IS NULL"),
    )
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name="fk_member_deal_id_deal"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_member_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_member"),
    )
    op.create_index("ix_member_person", "member", ["person_id", "until_at", "deal_id"], unique=False)
    op.create_index(
        "uq_member_once",
        "member",
        ["deal_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("until_at IS NULL"),
        postgresql_where=sa.text("until_at IS NULL"),
    )
    op.create_table(
        "node",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("planned_start_on", sa.Date(), nullable=False),
        sa.Column("planned_finish_on", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("decision", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name="fk_node_deal_id_deal"),
        sa.ForeignKeyConstraint(
            ["template_id"], ["node_template.id"], name="fk_node_template_id_node_template"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_node"),
    )
    op.create_index("ix_node_deal_position", "node", ["deal_id", "position"], unique=False)
    op.create_table(
        "checklist_item",
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
    )
    op.create_index("ix_checklist_item_node_id", "checklist_item", ["node_id"], unique=False)
    op.create_table(
        "handoff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("package", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name="fk_handoff_deal_id_deal"),
        sa.ForeignKeyConstraint(["giver_id"], ["person.id"], name="fk_handoff_giver_id_person"),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name="fk_handoff_node_id_node"),
        sa.PrimaryKeyConstraint("id", name="pk_handoff"),
    )
    op.create_index("ix_handoff_deal_status", "handoff", ["deal_id", "status"], unique=False)
    op.create_index("ix_handoff_giver", "handoff", ["giver_id", "status", "id"], unique=False)
    op.create_index("ix_handoff_node_id", "handoff", ["node_id"], unique=False)
    op.create_table(
        "responsibility",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cause", sa.String(), nullable=False),
        sa.CheckConstraint(
            "until_at IS NULL OR until_at > from_at", name="ck_responsibility_ends_after_it_begins"
        ),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name="fk_responsibility_deal_id_deal"),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name="fk_responsibility_node_id_node"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_responsibility_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_responsibility"),
    )
    op.create_index("ix_responsibility_deal", "responsibility", ["deal_id", "until_at"], unique=False)
    op.create_index("ix_responsibility_person", "responsibility", ["person_id", "until_at"], unique=False)
    op.create_index(
        "uq_responsibility_one_accountable",
        "responsibility",
        ["node_id"],
        unique=True,
        sqlite_where=sa.text("duty = 'A' AND until_at IS NULL"),
        postgresql_where=sa.text("duty = 'A' AND until_at IS NULL"),
    )
    op.create_index(
        "uq_responsibility_one_holder",
        "responsibility",
        ["node_id", "duty", "role"],
        unique=True,
        sqlite_where=sa.text("until_at IS NULL"),
        postgresql_where=sa.text("until_at IS NULL"),
    )
    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handoff_id", sa.Integer(), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason_code", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("open_items", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name="fk_receipt_answered_by_person"),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoff.id"], name="fk_receipt_handoff_id_handoff"),
        sa.ForeignKeyConstraint(["receiver_id"], ["person.id"], name="fk_receipt_receiver_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_receipt"),
    )
    op.create_index("ix_receipt_handoff_id", "receipt", ["handoff_id"], unique=False)
    op.create_index("ix_receipt_receiver", "receipt", ["receiver_id", "status", "id"], unique=False)
    op.create_index(
        "uq_receipt_once_offered",
        "receipt",
        ["handoff_id", "receiver_id"],
        unique=True,
        sqlite_where=sa.text("status = 'offered'"),
        postgresql_where=sa.text("status = 'offered'"),
    )


def downgrade() -> None:
    for table in (
        "receipt",
        "responsibility",
        "handoff",
        "checklist_item",
        "node",
        "member",
        "deal_seat",
        "seat",
        "node_template",
        "entry",
        "deal",
        "contact",
        "browser_session",
        "api_token",
        "stage",
        "person",
        "account",
        "team",
        "stream",
        "stored_answer",
        "playbook",
    ):
        op.drop_table(table)
