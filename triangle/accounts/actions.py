"""Deeds on accounts and contacts. Seats move responsibilities, so their deed lives in `responsibilities`."""

from typing import Any

from triangle.accounts.models import STAFF_ONLY, Account, Contact, Seat, account_stream
from triangle.activity.actions import record
from triangle.activity.queries import head_at
from triangle.core.deed import Deed
from triangle.core.errors import invalid
from triangle.core.policy import require
from triangle.core.publish import publish
from triangle.identity.models import Person, RightsChanged, Team


def add_account(deed: Deed, *, seats: dict[str, int], team_id: int | None, **fields: Any) -> Account:
    """Add an account; its first seats begin now."""
    require(deed.actor, "add", Account)
    _known_team(deed, team_id)
    account = Account(team_id=team_id or getattr(deed.actor, "team_id", None), **fields)
    deed.session.add(account)
    deed.session.flush()
    for role, person_id in ({"AR": deed.actor.id} | seats).items():
        take_seat(deed, account, role, person_id, reason="")
    record(deed, "account.created", [account_stream(account.id)], account=account)
    return account


def edit_account(deed: Deed, account_id: int, **changes: Any) -> Account:
    """Change an account."""
    account = lock_account(deed, account_id)
    require(deed.actor, "edit", account)
    deed.expect(account)
    _known_team(deed, changes.get("team_id"))
    for name, value in changes.items():
        setattr(account, name, value)
    if "team_id" in changes:
        publish(deed.session, RightsChanged(account_stream(account.id)))
    record(deed, "account.edited", [account_stream(account.id)], account=account)
    return account


def lock_account(deed: Deed, account_id: int) -> Account:
    """Lock an account for this deed, which happens after everything in its stream."""
    account = deed.get(Account, account_id, lock=True)
    deed.after(head_at(deed.session, account_stream(account_id)))
    return account


def take_seat(deed: Deed, account: Account, role: str, person_id: int | None, *, reason: str) -> None:
    """Close the present interval of a seat and begin the next; nobody may be `None` to leave it vacant."""
    present = account.seat_of(role)
    if present is not None:
        present.until_at = deed.at
        deed.session.flush()
    if person_id is not None:
        fitting_person(deed, person_id, role, "person_id")
        deed.session.add(
            Seat(account_id=account.id, role=role, person_id=person_id, from_at=deed.at, reason=reason)
        )
        deed.session.flush()
    deed.session.expire(account, ["seats"])
    publish(deed.session, RightsChanged(account_stream(account.id)))


def present_person(deed: Deed, person_id: int, field: str) -> Person:
    """Return a person who is here and active, or refuse the field that names them."""
    # Shared lock: whoever is being deactivated at this moment has gone before, or goes after and is refused.
    shared: Any = {"read": True, "of": Person}
    person = deed.session.get(Person, person_id, with_for_update=shared, populate_existing=True)
    if person is None or not person.is_active:
        raise invalid(field, "unknown_person", id=person_id)
    return person


def fitting_person(deed: Deed, person_id: int, role: str, field: str) -> Person:
    """Return a person who may sit in a role, or refuse the field that names them."""
    person = present_person(deed, person_id, field)
    if person.is_guest and role in STAFF_ONLY:
        raise invalid(field, "guest_seat", role=role)
    return person


def add_contact(deed: Deed, account_id: int, **fields: Any) -> Contact:
    """Add a contact to an account."""
    account = lock_account(deed, account_id)
    require(deed.actor, "add_contact", account)
    contact = Contact(account=account, **fields)
    deed.session.add(contact)
    deed.session.flush()
    record(deed, "contact.added", [account_stream(account_id)], contact_id=contact.id)
    return contact


def edit_contact(deed: Deed, contact_id: int, **changes: Any) -> Contact:
    """Change a contact."""
    contact = deed.get(Contact, contact_id)
    lock_account(deed, contact.account_id)
    require(deed.actor, "edit", contact)
    deed.expect(contact)
    for name, value in changes.items():
        setattr(contact, name, value)
    record(deed, "contact.edited", [account_stream(contact.account_id)], contact_id=contact.id)
    return contact


def remove_contact(deed: Deed, contact_id: int) -> None:
    """Remove a contact and everything personal that is kept of them."""
    contact = deed.get(Contact, contact_id)
    lock_account(deed, contact.account_id)
    require(deed.actor, "remove", contact)
    deed.expect(contact)
    deed.session.delete(contact)
    record(deed, "contact.removed", [account_stream(contact.account_id)], contact_id=contact_id)


def _known_team(deed: Deed, team_id: int | None) -> None:
    if team_id is not None and deed.session.get(Team, team_id) is None:
        raise invalid("team_id", "unknown", id=team_id)
