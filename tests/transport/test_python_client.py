"""The client of python-socketio works with this server as it is."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import socketio

from tests.transport.server import Server
from tests.transport.wire import PATIENCE

OPTIONS = {"ping_interval": 0.3, "ping_timeout": 5}


class People:
    """Clients of one test."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._clients: list[socketio.Client] = []

    def client(self) -> socketio.Client:
        """Return a client that is not connected yet."""
        self._clients.append(socketio.Client(reconnection_delay=0.05, reconnection_delay_max=0.1))
        return self._clients[-1]

    def connect(self, client: socketio.Client | None = None, **how: Any) -> socketio.Client:
        """Connect a client, a new one unless it is given."""
        client = client or self.client()
        client.connect(self._server.address, transports=["websocket"], wait_timeout=PATIENCE, **how)
        return client

    def leave(self) -> None:
        """Disconnect everybody."""
        for client in self._clients:
            client.disconnect()


class Heard:
    """What a client hears of one event."""

    def __init__(self, client: socketio.Client, event: str) -> None:
        self.words: list[tuple[Any, ...]] = []
        self._said = threading.Event()
        client.on(event, self._hear)

    def _hear(self, *words: Any) -> None:
        self.words.append(words)
        self._said.set()

    def first(self) -> tuple[Any, ...]:
        """Wait for the first time and return what was said."""
        assert self._said.wait(PATIENCE)
        return self.words[0]


@pytest.fixture
def people(server: Server) -> Iterator[People]:
    """Clients that leave after the test."""
    made = People(server)
    yield made
    made.leave()


def test_connects_with_what_it_shows(people: People) -> None:
    client = people.connect(auth={"token": "客户"})

    assert client.transport() == "websocket"
    assert client.call("who", timeout=PATIENCE) == {"token": "客户"}


def test_is_refused_with_words(people: People) -> None:
    client = people.client()
    refused = Heard(client, "connect_error")

    with pytest.raises(socketio.exceptions.ConnectionError):
        people.connect(client, auth={"refuse": ["not you", {"code": 7}]})

    assert refused.first() == ({"message": "not you", "data": {"code": 7}},)


def test_events_and_acknowledgements(people: People) -> None:
    client = people.connect()
    said = Heard(client, "said")

    client.emit("say", (1, "two", {"three": 3}))

    assert said.first() == (1, "two", {"three": 3})
    assert client.call("echo", (1, 2), timeout=PATIENCE) == (1, 2)


def test_the_server_hears_its_answer(people: People) -> None:
    client = people.connect()
    answered = Heard(client, "answered")
    client.on("question", lambda what: ("about", what))

    client.emit("ask", "weather")

    assert answered.first() == ("about", "weather")


def test_binary_both_ways(people: People) -> None:
    client = people.connect()
    said = Heard(client, "said")

    client.emit("say", (b"one", {"deep": [bytes(100_000)]}))

    assert said.first() == (b"one", {"deep": [bytes(100_000)]})
    assert client.call("echo", b"\x00\xff", timeout=PATIENCE) == b"\x00\xff"


def test_rooms(people: People) -> None:
    inside, outside = people.connect(), people.connect()
    told, untold = Heard(inside, "told"), Heard(outside, "told")
    assert inside.call("join", "python room", timeout=PATIENCE) == "python room"

    outside.emit("tell", ("python room", {"n": 1}))

    assert told.first() == ({"n": 1},)
    assert outside.call("echo", 1, timeout=PATIENCE) == 1
    assert untold.words == []


def test_several_namespaces(people: People) -> None:
    client = people.connect(namespaces=["/", "/second"])

    assert client.call("echo", 1, namespace="/second", timeout=PATIENCE) == 1
    assert client.get_sid("/") != client.get_sid("/second")


def test_comes_back_when_the_connection_is_lost(people: People) -> None:
    client = people.connect()
    before = client.get_sid()
    again = Heard(client, "connect")

    client.emit("drop")
    again.first()

    assert client.get_sid() != before
    assert client.call("echo", "again", timeout=PATIENCE) == "again"


def test_does_not_come_back_when_it_is_sent_away(people: People) -> None:
    client = people.connect()
    gone = Heard(client, "disconnect")

    client.emit("leave")

    assert gone.first() == (socketio.Client.reason.SERVER_DISCONNECT,)
    client.wait()
    assert not client.connected
