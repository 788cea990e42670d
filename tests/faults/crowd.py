"""A crowd: many sockets of many people in one thread, each of them a greenlet."""

import json
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import cycle
from typing import Any

import gevent
import gevent.socket

from tests.journeys.installation import Installation
from tests.journeys.server import Server
from tests.transport.wire import Closed, Wire
from triangle.activity.audience import MOST_SOCKETS_A_PERSON
from triangle.identity.actions import open_session
from triangle.identity.models import Person
from triangle.identity.queries import csrf_token

# A server that admits a crowd and a crowd that is read by one thread share two busy cores.
PATIENCE = 90


class Visitor:
    """One socket of a person: it comes, reads a stream, and keeps which entries it heard."""

    def __init__(self, token: str) -> None:
        self.missed: list[int] = []
        self.heard: list[int] = []
        self.refusals: list[str] = []
        self._token = token
        self.is_in = False
        self._wire: Wire | None = None

    def stay(self, server: Server, stream: str, after: int) -> None:
        """Connect, subscribe and read for ever; whatever ends it is kept in `refusals`."""
        self.refusals.clear()
        try:
            self._come(server, {"stream": stream, "epoch": 1, "after": after})
            self.is_in = True
            while True:
                self._next()
        except (AssertionError, Closed, OSError) as why:
            self.refusals.append(f"{type(why).__name__}: {why}")
        finally:
            self.is_in = False

    def _come(self, server: Server, wish: dict[str, Any]) -> None:
        port = int(server.address.rpartition(":")[2])
        self._wire = Wire(port, made=gevent.socket.socket())
        self._wire.socket.settimeout(PATIENCE)
        self._wire.open(Origin=server.address, Cookie=f"triangle_session={self._token}")
        shown = {"csrf": csrf_token(self._token), "protocol": 1}
        self._wire.say(f"40{json.dumps(shown)}")
        self._await("40{")
        self._wire.say(f"421{json.dumps(['subscribe', wish])}")
        (answer,) = json.loads(self._await("431[")[3:])
        assert answer["status"] == "ok", answer
        self.missed = [entry["seq"] for entry in answer["entries"]]

    def _await(self, beginning: str) -> str:
        while not (said := self._next()).startswith(beginning):
            assert said.startswith("42["), said
        return said

    def _next(self) -> str:
        assert self._wire is not None
        said = self._wire.message()
        assert isinstance(said, str)
        if said.startswith('42["entry"'):
            self.heard.append(json.loads(said[2:])[1]["seq"])
        return said

    def leave(self) -> None:
        """Go without a word."""
        if self._wire is not None:
            self._wire.close()


class Crowd:
    """Everybody who comes at the same time, spread evenly over some servers."""

    def __init__(self, installation: Installation, count: int) -> None:
        people = -(-count // MOST_SOCKETS_A_PERSON)
        tokens = cycle(_leaders(installation, people))
        self._greenlets: list[gevent.Greenlet[..., None]] = []
        self.visitors = [Visitor(token) for token, _ in zip(tokens, range(count), strict=False)]

    def come(self, servers: list[Server], stream: str, after: int) -> None:
        """Let everybody connect and subscribe at once, and return when nobody is on the way any more."""
        where = cycle(servers)
        self._greenlets = [gevent.spawn(each.stay, next(where), stream, after) for each in self.visitors]
        self._until(lambda visitor: visitor.is_in or visitor.refusals)

    def hear_until(self, seq: int) -> None:
        """Return when everybody has heard an entry, or was thrown out."""
        self._until(lambda visitor: seq in visitor.heard or visitor.refusals)

    def refusals(self) -> dict[str, int]:
        """Return why visitors were refused or thrown out, and how often."""
        return Counter(why for visitor in self.visitors for why in visitor.refusals)

    def leave(self) -> None:
        """Close every socket."""
        gevent.killall(self._greenlets)
        for visitor in self.visitors:
            visitor.leave()

    def _until(self, holds: Callable[[Visitor], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not all(map(holds, self.visitors)):
            assert time.monotonic() < end, f"waited in vain; {self.refusals()}"
            gevent.sleep(0.1)


def _leaders(installation: Installation, count: int) -> list[str]:
    """Add people who may see every deal of the east team, and return a session's token for each."""
    company = installation.company
    with company.service.database.unit_of_work() as session:
        people = [
            Person(
                name=f"leader {number}",
                email=f"leader{number}@test.example",
                password_hash=company.people["ar"].password_hash,
                role="leader",
                team_id=company.teams["east"].id,
                is_guest=False,
            )
            for number in range(count)
        ]
        session.add_all(people)
        session.flush()
        now = datetime.now(UTC)
        return [open_session(session, person, at=now, address="", user_agent="test") for person in people]


@contextmanager
def many_files() -> Iterator[None]:
    """Allow this process, and the servers it starts, as many open files as the system gives."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (before[1], before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)
