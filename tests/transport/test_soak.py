"""Ten thousand clients come and go, most of them badly: the server ends as it began."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.databases import POSTGRESQL
from tests.transport.server import LINUX, MIB, Server
from tests.transport.wire import CLOSE, PATIENCE, Wire, frame

pytestmark = [
    pytest.mark.skipif(not LINUX, reason="the server counts its files in /proc, as Linux has it"),
    pytest.mark.skipif(bool(POSTGRESQL), reason="no database is asked here: once, on SQLite, is enough"),
]

# Who is silent is found out soon; who only waits for one of two busy cores is not thrown out.
OPTIONS = {"ping_interval": 1, "ping_timeout": 10, "connect_timeout": 10}
CYCLES, WARM_UP, AT_ONCE = 10_000, 1000, 16
NAMES = ("connections", "clients", "rooms", "files", "greenlets")


def say_good_bye(wire: Wire) -> None:
    """Close as a browser does."""
    wire.write(frame(b"\x03\xe8", CLOSE))
    wire.ending()


def leave_first(wire: Wire) -> None:
    """Leave the namespace and close as the official client does."""
    wire.say("41", "1")
    wire.ending()


def vanish_in_a_message(wire: Wire) -> None:
    """Go in the middle of a message."""
    wire.write(frame('42["echo"]' + "x" * 500)[:100])
    wire.reset()


def end_one_direction(wire: Wire) -> None:
    """Say nothing more, and see whether the server lets go."""
    wire.half_close()
    wire.drain()


def fall_silent(wire: Wire) -> None:
    """Never answer again, as behind a cut cable: the server has to find out."""
    wire.pongs = False
    wire.drain()


WAYS: list[Callable[[Wire], None]] = [
    say_good_bye,
    Wire.reset,
    Wire.close,
    leave_first,
    vanish_in_a_message,
    end_one_direction,
]


class Crowd:
    """Clients that come, enter a room and go."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._silent: list[threading.Thread] = []

    def come_and_go(self, number: int) -> None:
        """Be one client from beginning to end."""
        wire = Wire(self._server.port)
        try:
            wire.open()
            if number % 50 != 1:
                wire.join()
                wire.call("join", f"room {number % 100}")
            if number % 25 == 0:
                self._leave_alone(wire)
                return
            WAYS[number % len(WAYS)](wire)
        except BaseException:
            wire.close()
            raise
        wire.close()

    def _leave_alone(self, wire: Wire) -> None:
        def wait() -> None:
            fall_silent(wire)
            wire.close()

        thread = threading.Thread(target=wait)
        self._silent.append(thread)
        thread.start()

    def live(self, cycles: int) -> None:
        """Let many come and go, several at a time, and wait for the last."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(self.come_and_go, range(cycles)):
                pass
        for thread in self._silent:
            thread.join(timeout=PATIENCE)
        assert not any(thread.is_alive() for thread in self._silent)


def test_ten_thousand_cycles_leave_nothing_behind(server: Server) -> None:
    crowd = Crowd(server)
    crowd.live(WARM_UP)
    before = server.until(lambda now: now["connections"] == 0)

    crowd.live(CYCLES)

    after = server.until(lambda now: all(now[name] <= before[name] for name in NAMES))
    assert after["entered"] - before["entered"] >= CYCLES * 0.97
    assert after["left"] == after["entered"]
    assert after["resident"] - before["resident"] < 2 * MIB
