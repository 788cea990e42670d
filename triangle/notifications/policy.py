"""Who may read notifications, and say where they are sent."""

from triangle.core.policy import allow
from triangle.identity.models import Person
from triangle.notifications.models import Notification, Wish
from triangle.notifications.outbox_models import Delivery, Outlet


@allow("see", Notification)
@allow("mark", Notification)
def addressee(actor: Person, notification: Notification) -> bool:
    """A notification is read and marked by the person it was made for, on any device."""
    return actor.is_active and actor.id == notification.person_id


@allow("see", Wish)
@allow("wish", Wish)
@allow("add", Outlet)
def anyone_active(actor: Person, thing: object) -> bool:
    """Everybody says for themselves how they want to hear, and where to."""
    return actor.is_active


@allow("see", Outlet)
@allow("edit", Outlet)
@allow("test", Outlet)
@allow("remove", Outlet)
def whose_it_is(actor: Person, outlet: Outlet) -> bool:
    """An outlet of a person is theirs alone; one of the installation belongs to its admins."""
    return actor.is_active and (actor.id == outlet.person_id or (outlet.person_id is None and actor.is_admin))


@allow("share", Outlet)
@allow("see", Delivery)
@allow("oversee", Delivery)
@allow("retry", Delivery)
def admins(actor: Person, thing: object) -> bool:
    """Admins set up what the whole installation sends, see what failed and have it sent again."""
    return actor.is_admin
