"""Every way to end a connection ends it once, on both sides."""

from collections.abc import Callable

import pytest

from tests.transport.conftest import Dial
from tests.transport.server import Server
from tests.transport.wire import CLOSE, Wire, frame, parse

OPTIONS = {"ping_interval": 25, "ping_timeout": 20}


def close_frame(code: int, reason: str = "") -> bytes:
    """Return a close frame with a code."""
    return frame(code.to_bytes(2) + reason.encode(), CLOSE)


@pytest.mark.parametrize("code", [1000, 1001, 1011, 3000, 4999])
def test_a_close_frame_is_answered(joined: Wire, code: int) -> None:
    joined.write(close_frame(code, "good-bye, 再见"))

    assert joined.ending() in {code, 1000}


def test_a_close_frame_without_code_is_answered(joined: Wire) -> None:
    joined.write(frame(b"", CLOSE))

    assert joined.frame()[0] == CLOSE
    joined.drain()


def test_who_does_not_agree_to_a_close_is_cut_off(joined: Wire) -> None:
    joined.write(frame(b"", 3))

    assert joined.frame()[0] == CLOSE
    joined.drain()


@pytest.mark.parametrize("code", [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000])
def test_a_code_that_nobody_may_send_is_an_error(joined: Wire, code: int) -> None:
    joined.write(close_frame(code))

    assert joined.ending() == 1002


def test_half_a_code_is_an_error(joined: Wire) -> None:
    joined.write(frame(b"\x03", CLOSE))

    assert joined.ending() == 1002


def test_a_reason_has_to_be_text(joined: Wire) -> None:
    joined.write(frame(b"\x03\xe8\xff\xfe", CLOSE))

    assert joined.ending() == 1007


def test_nothing_is_heard_after_a_close_frame(joined: Wire, server: Server) -> None:
    counted = server.figures()["counted"]

    joined.write(close_frame(1000) + frame('42["count"]'))
    joined.ending()

    assert server.until(lambda figures: figures["connections"] == 0)["counted"] == counted


def test_what_was_said_before_a_close_frame_is_heard(joined: Wire, server: Server) -> None:
    counted = server.figures()["counted"]

    joined.write(frame('42["count"]') * 3 + close_frame(1000))

    server.until(lambda figures: figures["counted"] == counted + 3)


def test_a_close_packet_ends_the_connection(joined: Wire, server: Server) -> None:
    joined.say("1")

    joined.ending()
    server.until(lambda figures: figures["connections"] == 0)


def test_a_client_that_the_server_sends_away_hears_it(joined: Wire, server: Server) -> None:
    joined.say('42["leave"]')

    assert joined.message() == "41"
    assert server.figures()["clients"] == 0


def leave_by_packet(wire: Wire) -> None:
    """Leave the namespace, then close."""
    wire.say("41")
    wire.write(close_frame(1000))


WAYS: dict[str, Callable[[Wire], None]] = {
    "close frame": lambda wire: wire.write(close_frame(1000)),
    "close packet": lambda wire: wire.say("1"),
    "leaving": leave_by_packet,
    "reset": Wire.reset,
    "end of stream": Wire.close,
    "invalid frame": lambda wire: wire.write(frame(b"", 3)),
    "invalid packet": lambda wire: wire.say("49"),
    "close frame twice": lambda wire: wire.write(close_frame(1000) * 2),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_departure_is_heard_of_once(dial: Dial, server: Server, way: Callable[[Wire], None]) -> None:
    before = server.until(lambda figures: figures["connections"] == 0)
    wire = dial().open()
    wire.join()
    wire.call("join", "a room")

    way(wire)

    server.until(lambda now: now["left"] > before["left"] and now["files"] <= before["files"])
    after = server.figures()
    assert (after["connections"], after["left"]) == (0, before["left"] + 1)
    assert after["clients"] == 0


def test_a_mistake_in_the_connect_handler_lets_nobody_in(wire: Wire, server: Server) -> None:
    wire.say('40{"break":true}')

    # Told or sent away, never left waiting.
    first = wire.message()
    assert first == "1" or parse(first)[0] == 4
    wire.close()
    server.until(lambda figures: figures["clients"] == 0)
