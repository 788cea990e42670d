"""What is put into the outbox, and taken out again before it is sent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from triangle.core.deed import Deed
from triangle.notifications.models import Notification
from triangle.notifications.moments import due
from triangle.notifications.outbox_models import Delivery, Outlet
from triangle.notifications.queries import BY_DEFAULT, Hearer

UNSENT = ("waiting", "sending")
# Said with every deed that people hear of: built once.
_OUTLETS = select(Outlet.person_id, Outlet.channel, Outlet.id, Outlet.is_on).where(
    Outlet.person_id.in_(bindparam("people", expanding=True))
)
# Without a message it was never tried: one that is tried again may have reached its reader.
_DROP = (
    update(Delivery.__table__)  # type: ignore[arg-type]
    .where(Delivery.notification_id.in_(bindparam("notifications", expanding=True)))
    .where(Delivery.status == "waiting", Delivery.message.is_(None))
    .values(status="dropped")
)


def put_in(deed: Deed, notifications: Sequence[Notification], hearers: Mapping[int, Hearer]) -> None:
    """Have notifications sent over the channels that their people chose, after the commit."""
    if not notifications:
        return
    outlets = _outlets_of(deed.session, {n.person_id for n in notifications})
    rows: list[dict[str, Any]] = []
    for each in notifications:
        hearer = hearers[each.person_id]
        chosen = (hearer.wish.channels if hearer.wish else {}).get(each.topic, BY_DEFAULT[each.topic])
        moment = due(deed.at, asks=each.kind != "information", wish=hearer.wish, zone=hearer.zone)
        for channel in chosen:
            outlet_id, is_on = outlets.get((each.person_id, channel), (0, False))
            if is_on:
                rows.append(_row(outlet_id, each.type, deed.at, moment, notification_id=each.id))
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
        deed.session.execute(_DROP, {"notifications": notification_ids})


def mail_outlets(session: Session, people: Iterable[int]) -> None:
    """See to it that some people have an outlet for mail; several deeds may do it at once."""
    add = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    fixed = {"channel": "mail", "name": "", "url": "", "secret": "", "events": [], "lane": "mail"}
    rows = [
        fixed | {"person_id": person, "is_on": True, "failures": 0, "last_error": ""}
        for person in sorted(people)
    ]
    session.execute(add(Outlet).values(rows).on_conflict_do_nothing())


def _outlets_of(session: Session, people: set[int]) -> dict[tuple[int, str], tuple[int, bool]]:
    """Return by person and channel the outlet's id, and whether it is on."""
    found = _known_outlets(session, people)
    without = {person for person in people if (person, "mail") not in found}
    if without:
        mail_outlets(session, without)
        found = _known_outlets(session, people)
    return found


def _known_outlets(session: Session, people: set[int]) -> dict[tuple[int, str], tuple[int, bool]]:
    rows = session.execute(_OUTLETS, {"people": list(people)})
    return {(person or 0, channel): (ident, is_on) for person, channel, ident, is_on in rows}


def _row(outlet_id: int, event: str, at: datetime, due_at: datetime, **rest: Any) -> dict[str, Any]:
    row = {"outlet_id": outlet_id, "event": event, "status": "waiting", "tries": 0, "made_at": at}
    return row | {"due_at": due_at, "last_error": "", "payload": {}, "notification_id": None} | rest
