"""Deputies hear that they were named, asked for another time, or let go: for information, about no room."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from triangle.absences.models import Absence
from triangle.channels.message import Line
from triangle.core.deed import Deed
from triangle.core.schema import moment_text
from triangle.identity.models import Person
from triangle.notifications.actions import tell_without_policy
from triangle.notifications.models import Notification
from triangle.notifications.words import word

NAMED, MOVED, RELEASED = "deputy.named", "deputy.moved", "deputy.released"
TYPES = (NAMED, MOVED, RELEASED)


def follow_absence(deed: Deed, things: dict[str, Any]) -> None:
    """Tell whoever is deputy of an absence now, and whoever was; that it begins or ends is no news."""
    absence, before = things["absence"], things["before"]
    deputy_id = None if absence.status == "cancelled" else absence.deputy_id
    if before.deputy_id != deputy_id:
        # Until when they had been asked, which may have been changed in the same deed.
        _tell(deed, RELEASED, before.deputy_id, absence, before.until_at)
        _tell(deed, NAMED, deputy_id, absence, absence.until_at)
    elif before.until_at != absence.until_at:
        _tell(deed, MOVED, deputy_id, absence, absence.until_at)


def deputy_line(session: Session, language: str, told: Notification, origin: str) -> Line:
    """Return the line of a message: for whom, and from when until when by the clock of its reader."""
    away = session.get(Person, told.about["person_id"])
    zone = ZoneInfo(session.get_one(Person, told.person_id).time_zone)
    times = {name: _by_clock(told.about[name], zone) for name in ("from_at", "until_at")}
    role = word(language, "deputy.role", role=told.about["role"]) if told.about["role"] else ""
    return Line(
        word(language, told.type, person=away.name if away else "", role=role, **times), f"{origin}/away"
    )


def _tell(deed: Deed, entry_type: str, deputy_id: int | None, absence: Absence, until_at: datetime) -> None:
    # Not the note: why somebody is away is for them to say.
    about = {
        "person_id": absence.person_id,
        "role": absence.role,
        "from_at": moment_text(absence.from_at),
        "until_at": moment_text(until_at),
    }
    tell_without_policy(deed, entry_type, "information", {deputy_id}, None, about=about)


def _by_clock(moment: str, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(zone):%Y-%m-%d %H:%M}"
