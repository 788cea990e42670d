"""Stories of notifications."""

from collections.abc import Iterator

from tests.contract.scene import Scene
from tests.contract.stories import of


@of("notification.made", "user")
def make_notifications(scene: Scene) -> Iterator[None]:
    """The SR is asked, and hears of a decision."""
    scene.do("fr", "POST", f"/nodes/{scene.node(3)}/start")
    yield
    scene.offer(1, ["sr"])
    scene.do("fr", "POST", f"/nodes/{scene.node(3)}/decide", outcome="hold", reason="等报价")


@of("notification.changed", "user")
def mark_notifications(scene: Scene) -> Iterator[None]:
    """The SR reads one and answers another."""
    handoff = scene.offer(1, ["sr"])
    scene.do("fr", "POST", f"/nodes/{scene.node(3)}/start")
    scene.do("fr", "POST", f"/nodes/{scene.node(3)}/decide", outcome="hold", reason="等报价")
    told = scene.look("sr", "/notifications?box=information")["data"]
    yield
    scene.do("sr", "POST", "/notifications/mark", ids=[each["id"] for each in told], read=True)
    scene.do("sr", "POST", f"/handoffs/{handoff}/accept")


@of("wish.changed", "user")
def wish_otherwise(scene: Scene) -> Iterator[None]:
    """The SR wants to be left alone at night, and mutes the room."""
    yield
    night = {"quiet_from": "22:00", "quiet_until": "07:00", "digest_at": None}
    scene.do("sr", "PUT", "/notification-wish", channels={}, **night)
    scene.do("sr", "POST", f"/deals/{scene.deal}/mute", muted=True)
