"""What is put into the outbox, and taken out again before it is sent."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from triangle.core.deed import Deed
from triangle.identity.models import Person
from triangle.notifications.models import Notification
from triangle.notifications.moments import due
from triangle.notifications.outbox_models import Delivery, Outlet
from triangle.notifications.queries import BY_DEFAULT, wishes_of

UNSENT = ("waiting", "sending")


def put_in(deed: Deed, notifications: Sequence[Notification]) -> None:
    """Have notifications sent over the channels that their people chose, after the commit."""
    if not notifications:
        return
    people = {n.person_id for n in notifications}
    wishes, outlets = wishes_of(deed.session, people), _outlets_of(deed.session, people)
    named = select(Person.id, Person.time_zone).where(Person.id.in_(people))
    zones = dict(deed.session.execute(named).all())
    rows: list[dict[str, Any]] = []
    for each in notifications:
        wish = wishes.get(each.person_id)
        chosen = (wish.channels if wish else {}).get(each.topic, BY_DEFAULT[each.topic])
        moment = due(deed.at, asks=each.kind != "information", wish=wish, zone=zones[each.person_id])
        for channel in chosen:
            outlet = outlets.get((each.person_id, channel))
            if outlet is not None and outlet.is_on:
                rows.append(_row(outlet.id, each.type, deed.at, moment, notification_id=each.id))
    if rows:
        deed.session.execute(insert(Delivery), rows)


def put_payload(deed: Deed, outlets: Iterable[Outlet], event: str, payload: dict[str, Any]) -> None:
    """Have programs told of a deed, without a person to read it."""
    rows = [_row(outlet.id, event, deed.at, deed.at, payload=payload) for outlet in outlets]
    if rows:
        deed.session.execute(insert(Delivery), rows)


def drop(deed: Deed, notification_ids: list[int]) -> None:
    """Take out what is not on its way yet: nobody is asked for what was answered."""
    if notification_ids:
        unsent = update(Delivery).where(Delivery.notification_id.in_(notification_ids))
        # Without a message it was never tried: one that is tried again may have reached its reader.
        unsent = unsent.where(Delivery.status == "waiting", Delivery.message.is_(None))
        deed.session.execute(
            unsent.values(status="dropped"), execution_options={"synchronize_session": False}
        )


def mail_outlets(session: Session, people: Iterable[int]) -> None:
    """See to it that some people have an outlet for mail; several deeds may do it at once."""
    add = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    fixed = {"channel": "mail", "name": "", "url": "", "secret": "", "events": [], "lane": "mail"}
    rows = [
        fixed | {"person_id": person, "is_on": True, "failures": 0, "last_error": ""}
        for person in sorted(people)
    ]
    session.execute(add(Outlet).values(rows).on_conflict_do_nothing())


def _outlets_of(session: Session, people: set[int]) -> dict[tuple[int, str], Outlet]:
    query = select(Outlet).where(Outlet.person_id.in_(people))
    found = {(outlet.person_id or 0, outlet.channel): outlet for outlet in session.scalars(query)}
    without = {person for person in people if (person, "mail") not in found}
    if without:
        mail_outlets(session, without)
        found |= {(outlet.person_id or 0, outlet.channel): outlet for outlet in session.scalars(query)}
    return found


def _row(outlet_id: int, event: str, at: datetime, due_at: datetime, **rest: Any) -> dict[str, Any]:
    row = {"outlet_id": outlet_id, "event": event, "status": "waiting", "tries": 0, "made_at": at}
    return row | {"due_at": due_at, "last_error": "", "payload": {}, "notification_id": None} | rest
