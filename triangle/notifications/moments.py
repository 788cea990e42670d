"""When something is sent: at once, with the digest, or after the quiet hours, in the reader's own time."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from triangle.notifications.models import Wish

# Several things within a window become one message.
ASKED_WINDOW, TOLD_WINDOW = timedelta(seconds=10), timedelta(seconds=60)


def due(at: datetime, *, asks: bool, wish: Wish | None, zone: str) -> datetime:
    """Return when something is sent: what asks goes soon, the rest with the digest; quiet hours hold both."""
    moment = at + (ASKED_WINDOW if asks else TOLD_WINDOW)
    if wish is None:
        return moment
    here = ZoneInfo(zone)
    if wish.digest_at is not None and not asks:
        moment = _next(at, time.fromisoformat(wish.digest_at), here)
    if wish.quiet_from is None or wish.quiet_until is None:
        return moment
    begins, ends = time.fromisoformat(wish.quiet_from), time.fromisoformat(wish.quiet_until)
    return _next(moment, ends, here) if _is_between(moment.astimezone(here).time(), begins, ends) else moment


def _next(at: datetime, clock: time, zone: ZoneInfo) -> datetime:
    """Return the next moment at which the clocks of a zone show a time."""
    local = at.astimezone(zone)
    day = local.date() if local.time() < clock else local.date() + timedelta(days=1)
    return datetime.combine(day, clock, zone)


def _is_between(now: time, begins: time, ends: time) -> bool:
    return begins <= now < ends if begins < ends else now >= begins or now < ends
