"""Doors of calendar addresses: one's own, and the address itself, which asks for nothing but its secret."""

from datetime import timedelta
from typing import Any

from flask import Response, request

from triangle.core.deed import Deed
from triangle.core.policy import not_found, require
from triangle.core.rates import Rates
from triangle.core.schema import Schema
from triangle.core.web.describe import describe
from triangle.core.web.door import Door
from triangle.core.web.service import Ask, Service, service
from triangle.feeds import actions
from triangle.feeds.calendar import KIND, calendar
from triangle.feeds.models import Feed
from triangle.feeds.queries import due_of, feed_of
from triangle.feeds.schemas import FeedMadeReply, FeedReply

door = Door("feeds", __name__, url_prefix="/api", description="One's due days in another calendar.")
WINDOW = timedelta(minutes=10)
# Calendars ask every few minutes at most; who guesses secrets gets few guesses.
READS, GUESSES = 30, 60
LONGEST_SECRET = 100


@door.reads("/calendar-feed", out=FeedReply)
def my_feed(ask: Ask) -> Any:
    """Tell since when I have a calendar address."""
    require(ask.actor, "make", Feed)
    return {"data": ask.session.get(Feed, ask.actor.id) or {"made_at": None}}


@door.writes("POST", "/calendar-feed", body=Schema, out=FeedMadeReply, status=201, secret=True)
def make_feed(deed: Deed) -> Any:
    """Make my calendar address anew; it is shown this once, and the old one ends."""
    feed, secret = actions.make_feed(deed)
    origin = service().config.origin.rstrip("/")
    return {"data": {"made_at": feed.made_at, "address": f"{origin}/api/calendar/{secret}.ics"}}


@door.writes("DELETE", "/calendar-feed", out=None)
def revoke_feed(deed: Deed) -> None:
    """End my calendar address at once."""
    actions.revoke_feed(deed)


def send_calendar(secret: str) -> Response:
    """Send the calendar of whoever made this address; an address that ended is one that never was."""
    here = service()
    reads, guesses = _rates(here)
    at, guest = here.clock.now(), request.remote_addr or ""
    guesses.check(guest, at)
    with here.database.reading() as session:
        feed = feed_of(session, secret) if len(secret) <= LONGEST_SECRET and "\0" not in secret else None
        if feed is None:
            guesses.count(guest, at)
            raise not_found()
        key = str(feed.person_id)
        reads.check(key, at)
        reads.count(key, at)
        body = calendar(
            due_of(session, feed.person),
            language=feed.person.language,
            time_zone=feed.person.time_zone,
            origin=here.config.origin.rstrip("/"),
            at=at,
        )
    response = Response(body, content_type=f"{KIND}; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="triangle.ics"'
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


describe(send_calendar, out=None, method="GET", files=(KIND,), refusals=(404, 429, 503))
door.add_url_rule("/calendar/<string:secret>.ics", view_func=send_calendar, methods=["GET"])


def _rates(here: Service) -> tuple[Rates, Rates]:
    made = here.parts.setdefault("calendar_rates", (Rates(WINDOW, READS), Rates(WINDOW, GUESSES)))
    assert isinstance(made, tuple)
    return made
