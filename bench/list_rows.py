"""Rows of the lists that stand beside the deals, for one busy person: `python -m bench.list_rows URL`."""

import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from bench.matrix_rows import BEGIN, BUSY_ID
from triangle.absences.models import Absence
from triangle.core.db import Base, Database
from triangle.deals.models import Member
from triangle.handoffs.models import Handoff
from triangle.identity.models import ApiToken, Person, SavedView
from triangle.identity.passwords import hash_password
from triangle.notifications.models import Notification
from triangle.notifications.outbox_models import Delivery, Outlet
from triangle.promises.models import Promise

ADMIN, ADMIN_ID = "admin@bench.example", 10_000
# A page shows fifty.
EACH = 60
# The busy person sees this deal, and so its account; both are asked for what belongs to them.
DEAL_ID, ACCOUNT_ID = 20, 10
Row = dict[str, Any]


def add(url: str) -> None:
    """Add an admin and, for the busy person, sixty of whatever else is listed."""
    database = Database(url)
    with database.writer.begin() as connection:
        for noun, rows in _rows():
            connection.execute(insert(noun), rows)
        # Those that wait for others were sent by whoever answers the rest.
        sent = Handoff.__table__.update().where(Handoff.deal_id % 20 == 0).values(giver_id=BUSY_ID)
        connection.execute(sent)
    database.close()


def _rows() -> list[tuple[type[Base], list[Row]]]:
    numbers = range(1, EACH + 1)
    return [
        (Person, [_admin()]),
        (Member, [{"deal_id": DEAL_ID, "person_id": BUSY_ID, "from_at": BEGIN}]),
        (SavedView, [{"person_id": BUSY_ID, "screen": "deals", "name": "mine", "query": "mine=1"}]),
        (ApiToken, [_token(number) for number in numbers]),
        (Promise, [_promise(number) for number in numbers]),
        (Absence, [_absence(number) for number in numbers]),
        (Notification, [_told(kind, number) for kind in ("mention", "information") for number in numbers]),
        (Outlet, [_outlet()]),
        (Delivery, [_delivery(number) for number in numbers]),
    ]


def _admin() -> Row:
    names = {"name": "admin", "email": ADMIN, "password_hash": hash_password("bench")}
    return names | {"id": ADMIN_ID, "version": 1, "role": "admin", "team_id": None}


def _token(number: int) -> Row:
    fields = {"token_hash": f"{number:064}", "person_id": BUSY_ID, "name": f"程序 {number}", "scope": "read"}
    return fields | {"created_at": BEGIN, "last_used_at": None, "expires_on": None, "revoked_at": None}


def _promise(number: int) -> Row:
    said = {
        "text": f"承诺 {number}",
        "evidence": [],
        "role": "FR",
        "made_by": BUSY_ID,
        "made_on": BEGIN.date(),
    }
    return said | {"deal_id": DEAL_ID, "version": 1, "status": "open"}


def _absence(number: int) -> Row:
    begins = datetime.now(UTC) + timedelta(days=number)
    times = {"from_at": begins, "until_at": begins + timedelta(days=1)}
    people = {"person_id": 3 + number, "deputy_id": BUSY_ID, "chosen_by": BUSY_ID}
    return times | people | {"role": None, "status": "planned", "version": 1}


def _told(kind: str, number: int) -> Row:
    tells = {"type": "note.mentioned" if kind == "mention" else "handoff.accepted", "kind": kind}
    about = {"deal_id": DEAL_ID, "actor_id": 3, "about": {}, "at": BEGIN + timedelta(minutes=number)}
    return tells | about | {"person_id": BUSY_ID}


def _outlet() -> Row:
    names = {"id": 1, "person_id": BUSY_ID, "channel": "mail", "lane": "mail", "name": "", "url": ""}
    return names | {"secret": "", "events": [], "is_on": True}


def _delivery(number: int) -> Row:
    at = BEGIN + timedelta(minutes=number)
    times = {"due_at": at, "made_at": at, "sent_at": at}
    return times | {"outlet_id": 1, "event": "handoff.accepted", "payload": {}, "status": "sent", "tries": 1}


if __name__ == "__main__":
    add(sys.argv[1])
