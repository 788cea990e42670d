"""One client that talks without end does not silence the others."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.transport.conftest import Dial
from tests.transport.wire import PATIENCE, PING, Wire, frame

OPTIONS = {"ping_interval": 25, "ping_timeout": 20}
FLOODS: dict[str, bytes] = {
    "events": frame('42["count"]') * 2000,
    "big events": frame(f'42["count","{"x" * 50_000}"]') * 20,
    "pongs": frame("3") * 5000,
    "websocket pings": frame(b"x", PING) * 5000,
    "one byte at a time": frame('42["count"]'),
}


@contextmanager
def flooding(wire: Wire, flood: bytes, *, in_bytes: bool = False) -> Iterator[None]:
    """Send and send in a thread, until the block is left or the server closes."""
    over = threading.Event()

    def talk() -> None:
        try:
            while not over.is_set():
                for part in [flood[n : n + 1] for n in range(len(flood))] if in_bytes else [flood]:
                    wire.write(part)
        except OSError:
            return

    def listen() -> None:
        # Answers are read, so that it is the talking alone that the server has to bear.
        with suppress(OSError):
            wire.drain()

    threads = [threading.Thread(target=target, daemon=True) for target in (talk, listen)]
    for thread in threads:
        thread.start()
    yield
    over.set()
    wire.hang_up()
    for thread in threads:
        thread.join(timeout=PATIENCE)
    assert not any(thread.is_alive() for thread in threads)


@pytest.mark.parametrize("kind", FLOODS)
def test_others_are_answered_during_a_flood(dial: Dial, kind: str) -> None:
    loud, quiet = dial().open(), dial().open()
    loud.join()
    quiet.join()

    with flooding(loud, FLOODS[kind], in_bytes=kind == "one byte at a time"):
        for number in range(50):
            assert quiet.call("echo", number) == [number]


def test_http_is_answered_during_a_flood(dial: Dial) -> None:
    loud = dial().open()
    loud.join()

    with flooding(loud, FLOODS["events"]):
        for _ in range(5):
            assert dial().ask()[0] == 101
