"""Doors of accounts and contacts."""

from base64 import b64decode
from binascii import Error as BadBase64
from typing import Any

import gevent

from triangle.accounts import actions, importing, queries, removing, template_file
from triangle.accounts.import_schemas import (
    LONGEST,
    ImportRows,
    OutcomesReply,
    TableFile,
    TableReply,
    TemplateQuery,
)
from triangle.accounts.models import Account, Contact, account_stream
from triangle.accounts.removal_schemas import AddedAccounts, RemovalsReply
from triangle.accounts.schemas import (
    AccountEdit,
    AccountNew,
    AccountReply,
    ContactEdit,
    ContactNew,
    ContactOut,
    SeatOut,
)
from triangle.activity.queries import positions
from triangle.core.deed import Deed
from triangle.core.errors import invalid
from triangle.core.policy import require, verbs
from triangle.core.table_file import read_table
from triangle.core.web.documents import Document
from triangle.core.web.door import Door
from triangle.core.web.replies import list_of, reply_of
from triangle.core.web.service import Ask

door = Door("accounts", __name__, url_prefix="/api", description="Accounts, contacts, seats.")

ContactReply = reply_of(ContactOut)


@door.writes("POST", "/accounts", body=AccountNew, out=AccountReply, status=201)
def add_account(deed: Deed, **fields: Any) -> Any:
    """Add an account."""
    return queries.reply(deed.session, deed.actor, actions.add_account(deed, **fields))


@door.sends("/accounts/import/template", kinds=tuple(template_file.KINDS.values()), query=TemplateQuery)
def import_template(ask: Ask, format: str, language: str | None) -> Document:  # noqa: A002
    """Save a file to write accounts into, with an example."""
    require(ask.actor, "add", Account)
    made = template_file.template(format, language or ask.actor.language, ask.actor.email)
    return Document(f"triangle-accounts.{format}", template_file.KINDS[format], made)


@door.weighs("/accounts/import/read", body=TableFile, out=TableReply, largest=LONGEST + 1024)
def read_import(ask: Ask, content: str) -> Any:
    """Read a file of accounts (CSV or XLSX) and guess what its columns mean; nothing is kept."""
    require(ask.actor, "add", Account)
    try:
        body = b64decode(content, validate=True)
    except (BadBase64, ValueError) as error:
        raise invalid("content", "file_unreadable") from error
    # A workbook takes longer than the event loop may stand still.
    return {"data": importing.table(gevent.get_hub().threadpool.apply(read_table, (body,)))}


@door.weighs("/accounts/import/check", body=ImportRows, out=OutcomesReply)
def check_import(ask: Ask, rows: list[dict[str, Any]]) -> Any:
    """Say of some rows whether they would be added, and what is wrong with the others."""
    return {"data": importing.weigh(ask.session, ask.actor, rows)}


@door.writes("POST", "/accounts/import", body=ImportRows, out=OutcomesReply)
def import_accounts(deed: Deed, rows: list[dict[str, Any]]) -> Any:
    """Add the rows that fit in one transaction; accounts that are there already are not added again."""
    return {"data": importing.add_accounts(deed, rows)}


@door.writes("POST", "/accounts/import/undo", body=AddedAccounts, out=RemovalsReply)
def undo_import(deed: Deed, account_ids: list[int]) -> Any:
    """Take accounts back that this person added and nobody has used since, in one transaction."""
    return {"data": removing.take_back(deed, account_ids)}


@door.reads("/accounts/<int:account_id>", out=AccountReply)
def get_account(ask: Ask, account_id: int) -> Any:
    """Show an account."""
    here = positions(ask.session, account_stream(account_id))
    account = ask.get(Account, account_id)
    require(ask.actor, "see", account)
    return queries.reply(ask.session, ask.actor, account) | {"positions": here}


@door.writes("PATCH", "/accounts/<int:account_id>", body=AccountEdit, out=AccountReply)
def edit_account(deed: Deed, account_id: int, **changes: Any) -> Any:
    """Change an account."""
    return queries.reply(deed.session, deed.actor, actions.edit_account(deed, account_id, **changes))


@door.reads("/accounts/<int:account_id>/seats", out=list_of(SeatOut))
def list_seats(ask: Ask, account_id: int) -> Any:
    """List who sat in which seat, from when until when, and why."""
    account = ask.get(Account, account_id)
    require(ask.actor, "see", account)
    return {"data": queries.seat_history(ask.session, account)}


@door.reads("/accounts/<int:account_id>/contacts", out=list_of(ContactOut))
def list_contacts(ask: Ask, account_id: int) -> Any:
    """List the people on the customer's side."""
    account = ask.get(Account, account_id)
    require(ask.actor, "see", account)
    return {"data": queries.contacts(ask.session, account)}


@door.writes("POST", "/accounts/<int:account_id>/contacts", body=ContactNew, out=ContactReply, status=201)
def add_contact(deed: Deed, account_id: int, **fields: Any) -> Any:
    """Add a contact."""
    return _contact(deed.actor, actions.add_contact(deed, account_id, **fields))


@door.reads("/contacts/<int:contact_id>", out=ContactReply)
def get_contact(ask: Ask, contact_id: int) -> Any:
    """Show a contact."""
    contact = ask.get(Contact, contact_id)
    require(ask.actor, "see", contact)
    return _contact(ask.actor, contact)


@door.writes("PATCH", "/contacts/<int:contact_id>", body=ContactEdit, out=ContactReply)
def edit_contact(deed: Deed, contact_id: int, **changes: Any) -> Any:
    """Change a contact."""
    return _contact(deed.actor, actions.edit_contact(deed, contact_id, **changes))


@door.writes("DELETE", "/contacts/<int:contact_id>", out=None)
def remove_contact(deed: Deed, contact_id: int) -> None:
    """Remove a contact."""
    actions.remove_contact(deed, contact_id)


def _contact(actor: Any, contact: Contact) -> dict[str, Any]:
    return {"data": contact, "can": verbs(actor, contact, ["edit", "remove"]), "positions": {}}
