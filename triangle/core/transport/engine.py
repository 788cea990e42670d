"""The Engine.IO server: WebSocket only, one timer for every client, no greenlet for an idle one."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import engineio
import orjson
from engineio.packet import OPEN, Packet
from gevent import get_hub
from gevent.lock import BoundedSemaphore

from triangle.core.ticks import until_next
from triangle.core.transport.connection import Connection
from triangle.core.transport.frames import Violation, framed
from triangle.core.transport.handshake import HandedOver, Refused, accept, kept, take_socket
from triangle.core.transport.inbox import Gone

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
LOOK_EVERY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What the transport can say about itself; totals count from its start."""

    sockets: int = 0
    parting: int = 0
    queued_bytes: int = 0
    opened: int = 0
    closed: Mapping[str, int] = field(default_factory=dict)


class Engine(engineio.Server):  # type: ignore[misc]
    """An Engine.IO server that keeps its clients itself.

    Beside Engine.IO's own options: `connect_timeout`, the seconds a client has to enter a namespace; `rate`
    and `burst`, how many frames a second it may send; `most_connections` in all and `most_per_address`;
    `most_at_work`, how many messages are dealt with at once; `origin_required`, whether clients that name
    no origin (no browser does) are refused.
    """

    def __init__(
        self,
        *,
        connect_timeout: float = 10,
        rate: float = 200,
        burst: float = 400,
        most_connections: int = 20_000,
        most_per_address: int = 5_000,
        most_at_work: int = 1000,
        origin_required: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(**options | {"monitor_clients": False, "transports": ["websocket"]})
        if self.cors_allowed_origins == [] or "*" in (self.cors_allowed_origins or ()):
            raise ValueError("cors_allowed_origins needs exact origins: [] and * would let every page in")
        self.connect_timeout, self.rate, self.burst = connect_timeout, rate, burst
        self.most_connections, self.most_per_address = most_connections, most_per_address
        self.origin_required = origin_required
        self._at_work = BoundedSemaphore(most_at_work)
        # Asked of each message that has none before it; whoever answers knows what the message asks for.
        self.is_quick: Callable[[str, str | bytes], bool] = lambda sid, message: False
        self.now = time.monotonic
        self.sockets: dict[str, Connection] = {}
        self._parting: set[Connection] = set()
        self._waiting: set[Connection] = set()
        self._addresses: Counter[str] = Counter()
        self._opened = 0
        self._closed: Counter[str] = Counter()
        self._timer: Any = None
        self._looked_at = self.now()

    def handle_request(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer an HTTP request: open a WebSocket, or say why not."""
        try:
            self._check(environ)
            answer = accept(environ)
            sid = self.generate_id()
            said = self._trigger_event("connect", sid, kept(environ), run_async=False)
            if said is not None and said is not True:
                raise Refused("401 Unauthorized", said or "Unauthorized")
            self._open(sid, environ, answer)
        except Refused as refused:
            body = orjson.dumps(refused.why)
            headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
            start_response(refused.status, [*headers, *refused.headers])
            return [body]
        raise HandedOver

    def _check(self, environ: dict[str, Any]) -> None:
        origin, allowed = environ.get("HTTP_ORIGIN"), self._cors_allowed_origins(environ)
        if (origin is None and self.origin_required) or (origin is not None and origin not in allowed):
            raise Refused("403 Forbidden", "Not an accepted origin.")
        asked = parse_qs(environ.get("QUERY_STRING", ""))
        if environ["REQUEST_METHOD"] != "GET":
            raise Refused("405 Method Not Allowed", "Method not allowed", ("Allow", "GET"))
        if asked.get("transport") != ["websocket"]:
            raise Refused("400 Bad Request", "Invalid transport: websocket only")
        if asked.get("EIO") != ["4"] or "sid" in asked:
            raise Refused("400 Bad Request", "A new session of protocol version 4 only")
        if len(self.sockets) >= self.most_connections:
            raise Refused("503 Service Unavailable", "Too many connections", ("Retry-After", "10"))
        if self._addresses[environ.get("REMOTE_ADDR", "")] >= self.most_per_address:
            raise Refused("429 Too Many Requests", "Too many connections", ("Retry-After", "10"))

    def _open(self, sid: str, environ: dict[str, Any], answer: bytes) -> None:
        try:
            taken = take_socket(environ)
        except Refused:
            self._trigger_event("disconnect", sid, self.reason.TRANSPORT_ERROR, run_async=False)
            raise
        connection = Connection(self, sid, taken, environ.get("REMOTE_ADDR", ""))
        self.sockets[sid] = connection
        self._addresses[connection.address] += 1
        self._opened += 1
        if self._timer is None:
            self._start_timer()
        hello = Packet(OPEN, {
            "sid": sid,
            "upgrades": [],
            "pingTimeout": int(self.ping_timeout * 1000),
            "pingInterval": int(self.ping_interval * 1000),
            "maxPayload": self.max_http_buffer_size,
        })  # fmt: skip
        # Said when the WSGI server has let go: until then it would read, and lose, what the client answers.
        get_hub().loop.run_callback(connection.open, answer + framed(hello.encode()))

    def handle(self, connection: Connection, message: str | bytes) -> None:
        """Hand a message, or the end, to the application; a broken message ends the connection."""
        event = "disconnect" if isinstance(message, Gone) else "message"
        with self._at_work:
            self._hand_over(event, connection, message)

    def take_now(self, connection: Connection, message: str | bytes) -> bool:
        """Deal with a message where it is read, if that cannot wait for anything; say whether it is done."""
        is_quick = self.is_quick(connection.sid, message)
        if is_quick:
            self._hand_over("message", connection, message)
        return is_quick

    def _hand_over(self, event: str, connection: Connection, message: str | bytes) -> None:
        handler = self.handlers.get(event)
        if handler is None:
            return
        try:
            handler(connection.sid, message)
        except Violation as violation:
            connection.refuse(violation)
        except Exception:
            self.logger.exception("%s handler error", event)

    def _start_timer(self) -> None:
        self._looked_at = self.now()
        every = min(LOOK_EVERY_SECONDS, self.ping_interval / 4, self.ping_timeout / 4)
        self._timer = get_hub().loop.timer(until_next(every), every, ref=False)
        self._timer.start(self._look, every)

    def _look(self, every: float) -> None:
        now = self.now()
        late, self._looked_at = now - self._looked_at > every + 1, now
        if late:
            # The loop stood still: answers that came meanwhile are read before anybody is judged.
            return
        for connection in [*self.sockets.values(), *self._parting]:
            if connection.due <= now:
                connection.look(now)

    def ended(self, connection: Connection, reason: str) -> None:
        """Note that a client left, or was made to."""
        self.sockets.pop(connection.sid, None)
        self._parting.add(connection)
        self._closed[reason] += 1
        self._addresses[connection.address] -= 1
        if not self._addresses[connection.address]:
            del self._addresses[connection.address]

    def named(self, sid: str) -> None:
        """Note that a namespace let a client in: its time to say who it is no longer runs."""
        connection = self.sockets.get(sid)
        if connection is not None:
            connection.named()

    def freed(self, connection: Connection) -> None:
        """Note that nothing is left of a connection."""
        self._parting.discard(connection)
        self._waiting.discard(connection)

    def waits(self, connection: Connection) -> None:
        """Note that something waits before a socket: nothing may be written past it."""
        self._waiting.add(connection)

    def caught_up(self, connection: Connection) -> None:
        """Note that nothing waits before a socket any more."""
        self._waiting.discard(connection)

    @property
    def is_anybody_aside(self) -> bool:
        """Say whether there is a socket that cannot be written to straight away: it waits, or parts."""
        return bool(self._waiting or self._parting)

    def figures(self) -> Figures:
        """Count what is open, what waits and what has been."""
        everyone = [*self.sockets.values(), *self._parting]
        waiting = sum(connection.queued for connection in everyone)
        return Figures(len(self.sockets), len(self._parting), waiting, self._opened, dict(self._closed))
