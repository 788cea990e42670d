"""Stories of rules that are set and of findings that are waived."""

from collections.abc import Iterator
from datetime import timedelta

from tests.contract.scene import Scene
from tests.contract.stories import of


def until(scene: Scene, days: int) -> str:
    """Return a moment in some days."""
    return (scene.clock.now() + timedelta(days=days)).isoformat()


def late_hand_off(scene: Scene) -> int:
    """Have a hand-off wait too long."""
    scene.do("ar", "POST", f"/nodes/{scene.node(1)}/start")
    handoff = scene.offer(1, ["sr"])
    scene.clock.move(timedelta(days=5))
    return handoff


def wish(scene: Scene, rule: str, key: int) -> dict[str, object]:
    """Return what waives a finding for some days."""
    return {"rule": rule, "key": key, "reason": "客户休假", "until_at": until(scene, 9)}


def away(scene: Scene) -> int:
    """Have somebody be away with nobody to act for them."""
    scene.do("ar", "POST", f"/nodes/{scene.node(1)}/start")
    path = f"/people/{scene.company.id('ar')}/absences"
    return int(scene.do("ar", "POST", path, from_at=until(scene, 1), until_at=until(scene, 9))["id"])


@of("rule.changed", "installation")
def set_rule(scene: Scene) -> Iterator[None]:
    """A rule is set twice, the second time back to how it comes."""
    scene.do("admin", "PATCH", "/rules/overloaded", threshold=9)
    yield
    scene.do("admin", "PATCH", "/rules/stalled", threshold=14, severity="low", is_on=False)
    scene.do("admin", "PATCH", "/rules/overloaded", threshold=None)


@of("finding.waived", "deal")
def waive(scene: Scene) -> Iterator[None]:
    """The leader accepts that a hand-off waits."""
    key = late_hand_off(scene)
    yield
    scene.do(
        "lead",
        "POST",
        "/waivers",
        rule="handoff_overdue",
        key=key,
        reason="客户休假",
        until_at=until(scene, 9),
    )


@of("finding.resumed", "deal")
def resume(scene: Scene) -> Iterator[None]:
    """The leader no longer accepts it."""
    key = late_hand_off(scene)
    waiver = scene.do("lead", "POST", "/waivers", **wish(scene, "handoff_overdue", key))["id"]
    yield
    scene.do("lead", "POST", f"/waivers/{waiver}/end")


@of("finding.waived", "installation")
def waive_person(scene: Scene) -> Iterator[None]:
    """The leader accepts that nobody acts for somebody."""
    key = away(scene)
    yield
    scene.do("lead", "POST", "/waivers", **wish(scene, "no_deputy", key))


@of("finding.resumed", "installation")
def resume_person(scene: Scene) -> Iterator[None]:
    """An admin ends it."""
    key = away(scene)
    waiver = scene.do("lead", "POST", "/waivers", **wish(scene, "no_deputy", key))["id"]
    yield
    scene.do("admin", "POST", f"/waivers/{waiver}/end")
