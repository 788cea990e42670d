"""Deeds on one's calendar address: make a new one, revoke it."""

import logging
import secrets

from triangle.core.deed import Deed
from triangle.core.policy import require
from triangle.feeds.models import Feed
from triangle.identity.queries import token_hash

log = logging.getLogger(__name__)


def make_feed(deed: Deed) -> tuple[Feed, str]:
    """Make one's calendar address anew and return its secret; the old address ends with it."""
    require(deed.actor, "make", Feed)
    secret = secrets.token_urlsafe(32)
    feed = deed.session.get(Feed, deed.actor.id) or Feed(person_id=deed.actor.id)
    feed.secret_hash, feed.made_at = token_hash(secret), deed.at
    deed.session.add(feed)
    deed.session.flush()
    log.info("calendar address made", extra={"by": deed.actor.id})
    return feed, secret


def revoke_feed(deed: Deed) -> None:
    """End one's calendar address; it answers nobody from this commit on."""
    require(deed.actor, "make", Feed)
    feed = deed.session.get(Feed, deed.actor.id)
    if feed is not None:
        deed.session.delete(feed)
        log.info("calendar address revoked", extra={"by": deed.actor.id})
