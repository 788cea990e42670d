"""History refuses changes: entries, playbooks, and every closed interval, on SQLite and PostgreSQL."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NEVER_CHANGED = ("entry", "playbook", "stage", "node_template")
INTERVALS = {
    "responsibility": ("deal_id", "node_id", "person_id", "duty", "role", "from_at", "cause"),
    "seat": ("account_id", "role", "person_id", "from_at", "reason"),
    "deal_seat": ("deal_id", "role", "person_id", "from_at", "reason"),
    "member": ("deal_id", "person_id", "from_at"),
}


def upgrade() -> None:
    """Put the triggers on."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute(_FUNCTION)
    for table in NEVER_CHANGED:
        for verb in ("UPDATE", "DELETE"):
            _refuse(table, verb, None, sqlite=sqlite)
    for table, columns in INTERVALS.items():
        _refuse(table, "DELETE", None, sqlite=sqlite)
        _refuse(table, "UPDATE", _closed_or_rewritten(columns, sqlite=sqlite), sqlite=sqlite)


def downgrade() -> None:
    """Take the triggers off."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in (*NEVER_CHANGED, *INTERVALS):
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_refuses_{verb.lower()}"
            op.execute(f"DROP TRIGGER {name}" if sqlite else f"DROP TRIGGER {name} ON {table}")
    if not sqlite:
        op.execute("DROP FUNCTION refuse_change()")


_FUNCTION = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is history: % refused', TG_TABLE_NAME, TG_OP;
END $$
"""


def _refuse(table: str, verb: str, when: str | None, *, sqlite: bool) -> None:
    condition = f"WHEN ({when})" if when else ""
    head = f"CREATE TRIGGER {table}_refuses_{verb.lower()} BEFORE {verb} ON {table} FOR EACH ROW {condition}"
    if sqlite:
        op.execute(f"{head} BEGIN SELECT RAISE(ABORT, '{table} is history: {verb} refused'); END")
    else:
        op.execute(f"{head} EXECUTE FUNCTION refuse_change()")


def _closed_or_rewritten(columns: tuple[str, ...], *, sqlite: bool) -> str:
    differs = "IS NOT" if sqlite else "IS DISTINCT FROM"
    return " OR ".join(["OLD.until_at IS NOT NULL", *(f"NEW.{c} {differs} OLD.{c}" for c in columns)])
