"""Doors of absences and deputies."""

from datetime import datetime
from typing import Any

from triangle.absences import actions, queries, rows
from triangle.absences.models import Absence
from triangle.absences.schemas import (
    AbsenceEdit,
    AbsenceLine,
    AbsenceNew,
    AbsenceOut,
    AbsencesQuery,
)
from triangle.core.deed import Deed
from triangle.core.policy import verbs
from triangle.core.schema import Schema
from triangle.core.web.door import Door
from triangle.core.web.replies import list_of, reply_of
from triangle.core.web.service import Ask

door = Door("absences", __name__, url_prefix="/api", description="Who is away, and their deputies.")

AbsenceReply = reply_of(AbsenceOut)
VERBS = ["change", "cancel"]


@door.reads("/absences", out=list_of(AbsenceLine, ready=True), query=AbsencesQuery)
def list_absences(ask: Ask, from_at: datetime, until_at: datetime) -> Any:
    """List who is away within a time, and where nobody acts for them."""
    return {"data": rows.calendar(ask.session, ask.actor, from_at, until_at, VERBS)}


@door.writes("POST", "/people/<int:person_id>/absences", body=AbsenceNew, out=AbsenceReply, status=201)
def plan(deed: Deed, person_id: int, **given: Any) -> Any:
    """Plan somebody's absence."""
    return _reply(deed.actor, actions.plan(deed, person_id, **given))


@door.writes("PATCH", "/absences/<int:absence_id>", body=AbsenceEdit, out=AbsenceReply)
def change(deed: Deed, absence_id: int, **changes: Any) -> Any:
    """Change an absence."""
    return _reply(deed.actor, actions.change(deed, absence_id, **changes))


@door.writes("POST", "/absences/<int:absence_id>/cancel", body=Schema, out=AbsenceReply)
def cancel(deed: Deed, absence_id: int) -> Any:
    """Call an absence off."""
    return _reply(deed.actor, actions.cancel(deed, absence_id))


def _reply(actor: Any, absence: Absence) -> dict[str, Any]:
    is_live = absence.status in queries.LIVE
    return {"data": absence, "can": verbs(actor, absence, VERBS) if is_live else [], "positions": {}}
