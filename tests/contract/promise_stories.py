"""Stories of promises."""

from collections.abc import Iterator

from tests.contract.scene import Scene
from tests.contract.stories import of


def promise(scene: Scene) -> str:
    """Have the AR write a promise down, and return its address."""
    made = scene.do("ar", "POST", f"/deals/{scene.deal}/promises", text="三月底上线", node_id=scene.node(1))
    return f"/promises/{made['id']}"


@of("promise.made", "deal")
def make_promise(scene: Scene) -> Iterator[None]:
    """The AR writes down what the customer was promised."""
    yield
    promise(scene)


@of("promise.revised", "deal")
def revise_promise(scene: Scene) -> Iterator[None]:
    """A promise is put in other words and waits for an answer again."""
    path = promise(scene)
    scene.do("fr", "POST", f"{path}/return", reason_code="too_soon", reason="产能不足")
    yield
    scene.do("ar", "PATCH", path, text="四月底上线")


@of("promise.accepted", "deal")
@of("promise.kept", "deal")
def keep_promise(scene: Scene) -> Iterator[None]:
    """Delivery takes a promise on and keeps it."""
    path = promise(scene)
    yield
    scene.do("fr", "POST", f"{path}/accept")
    scene.do("fr", "POST", f"{path}/keep", reason="按期上线")


@of("promise.returned", "deal")
def return_promise(scene: Scene) -> Iterator[None]:
    """Delivery says that a promise cannot be kept."""
    path = promise(scene)
    yield
    scene.do("fr", "POST", f"{path}/return", reason_code="undeliverable", reason="没有这个功能")


@of("promise.broken", "deal")
def break_promise(scene: Scene) -> Iterator[None]:
    """A promise is broken."""
    path = promise(scene)
    scene.do("fr", "POST", f"{path}/accept")
    yield
    scene.do("ar", "POST", f"{path}/break", reason="晚了两周")


@of("promise.waived", "deal")
def waive_promise(scene: Scene) -> Iterator[None]:
    """The customer lets a promise go."""
    path = promise(scene)
    yield
    scene.do("ar", "POST", f"{path}/waive", reason="客户同意改为二期")
