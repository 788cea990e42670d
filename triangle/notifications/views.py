"""Doors of notifications, outlets and the outbox."""

from typing import Any

from triangle.activity.queries import positions
from triangle.channels.catalog import Channels
from triangle.core.deed import Deed
from triangle.core.policy import require
from triangle.core.schema import Schema
from triangle.core.web.door import Door
from triangle.core.web.service import Ask, Service, service
from triangle.notifications import actions, boxes, deliveries, outlets, queries
from triangle.notifications.outbox_models import Delivery
from triangle.notifications.outbox_schemas import (
    DeliveryPage,
    DeliveryQuery,
    DeliveryReply,
    OutletBody,
    OutletEdit,
    OutletList,
    OutletReply,
    TrialReply,
)
from triangle.notifications.schemas import (
    BoxQuery,
    FollowedWish,
    MarkBody,
    Marked,
    MuteBody,
    MuteReply,
    NotificationPage,
    WishBody,
    WishReply,
)

door = Door("notifications", __name__, url_prefix="/api", description="Notifications and how they are sent.")


@door.reads("/notifications", out=NotificationPage, query=BoxQuery)
def list_notifications(ask: Ask, box: str, after: str | None = None, limit: int = 50) -> Any:
    """List one box of my notifications, newest first, with the counts of all."""
    here = positions(ask.session, f"user:{ask.actor.id}")
    found, counts = boxes.box_of(ask.session, ask.actor, box, after=after, limit=limit)
    return {"data": found.rows, "next": found.next, "counts": counts, "positions": here}


@door.writes("POST", "/notifications/mark", body=MarkBody, out=Marked)
def mark(deed: Deed, ids: list[int], **marks: bool) -> Any:
    """Mark some of my notifications as read or done with."""
    return {"data": actions.mark(deed, ids, **marks)}


@door.writes("POST", "/notifications/read-all", body=Schema, out=Marked)
def read_all(deed: Deed) -> Any:
    """Mark as read whatever I need not answer."""
    return {"data": actions.mark_all_read(deed)}


@door.reads("/notification-wish", out=FollowedWish)
def get_wish(ask: Ask) -> Any:
    """Show how I want to hear."""
    here = positions(ask.session, f"user:{ask.actor.id}")
    wish = queries.wish_of(ask.session, ask.actor, channels_of(ask.service).usable())
    return {"data": wish, "positions": here}


@door.writes("PUT", "/notification-wish", body=WishBody, out=WishReply)
def put_wish(deed: Deed, **wished: Any) -> Any:
    """Say how I want to hear from now on."""
    actions.wish(deed, **wished)
    return {"data": queries.wish_of(deed.session, deed.actor, channels_of(service()).usable())}


@door.writes("POST", "/deals/<int:deal_id>/mute", body=MuteBody, out=MuteReply)
def mute(deed: Deed, deal_id: int, muted: bool) -> Any:
    """Hear of a deal only what waits for my answer, or everything again."""
    return {"data": actions.mute(deed, deal_id, muted=muted)}


@door.reads("/outlets", out=OutletList)
def list_outlets(ask: Ask) -> Any:
    """List where my messages go; admins see the installation's too."""
    return {"data": outlets.outlets_of(ask.session, ask.actor)}


@door.writes("POST", "/outlets", body=OutletBody, out=OutletReply, status=201)
def add_outlet(deed: Deed, **given: Any) -> Any:
    """Set up where messages of a channel go."""
    return {"data": outlets.add_outlet(deed, channels_of(service()), **given)}


@door.writes("PATCH", "/outlets/<int:outlet_id>", body=OutletEdit, out=OutletReply)
def edit_outlet(deed: Deed, outlet_id: int, **changes: Any) -> Any:
    """Change an outlet."""
    return {"data": outlets.edit_outlet(deed, channels_of(service()), outlet_id, **changes)}


@door.writes("DELETE", "/outlets/<int:outlet_id>", out=None, status=204)
def remove_outlet(deed: Deed, outlet_id: int) -> None:
    """Forget an outlet."""
    outlets.remove_outlet(deed, outlet_id)


def _try(ask: Ask, outlet_id: int) -> dict[str, Any]:
    here = ask.service
    origin = here.config.link_origin
    channels = channels_of(here)
    result = outlets.try_outlet(ask.session, ask.actor, channels, here.clock, origin, outlet_id)
    return {"result": result}


@door.writes("POST", "/outlets/<int:outlet_id>/test", body=Schema, out=TrialReply, before=_try)
def try_outlet(deed: Deed, outlet_id: int, result: dict[str, Any]) -> Any:
    """Send a test message and say what came of it."""
    return {"data": result}


@door.reads("/deliveries", out=DeliveryPage, query=DeliveryQuery)
def list_deliveries(ask: Ask, status: str | None, after: str | None = None, limit: int = 50) -> Any:
    """List what is in the outbox."""
    require(ask.actor, "oversee", Delivery)
    found, counts = deliveries.deliveries(ask.session, status=status, after=after, limit=limit)
    return {"data": found.rows, "next": found.next, "counts": counts}


@door.writes("POST", "/deliveries/<int:delivery_id>/retry", body=Schema, out=DeliveryReply)
def retry(deed: Deed, delivery_id: int) -> Any:
    """Send again what was given up."""
    return {"data": deliveries.retry(deed, delivery_id)}


def channels_of(here: Service) -> Channels:
    """Return the channels of the running app."""
    channels = here.parts["channels"]
    assert isinstance(channels, Channels)
    return channels
