"""Whoever opens a connection and then says too little is let go."""

from collections.abc import Callable

import pytest

from tests.transport.conftest import Dial
from tests.transport.server import LINUX, Server
from tests.transport.wire import TEXT, Wire, frame, parse, request

pytestmark = pytest.mark.skipif(not LINUX, reason="the server counts its files in /proc, as Linux has it")

OPTIONS = {"ping_interval": 25, "ping_timeout": 20, "connect_timeout": 0.5}

IDLE: dict[str, Callable[[Wire], object]] = {
    "nothing": lambda wire: None,
    "half a request line": lambda wire: wire.write(b"GET /socket.io/?EIO=4"),
    "half a handshake": lambda wire: wire.write(request(wire.port)[:-4]),
    "no namespace": lambda wire: wire.open(),
    "half a frame": lambda wire: wire.open().write(b"\x81"),
    "half a connect": lambda wire: wire.open().write(frame("40")[:-1]),
    "fragments of a connect": lambda wire: wire.open().write(frame("4", TEXT, fin=False)),
    "pongs instead of a connect": lambda wire: wire.open().say("3", "3"),
}


@pytest.mark.parametrize("start", IDLE.values(), ids=IDLE)
def test_who_does_not_go_on_is_closed(server: Server, dial: Dial, start: Callable[[Wire], object]) -> None:
    before = server.until(lambda figures: figures["connections"] == 0)
    wire = dial()

    start(wire)

    wire.drain()
    server.until(lambda now: all(now[name] <= before[name] for name in ("connections", "files", "greenlets")))


def test_bytes_that_drip_do_not_win_time(server: Server, dial: Dial) -> None:
    before = server.until(lambda figures: figures["connections"] == 0)
    wire = dial()
    wire.socket.settimeout(0.1)
    end = False

    for byte in request(wire.port)[:100]:
        wire.pour(bytes([byte]))
        end = wire.has_ended()
        if end:
            break

    assert end
    server.until(lambda now: now["files"] <= before["files"])


def test_who_was_refused_a_namespace_and_stays_is_closed(dial: Dial) -> None:
    wire = dial().open()

    wire.say('40{"turn_away":true}')

    assert parse(wire.message())[0] == 4
    wire.ending()


def test_who_connected_may_be_silent_for_longer(dial: Dial) -> None:
    wire, idle = dial().open(), dial().open()
    wire.join()

    # When the second is closed, the time of the first is over as well.
    idle.ending()

    assert wire.call("echo", "still here") == ["still here"]
