"""The client that all peers are measured with counts what came, once, and says what did not come."""

import socket
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from bench.live.crowd import Crowd
from bench.live.rivals import EVENT, EVENT_BYTES, MESSAGE, Rival
from bench.live.wire import caller, messages, text_frame
from bench.servers import Server, python

SIZE = 20

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the benchmarks need Linux")


class Unavailable(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(503)

    def log_request(self, *_what: object) -> None:
        """Say nothing."""


@pytest.fixture(params=["bench.peers.bare", "bench.peers.flask_app flask_socketio"], ids=["floor", "stock"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with Rival("peer", python(*request.param.split())).serve() as server:
        yield server


@pytest.fixture
def crowd(server: Server) -> Iterator[Crowd]:
    crowd = Crowd()
    opening = crowd.open([caller(server.port)] * SIZE)
    assert (len(opening.waits), opening.failed.total(), len(crowd)) == (SIZE, 0, SIZE)
    yield crowd
    crowd.leave()


def test_everybody_hears_the_whole_event(crowd: Crowd) -> None:
    for _ in range(3):
        crowd.say(b'42["shout"]')

        assert crowd.hear(SIZE, MESSAGE % EVENT) > 0


def test_what_does_not_come_is_missed(crowd: Crowd) -> None:
    crowd.say(b'42["shout"]')

    with pytest.raises(SystemExit, match=f"{SIZE} of {SIZE + 1}"):
        crowd.hear(SIZE + 1, MESSAGE % EVENT, patience=0.5)


def test_another_event_is_not_counted(crowd: Crowd) -> None:
    crowd.say(b'42["shout"]')

    with pytest.raises(SystemExit, match=f"0 of {SIZE}"):
        crowd.hear(SIZE, b'"type":"handoff.returned"', patience=0.5)


def test_nobody_comes_to_a_closed_door() -> None:
    opening = Crowd().open([caller(port=1)] * SIZE)

    assert opening.failed == {"Connection refused": SIZE}


def test_a_refusal_is_told_in_the_words_of_the_server() -> None:
    with HTTPServer(("127.0.0.1", 0), Unavailable) as refusing:
        Thread(target=refusing.serve_forever, daemon=True).start()
        opening = Crowd().open([caller(refusing.server_port)] * SIZE)
        refusing.shutdown()

    assert opening.failed == {"HTTP/1.0 503 Service Unavailable": SIZE}


def test_the_event_has_its_size() -> None:
    assert len(MESSAGE % EVENT) == EVENT_BYTES


def test_frames_are_found_wherever_the_bytes_are_cut() -> None:
    said = [b"2", MESSAGE % EVENT, b"0" * 70_000]
    stream = text_frame(said[0]) + text_frame(said[1]) + b"\x81\x7f" + len(said[2]).to_bytes(8) + said[2]

    for cut in (0, 1, 2, 3, 4, 5, 6, 7, 8, 300, 461, 470, len(stream) - 1):
        first, rest = messages(stream[:cut])
        second, left = messages(rest + stream[cut:])
        assert (first + second, left) == (said, b"")


def test_who_hears_nothing_is_not_waited_for_longer_than_was_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        opening = Crowd().open([caller(silent.getsockname()[1])] * SIZE, patience=0.2)

    assert opening.failed == {"not in time": SIZE}
