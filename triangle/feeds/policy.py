"""Who may have a calendar address."""

from triangle.core.policy import allow
from triangle.feeds.models import Feed
from triangle.identity.models import Person


@allow("see", Feed)
def oneself(actor: Person, feed: Feed) -> bool:
    """Everybody sees their own address and nobody else's."""
    return actor.is_active and actor.id == feed.person_id


@allow("make", Feed)
def staff(actor: Person, feed: object) -> bool:
    """Whoever works here may have their own days in another calendar; a partner may not."""
    return actor.is_active and not actor.is_guest
