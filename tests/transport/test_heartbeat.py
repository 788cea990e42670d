"""The server asks each client whether it is there, and lets go of those that do not answer."""

from tests.transport.conftest import Dial
from tests.transport.server import Server
from tests.transport.wire import PING, PONG, Wire, frame

OPTIONS = {"ping_interval": 0.3, "ping_timeout": 0.6}


def test_the_server_pings_again_after_each_pong(joined: Wire) -> None:
    joined.pongs = False

    for _ in range(4):
        assert joined.message() == "2"
        joined.say("3")


def test_a_client_without_pong_is_closed(joined: Wire, server: Server) -> None:
    joined.pongs = False

    assert joined.message() == "2"
    joined.ending()

    gone = server.until(lambda figures: figures["connections"] == 0)
    assert gone["clients"] == 0
    assert gone["reasons"]["ping timeout"] >= 1


def test_a_client_with_pong_stays_beyond_the_timeout(joined: Wire) -> None:
    joined.pongs = False

    # Five intervals are longer than interval and timeout together.
    for _ in range(5):
        assert joined.message() == "2"
        joined.say("3")

    assert joined.call("echo", "still here") == ["still here"]


def test_events_meanwhile_do_not_end_the_heartbeat(joined: Wire) -> None:
    joined.pongs = False
    pings = 0

    while pings < 3:
        joined.say('42["count"]')
        pings += joined.message() == "2"
        joined.say("3")


def test_a_pong_that_nobody_asked_for_changes_nothing(joined: Wire) -> None:
    joined.say("3", "3", "3")

    assert joined.call("echo", 1) == [1]


def test_a_client_without_namespace_has_a_heartbeat_too(wire: Wire) -> None:
    wire.pongs = False

    assert wire.message() == "2"


def test_a_websocket_ping_is_answered_with_its_own_words(joined: Wire) -> None:
    joined.write(frame(b"are you there?", PING))

    answers = iter(joined.frame, None)
    assert next(payload for opcode, payload in answers if opcode == PONG) == b"are you there?"


def test_a_websocket_pong_that_nobody_asked_for_is_ignored(joined: Wire) -> None:
    joined.write(frame(b"", PONG) + frame(b"x" * 125, PONG))

    assert joined.call("echo", 1) == [1]


def test_one_silent_client_does_not_take_others_along(dial: Dial, joined: Wire, server: Server) -> None:
    silent = dial().open()
    silent.pongs = False
    silent.join()

    # `joined` answers its pings while it waits.
    for _ in range(20):
        assert joined.call("nap", 0.1, "awake") == ["awake"]

    silent.ending()
    assert server.figures()["connections"] == 1
