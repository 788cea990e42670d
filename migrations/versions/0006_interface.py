"""What can be found, saved views of lists, a person's keys, and the nodes that are still open"""

import sqlalchemy as sa
from alembic import op

from triangle.search.words import index_words

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OPEN = "status IN ('waiting', 'active', 'offered')"


def upgrade() -> None:
    """Write the words of what is there already."""
    op.create_table(
        "search_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_text"),
    )
    op.create_index("uq_search_text_thing", "search_text", ["kind", "thing_id"], unique=True)
    for statement in _SQLITE if _is_sqlite() else (_POSTGRESQL,):
        op.execute(statement)
    _fill(op.get_bind())
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("screen", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_saved_view_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
    )
    op.create_index("uq_saved_view_name", "saved_view", ["person_id", "screen", "name"], unique=True)
    op.add_column("person", sa.Column("single_keys", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_index("ix_node_template_id", "node", ["template_id"])
    where = sa.text(OPEN)
    op.create_index(
        "ix_node_open", "node", ["deal_id", "position"], sqlite_where=where, postgresql_where=where
    )


def downgrade() -> None:
    """Forget the words and the views."""
    op.drop_index("ix_node_open", "node")
    op.drop_index("ix_node_template_id", "node")
    op.drop_column("person", "single_keys")
    op.drop_table("saved_view")
    if _is_sqlite():
        op.execute("DROP TABLE search_index")
    op.drop_table("search_text")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


# The words are kept once, in search_text: the index only points to them.
_ADD = "INSERT INTO search_index(rowid, words) VALUES (NEW.id, NEW.words);"
_REMOVE = "INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', OLD.id, OLD.words);"
_ON = "ON search_text BEGIN"
_SQLITE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(words, content='search_text', content_rowid='id')",
    f"CREATE TRIGGER search_text_added AFTER INSERT {_ON} {_ADD} END",
    f"CREATE TRIGGER search_text_removed AFTER DELETE {_ON} {_REMOVE} END",
    f"CREATE TRIGGER search_text_changed AFTER UPDATE OF words {_ON} {_REMOVE} {_ADD} END",
)
_POSTGRESQL = (
    "CREATE INDEX ix_search_text_words ON search_text"
    " USING gin (array_to_tsvector(string_to_array(words, ' ')))"
)


def _fill(connection: sa.Connection) -> None:
    accounts = connection.execute(sa.text("SELECT id, name, industry, region FROM account"))
    rows = [
        {"kind": "account", "thing_id": ident, "title": name, "words": index_words(name, industry, region)}
        for ident, name, industry, region in accounts
    ]
    deals = connection.execute(
        sa.text("SELECT deal.id, title, account.name FROM deal JOIN account ON account.id = account_id")
    )
    rows += [
        {"kind": "deal", "thing_id": ident, "title": title, "words": index_words(title, name)}
        for ident, title, name in deals
    ]
    if rows:
        add = (
            "INSERT INTO search_text (kind, thing_id, title, words) VALUES (:kind, :thing_id, :title, :words)"
        )
        connection.execute(sa.text(add), rows)
