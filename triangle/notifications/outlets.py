"""Deeds on outlets: set up, changed, tested, forgotten."""

import logging
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from triangle.channels.catalog import Channels
from triangle.channels.message import Failed, Refused
from triangle.core.clock import Clock
from triangle.core.deed import Deed
from triangle.core.errors import Conflict, invalid
from triangle.core.policy import not_found, require
from triangle.identity.models import Person
from triangle.notifications.outbox_models import Delivery, Outlet
from triangle.notifications.wording import target_of, trial_message

log = logging.getLogger(__name__)


def outlets_of(session: Session, actor: Person) -> Sequence[Outlet]:
    """Return one's own outlets, and for admins the installation's."""
    query = select(Outlet).where(Outlet.person_id == actor.id)
    if actor.is_admin:
        query = select(Outlet).where((Outlet.person_id == actor.id) | Outlet.person_id.is_(None))
    return session.scalars(query.order_by(Outlet.id)).all()


def has_receivers(session: Session) -> bool:
    """Say whether anything but mail is told of what happens here: bots, or programs."""
    other = select(Outlet.id).where(Outlet.channel != "mail", Outlet.is_on)
    return session.scalar(other.limit(1)) is not None


def add_outlet(deed: Deed, channels: Channels, *, shared: bool, **given: Any) -> Outlet:
    """Set up where messages go: one outlet a channel and person, any number for the installation."""
    require(deed.actor, "share" if shared else "add", Outlet)
    if shared and given["channel"] == "mail":
        raise invalid("channel", "not_shared", allowed=["webhook", "feishu", "wecom", "dingtalk", "slack"])
    lane = _lane(channels, given["channel"], given["url"], given["secret"])
    mine = (Outlet.person_id == deed.actor.id, Outlet.channel == given["channel"])
    known = None if shared else deed.only(Outlet, *mine)
    if known is not None and known.channel != "mail":
        raise Conflict("outlet_known", "there is one of this channel already", outlet_id=known.id)
    outlet = known or Outlet(person_id=None if shared else deed.actor.id, version=0)
    for name, value in given.items():
        setattr(outlet, name, value)
    outlet.lane, outlet.is_on, outlet.version = lane, True, outlet.version + 1
    deed.session.add(outlet)
    deed.session.flush()
    return outlet


def edit_outlet(deed: Deed, channels: Channels, outlet_id: int, **changes: Any) -> Outlet:
    """Change where an outlet goes; what failed there is forgotten with the old address."""
    outlet = deed.get(Outlet, outlet_id, lock=True)
    require(deed.actor, "edit", outlet)
    deed.expect(outlet)
    for name, value in changes.items():
        setattr(outlet, name, value)
    outlet.lane = _lane(channels, outlet.channel, outlet.url, outlet.secret)
    outlet.free_at, outlet.failures, outlet.last_error = None, 0, ""
    outlet.version += 1
    deed.session.flush()
    return outlet


def remove_outlet(deed: Deed, outlet_id: int) -> None:
    """Forget an outlet with everything that waits in it."""
    outlet = deed.get(Outlet, outlet_id, lock=True)
    require(deed.actor, "remove", outlet)
    deed.expect(outlet)
    deed.session.execute(delete(Delivery).where(Delivery.outlet_id == outlet.id))
    deed.session.delete(outlet)


def try_outlet(
    session: Session, actor: Person, channels: Channels, clock: Clock, origin: str, outlet_id: int
) -> dict[str, Any]:
    """Send a test message at once and return what came of it."""
    outlet = session.get(Outlet, outlet_id)
    if outlet is None:
        raise not_found()
    require(actor, "test", outlet)
    message = trial_message(uuid.uuid4().hex, actor.language, origin)
    try:
        channels.send(target_of(outlet), message, clock.now())
    except Failed as failure:
        log.info("a test message was not taken", extra={"outlet": outlet_id, "person": actor.id})
        return {"ok": False, "error": str(failure)}
    return {"ok": True, "error": ""}


def _lane(channels: Channels, channel: str, url: str, secret: str) -> str:
    try:
        return channels.lane(channel, url, secret)
    except Refused as refused:
        field = "secret" if "secret" in str(refused) else "url"
        raise invalid(field, "not_usable", allowed=str(refused)) from refused
