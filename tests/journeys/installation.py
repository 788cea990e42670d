"""A real `triangle serve` in a process of its own, and people who use it over HTTP and sockets."""

import signal
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests
import socketio

from tests.company import Company
from tests.databases import fresh_url
from tests.journeys.server import PATIENCE, Server
from triangle.app import create_app
from triangle.config import Config
from triangle.core.clock import SetClock
from triangle.identity.actions import open_session
from triangle.identity.models import Person
from triangle.identity.queries import csrf_token


class Installation:
    """A company's database and the servers on it, which may be killed and started again."""

    def __init__(self, folder: Path, redis_url: str = "") -> None:
        self.url = fresh_url(folder)
        clock = SetClock(datetime.now(UTC))
        # Never serves: it fills the database before, and looks at it behind the servers' backs.
        self.company = Company(create_app(Config(database_url=self.url), clock=clock), clock)
        self.company.move_in()
        self._folder, self._environ = folder, {"TRIANGLE_DATABASE_URL": self.url}
        if redis_url:
            self._environ["TRIANGLE_REDIS_URL"] = redis_url
        self.servers = [Server(folder, "server", **self._environ)]
        # What else ends with it: a test that failed leaves nothing behind that works on the rows of the next.
        self.at_the_end: list[Callable[[], object]] = []

    @property
    def server(self) -> Server:
        """The first server, which most tests need alone."""
        return self.servers[0]

    @property
    def address(self) -> str:
        """Where the first server listens."""
        return self.server.address

    def start(self) -> None:
        """Start the first server and wait until it says where it listens."""
        self.server.start()

    def another(self, **environ: str) -> Server:
        """Start one more server on the same database."""
        made = Server(self._folder, f"server{len(self.servers) + 1}", **self._environ | environ)
        self.servers.append(made)
        made.start()
        return made

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """End the first server with a signal and wait for its end."""
        self.server.stop(number)

    def close(self) -> None:
        """Stop everything."""
        with ExitStack() as stack:
            stack.callback(self.company.service.database.close)
            for end in [*(server.stop for server in self.servers), *self.at_the_end]:
                stack.callback(end)

    def browser(self, name: str, server: Server | None = None) -> "Browser":
        """Return a browser in which a person is signed in, at the first server if not told otherwise."""
        database, now = self.company.service.database, datetime.now(UTC)
        with database.unit_of_work() as session:
            person = session.get_one(Person, self.company.id(name))
            token = open_session(session, person, at=now, address="", user_agent="test")
        return Browser(self, server or self.server, name, self.company.id(name), token)


@dataclass
class Browser:
    """One person's signed-in browser: requests with the cookie, and a socket."""

    at: Installation
    server: Server
    name: str
    person_id: int
    token: str
    sockets: list[socketio.SimpleClient | socketio.Client] = field(default_factory=list)

    def send(
        self, method: str, path: str, body: Any = None, patience: float = PATIENCE, **headers: str
    ) -> requests.Response:
        """Send a request; headers are written with _ for -."""
        return requests.request(
            method,
            f"{self.server.address}/api{path}",
            json=body,
            headers={"X-CSRF-Token": csrf_token(self.token)}
            | {name.replace("_", "-"): value for name, value in headers.items()},
            cookies={"triangle_session": self.token},
            timeout=patience,
        )

    def do(self, method: str, path: str, body: Any = None, **headers: str) -> dict[str, Any]:
        """Send a request that has to succeed, and return its reply."""
        answer = self.send(method, path, body, **headers)
        assert answer.ok, answer.text
        return dict(answer.json())

    def connect(self) -> socketio.SimpleClient:
        """Connect a socket as the browser part does."""
        client = socketio.SimpleClient(**_from(self.server.address))
        client.connect(self.server.address, wait_timeout=PATIENCE, **self._showing())
        self.sockets.append(client)
        return client

    def listener(self, events: dict[str, Callable[[Any], None]]) -> socketio.Client:
        """Connect a socket that calls a function for each event of some kinds."""
        client = socketio.Client(**_from(self.server.address))
        for event, told in events.items():
            client.on(event, told)
        client.connect(self.server.address, wait_timeout=PATIENCE, **self._showing())
        self.sockets.append(client)
        return client

    def refusal(self, origin: str | None = None, **shown: Any) -> str | None:
        """Try to connect a socket that shows another cookie, csrf or protocol; return why it is refused."""
        said: list[Any] = []
        client = socketio.Client(**_from(origin or self.server.address))
        client.on("connect_error", said.append)
        try:
            client.connect(self.server.address, wait_timeout=PATIENCE, **self._showing(**shown))
        except socketio.exceptions.ConnectionError:
            return said[0]["message"] if isinstance(said[0], dict) else str(said[0])
        client.disconnect()
        return None

    def _showing(self, **changed: Any) -> dict[str, Any]:
        shown = {"cookie": self.token, "csrf": csrf_token(self.token), "protocol": 1} | changed
        cookie = shown.pop("cookie")
        return {
            "headers": {"Cookie": f"triangle_session={cookie}"} if cookie else {},
            "auth": shown,
            "transports": ["websocket"],
        }

    def subscribe(
        self, client: socketio.SimpleClient, stream: str, after: int, epoch: int = 1
    ) -> dict[str, Any]:
        """Subscribe to a stream and return what the server answers."""
        wish = {"stream": stream, "epoch": epoch, "after": after}
        return dict(client.call("subscribe", wish, timeout=PATIENCE))

    def close(self) -> None:
        """Close every socket."""
        for client in self.sockets:
            with suppress(socketio.exceptions.SocketIOError):
                client.disconnect()


def _from(origin: str) -> dict[str, Any]:
    return {"reconnection": False, "websocket_extra_options": {"origin": origin}}


def until(condition: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def hear(client: socketio.SimpleClient, event: str) -> Any:
    """Wait for the next event of a kind, and return what it says."""
    while True:
        name, *said = client.receive(timeout=PATIENCE)
        if name == event:
            return said[0]
