"""Stories of gates that say no, and of hand-offs that come back."""

from collections.abc import Iterator

from tests.contract.scene import Scene
from tests.contract.stories import HANDOFF_STREAMS, of


@of("veto.overridden", "deal")
def override(scene: Scene) -> Iterator[None]:
    """Delivery says no, and the sponsor takes the risk in writing."""
    node = scene.node(4)
    scene.do("fr", "POST", f"/nodes/{scene.node(3)}/skip", reason="不需要")
    scene.do("fr", "POST", f"/nodes/{node}/start")
    scene.do("fr", "POST", f"/nodes/{node}/decide", outcome="no_go", reason="产能不足")
    yield
    scene.do("sp", "POST", f"/nodes/{node}/override", risk="延期由公司承担")


@of("handoff.looped", *HANDOFF_STREAMS)
def loop(scene: Scene) -> Iterator[None]:
    """What the SR gives comes back for the third time."""
    scene.do("sr", "POST", f"/nodes/{scene.node(1)}/start")

    def give() -> str:
        path = f"/nodes/{scene.node(1)}/handoffs"
        receivers = [scene.company.id("ar")]
        return f"/handoffs/{scene.do('sr', 'POST', path, receiver_ids=receivers)['id']}/return"

    for _ in range(2):
        scene.do("ar", "POST", give(), reason_code="unclear_need", reason="预算不清")
    third = give()
    yield
    scene.do("ar", "POST", third, reason_code="incomplete_package", reason="缺报价")
