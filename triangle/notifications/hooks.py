"""The installation's own webhooks: programs that follow what happens in every room."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from triangle.activity.catalog import listen
from triangle.core.deed import Deed
from triangle.core.schema import moment_text
from triangle.notifications.deputies import TYPES
from triangle.notifications.models import TOPICS
from triangle.notifications.outbox import put_payload
from triangle.notifications.outbox_models import Outlet

Things = dict[str, Any]
# What a program may ask to be told; ids and states only, the rest is read with its own token and rights.
# A summary is one leader's own, and no deed; who stands in for whom is between people.
_DEEDS = {*TOPICS, "deal.opened", "deal.won", "deal.lost", "node.finished", "node.started"}
EVENTS = tuple(sorted(_DEEDS - {"summary.weekly", *TYPES}))
# Asked with every deed: built once.
_SHARED = select(Outlet).where(Outlet.person_id.is_(None), Outlet.is_on).order_by(Outlet.id)
NAMED = ("deal", "node", "handoff", "promise", "note", "account")


def follow_for_hooks() -> None:
    """Have the installation's webhooks follow; called once, with the notifications."""
    for event, listener in _LISTENERS.items():
        listen(event, listener)


def payload_of(deed: Deed, event: str, things: Things) -> Things:
    """Return what a program is told: which deed, of whom, when, on what; no words of customers."""
    ids = {f"{name}_id": things[name].id for name in NAMED if name in things}
    for name in ("handoff", "promise", "node", "note"):
        if name in things and "deal_id" not in ids:
            ids["deal_id"] = things[name].deal_id
    status = next((things[n].status for n in ("handoff", "promise", "node", "deal") if n in things), None)
    return {"type": event, "at": moment_text(deed.at), "actor_id": deed.actor.id, "status": status, **ids}


def _following(event: str) -> Callable[[Deed, Things], None]:
    def follow(deed: Deed, things: Things) -> None:
        hooks = [o for o in deed.session.scalars(_SHARED) if not o.events or event in o.events]
        if hooks:
            put_payload(deed, hooks, event, payload_of(deed, event, things))

    return follow


_LISTENERS = {event: _following(event) for event in EVENTS}
