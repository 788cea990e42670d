"""Readers that do not read: what they miss is never a part of a message, and what they held comes back."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.transport.conftest import Dial
from tests.transport.server import LINUX, MIB, Server
from tests.transport.wire import PATIENCE, Closed, Wire, parse

pytestmark = pytest.mark.skipif(not LINUX, reason="the server counts its files in /proc, as Linux has it")

OPTIONS = {"ping_interval": 1, "ping_timeout": 2}
SMALL = 4096


class Reader:
    """A client that reads in a thread of its own and keeps the numbers it heard."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.numbers: list[int] = []
        self._heard = threading.Condition()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        try:
            while (event := parse(self.wire.message())[3])[0] != "end":
                with self._heard:
                    self.numbers.append(event[1])
                    self._heard.notify_all()
        except (Closed, OSError):
            return

    def wait_for(self, number: int) -> None:
        """Wait until a number was heard."""
        with self._heard:
            heard = self._heard.wait_for(lambda: self.numbers[-1:] == [number], timeout=PATIENCE)
        assert heard, self.numbers[-1:]

    def join(self) -> None:
        """Wait for the end."""
        self._thread.join(timeout=PATIENCE)
        assert not self._thread.is_alive()


@contextmanager
def readers(server: Server, dial: Dial, count: int) -> Iterator[list[Reader]]:
    """Open some clients that do read, in the room."""
    wires = [member(dial) for _ in range(count)]
    made = [Reader(wire) for wire in wires]
    yield made
    server.post("/emit", event="end", size=0)
    for reader in made:
        reader.join()


def member(dial: Dial, receive_buffer: int | None = None) -> Wire:
    """Return a client in the room."""
    wire = dial(receive_buffer).open()
    wire.join()
    wire.call("join", "room")
    return wire


def calm(server: Server) -> dict[str, int]:
    """Return the figures of the server with nobody on it."""
    return server.until(lambda figures: figures["connections"] == 0)


def is_back(now: dict[str, int], before: dict[str, int]) -> bool:
    """Tell whether the server holds no more than before."""
    held = ("connections", "clients", "rooms", "files", "greenlets")
    return all(now[name] <= before[name] for name in held)


def test_readers_that_never_read_are_dropped_and_freed(server: Server, dial: Dial) -> None:
    before = calm(server)
    stuck = [member(dial, SMALL) for _ in range(20)]

    with readers(server, dial, 3) as reading:
        for first in range(0, 1600, 20):
            server.post("/emit", event="number", to="room", size=10_000, first=first, last=first + 20)
            for reader in reading:
                reader.wait_for(first + 19)
        server.until(lambda now: now["connections"] == 3)

    assert [reader.numbers for reader in reading] == [list(range(1600))] * 3
    # They have not closed their end: the server let go on its own.
    assert all(wire.socket.fileno() >= 0 for wire in stuck)
    for reader in reading:
        reader.wire.close()
    after = server.until(lambda now: is_back(now, before))
    assert after["resident"] - before["resident"] < 5 * MIB
    assert after["left"] == before["left"] + 23


def test_what_waits_for_a_stuck_reader_is_bounded(server: Server, dial: Dial) -> None:
    before = calm(server)
    server.post("/forget-peak")
    wire = dial(SMALL).open()
    wire.join()
    wire.call("join", wire.opened["sid"])

    # 64 MB, each message different, for one that reads none.
    for first in range(0, 6400, 100):
        server.post(
            "/emit", event="number", to=wire.opened["sid"], size=10_000, first=first, last=first + 100
        )

    after = server.until(lambda now: is_back(now, before))
    assert after["peak"] - before["resident"] < 8 * MIB


def test_a_stuck_reader_below_the_bound_is_freed_when_its_pong_is_overdue(server: Server, dial: Dial) -> None:
    before = calm(server)
    wire = member(dial, SMALL)

    server.post("/emit", event="number", to="room", size=9000, last=100)

    after = server.until(lambda now: is_back(now, before))
    assert after["left"] == before["left"] + 1
    assert wire.socket.fileno() >= 0


def test_a_stuck_reader_that_keeps_talking_is_dropped_too(server: Server, dial: Dial) -> None:
    before = calm(server)
    wire = member(dial, SMALL)

    for first in range(0, 1600, 100):
        wire.pour(b"\x81\x81\x00\x00\x00\x003")
        server.post("/emit", event="number", to="room", size=10_000, first=first, last=first + 100)

    server.until(lambda now: is_back(now, before))


def test_what_fits_in_the_bound_arrives_whole_at_a_slow_reader(server: Server, dial: Dial) -> None:
    wire = member(dial, SMALL)

    server.post("/emit", event="number", to="room", size=900_000)
    server.post("/emit", event="after", to="room", size=1)

    assert parse(wire.message())[3] == ["number", 0, "x" * 900_000]
    assert parse(wire.message())[3] == ["after", 0, "x"]


@pytest.mark.parametrize("size", [2_000_000, 8_000_000, 20_000_000])
def test_much_for_a_slow_reader_arrives_whole_or_not_at_all(server: Server, dial: Dial, size: int) -> None:
    wire = member(dial, SMALL)

    server.post("/emit", event="number", to="room", size=size)
    server.post("/emit", event="after", to="room", size=1)

    try:
        assert parse(wire.message())[3] == ["number", 0, "x" * size]
        assert parse(wire.message())[3] == ["after", 0, "x"]
    except Closed:
        server.until(lambda now: now["connections"] == 0)


def test_a_reader_that_keeps_up_hears_everything(server: Server, dial: Dial) -> None:
    with readers(server, dial, 1) as (reader,):
        for first in range(0, 4000, 50):
            server.post("/emit", event="number", to="room", size=10_000, first=first, last=first + 50)
            reader.wait_for(first + 49)

    assert reader.numbers == list(range(4000))
