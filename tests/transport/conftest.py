"""One server for each module of tests, with the module's `OPTIONS`, and wires to it."""

from collections.abc import Callable, Iterator

import pytest

from tests.transport.server import Server
from tests.transport.wire import Wire

Dial = Callable[..., Wire]


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of this module's tests; whatever they say to it, it lives on."""
    made = Server(
        tmp_path_factory.mktemp("transport") / "server.log", **getattr(request.module, "OPTIONS", {})
    )
    yield made
    alive = made.is_up()
    made.close()
    assert alive, made.log.read_text()


@pytest.fixture
def dial(server: Server) -> Iterator[Dial]:
    """Opens TCP connections to the server and closes them after the test."""
    wires: list[Wire] = []

    def dialled(receive_buffer: int | None = None) -> Wire:
        wires.append(Wire(server.port, receive_buffer))
        return wires[-1]

    yield dialled
    for wire in wires:
        wire.close()


@pytest.fixture
def wire(dial: Dial) -> Wire:
    """A WebSocket that has not connected to a namespace."""
    return dial().open()


@pytest.fixture
def joined(wire: Wire) -> Wire:
    """A WebSocket in the default namespace."""
    wire.join()
    return wire
