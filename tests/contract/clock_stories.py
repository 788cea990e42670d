"""Stories of hand-offs that wait, and of people who are away."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tests.contract.scene import Scene
from tests.contract.stories import HANDOFF_STREAMS, of


def absent(scene: Scene, who: str, deputy: str | None, hours: int) -> dict[str, Any]:
    """Return an absence that begins in an hour."""
    begins = scene.clock.now() + timedelta(hours=1)
    times = {"from_at": begins.isoformat(), "until_at": (begins + timedelta(hours=hours)).isoformat()}
    return times | {"deputy_id": scene.company.id(deputy) if deputy else None}


@of("handoff.seen", *HANDOFF_STREAMS)
def see(scene: Scene) -> Iterator[None]:
    """The receiver sees it; a second look says nothing new."""
    handoff = scene.offer(1, ["sr"])
    yield
    for _ in range(2):
        scene.do("sr", "POST", f"/handoffs/{handoff}/see")


@of("handoff.snoozed", *HANDOFF_STREAMS)
def snooze(scene: Scene) -> Iterator[None]:
    """The receiver puts it off for some hours, then takes it up again."""
    handoff = scene.offer(1, ["sr"])
    yield
    until = (scene.clock.now() + timedelta(hours=4)).isoformat()
    scene.do("sr", "POST", f"/handoffs/{handoff}/snooze", until=until)
    scene.do("sr", "POST", f"/handoffs/{handoff}/snooze", until=None)


@of("handoff.nudged", *HANDOFF_STREAMS)
def nudge(scene: Scene) -> Iterator[None]:
    """The giver nudges both receivers of a briefing."""
    handoff = scene.offer(2)
    yield
    scene.do("ar", "POST", f"/handoffs/{handoff}/nudge")


@of("handoff.reminded", *HANDOFF_STREAMS)
def remind(scene: Scene) -> Iterator[None]:
    """Half of the time is over."""
    scene.offer(1, ["sr"])
    yield
    scene.wait(hours=4)


@of("handoff.escalated", *HANDOFF_STREAMS)
def escalate(scene: Scene) -> Iterator[None]:
    """The time is over for the receiver of one, then the leader's, then the sponsor is asked and accepts."""
    handoff = scene.offer(1, ["sr"])
    yield
    scene.wait(hours=26)
    scene.wait(hours=24)
    scene.do("sp", "POST", f"/handoffs/{handoff}/accept")


@of("handoff.covered", *HANDOFF_STREAMS)
def cover(scene: Scene) -> Iterator[None]:
    """A deputy comes for one receiver of a briefing, goes again, and comes for another time and answers."""
    handoff, sr = scene.offer(2), scene.company.id("sr")
    yield
    scene.do("sr", "POST", f"/people/{sr}/absences", **absent(scene, "sr", "new", 2))
    scene.wait(hours=1)
    scene.wait(hours=2)
    scene.do("lead", "POST", f"/people/{sr}/absences", **absent(scene, "sr", "other", 9))
    scene.wait(hours=1)
    scene.do("other", "POST", f"/handoffs/{handoff}/accept")


@of("deal.covered", "deal")
def act_for(scene: Scene) -> Iterator[None]:
    """The AR is away: their deputy begins and ticks a node, and decides nothing more once the AR is back."""
    ar = scene.company.id("ar")
    yield
    scene.do("ar", "POST", f"/people/{ar}/absences", **absent(scene, "ar", "other", 9))
    scene.wait(hours=1)
    scene.do("other", "POST", f"/nodes/{scene.node(1)}/start")
    scene.wait(hours=9)


@of("absence.planned", "user")
def plan(scene: Scene) -> Iterator[None]:
    """Somebody plans to be away."""
    yield
    scene.do("sr", "POST", f"/people/{scene.company.id('sr')}/absences", **absent(scene, "sr", "new", 48))


@of("absence.changed", "user")
def change(scene: Scene) -> Iterator[None]:
    """An absence gets another deputy, begins, and is called off."""
    path = f"/people/{scene.company.id('sr')}/absences"
    number = scene.do("sr", "POST", path, **absent(scene, "sr", "new", 48))["id"]
    yield
    scene.do("lead", "PATCH", f"/absences/{number}", deputy_id=scene.company.id("other"))
    scene.wait(hours=1)
    scene.do("sr", "POST", f"/absences/{number}/cancel")
