"""One WebSocket connection: watched by the event loop, written to directly, without a greenlet of its own."""

import socket
from typing import TYPE_CHECKING, Any

from gevent import get_hub

from triangle.core.transport.frames import (
    CLOSE,
    GOING_AWAY,
    NORMAL,
    PING,
    PONG,
    PROTOCOL_ERROR,
    TEXT,
    FrameReader,
    Violation,
    close_frame,
    frame,
    framed,
)
from triangle.core.transport.inbox import Inbox
from triangle.core.transport.outbox import Outbox

if TYPE_CHECKING:
    from triangle.core.transport.engine import Engine

CHUNK = 65536
FAREWELL_SECONDS = 2
NEVER = float("inf")
_PING_FRAME, _CLOSE_PACKET = frame(TEXT, b"2"), frame(TEXT, b"1")


class Gone(str):
    """The last thing in a connection's inbox: why it ended."""

    __slots__ = ()


class Connection:
    """One client, as Engine.IO knows it by its `sid`.

    Nothing here blocks or yields: whatever cannot be sent now is queued, whole frames only, and a client that
    does not take it in time or lets too much wait is dropped at once with everything that belongs to it.
    """

    # Thousands of these stand idle: slots, and boxes that exist only while something is in them.
    __slots__ = (
        "_allowance", "_allowed_at", "_closes_at", "_engine", "_inbox", "_named_by", "_outbox", "_pinged_at",
        "_pong_by", "_reader", "_reads", "_session", "_socket", "_watcher", "address", "closed", "due", "sid",
    )  # fmt: skip
    connected = upgraded = True

    def __init__(self, engine: "Engine", sid: str, taken: socket.socket, address: str) -> None:
        self._engine, self.sid, self._socket, self.address = engine, sid, taken, address
        self.closed = self._reads = False
        self._session: dict[str, Any] | None = None
        self._reader: FrameReader | None = FrameReader(engine.max_http_buffer_size)
        self._outbox: Outbox | None = None
        self._inbox: Inbox | None = None
        now = engine.now()
        self._allowance, self._allowed_at = engine.burst, now
        self._watcher = get_hub().loop.io(taken.fileno(), 1)
        self._pong_by = self._closes_at = NEVER
        self._pinged_at = now + engine.ping_interval
        self._named_by = now + engine.connect_timeout
        self.due = min(self._pinged_at, self._named_by)

    def open(self, greeting: bytes) -> None:
        """Say the first bytes and begin to listen."""
        self.write(greeting)
        self._listen()

    @property
    def session(self) -> dict[str, Any]:
        """What an application keeps with this client; most keep nothing."""
        if self._session is None:
            self._session = {}
        return self._session

    @session.setter
    def session(self, value: dict[str, Any]) -> None:
        """Keep something else with this client."""
        self._session = value

    @property
    def queued(self) -> int:
        """Bytes that the client has not taken yet."""
        return 0 if self._outbox is None else self._outbox.size

    def send(self, packet: Any) -> None:
        """Send an Engine.IO packet."""
        self.write(framed(packet.encode()))

    def write(self, frames: bytes) -> None:
        """Send whole frames now, or as soon as the client takes them, in order; never part of one."""
        if self._outbox is not None:
            self._hold(frames)
            return
        try:
            sent = self._socket.send(frames)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._fail()
            return
        if sent != len(frames):
            self._hold(memoryview(frames)[sent:])

    def _hold(self, frames: bytes | memoryview) -> None:
        if self.closed:
            return
        if self._outbox is None:
            self._outbox = Outbox(self._socket, self._engine.now, self._drained, self._fail)
            self._look_by(self._outbox.stalls_at)
        if not self._outbox.add(frames):
            self.abort("slow")

    def _drained(self) -> None:
        self._outbox = None

    def _fail(self) -> None:
        self.abort(self._engine.reason.TRANSPORT_ERROR)

    def _listen(self) -> None:
        if not self._reads and self._socket.fileno() >= 0:
            self._reads = True
            self._watcher.start(self._readable)

    def _pause(self) -> None:
        """Stop reading for now; TCP holds the sender back."""
        if not self.closed:
            self._reads = False
            self._watcher.stop()
            self._look_by(self._engine.now())

    def _readable(self) -> None:
        try:
            data = self._socket.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            self._fail()
            return
        if not data:
            self.abort(self._engine.reason.TRANSPORT_CLOSE)
        elif self._reader is not None:
            self._read(data, self._reader)

    def _read(self, data: bytes, reader: FrameReader) -> None:
        try:
            messages = reader.feed(data)
            for opcode, payload in messages:
                self._take(opcode, payload)
        except Violation as violation:
            self.refuse(violation)
            return
        self._allowance -= len(messages)
        if self._allowance < 0 or (self._inbox is not None and self._inbox.is_full):
            self._pause()

    def _take(self, opcode: int, payload: str | bytes) -> None:
        if opcode == CLOSE:
            if not self.closed:
                self.write(close_frame(NORMAL))
            self.abort(self._engine.reason.TRANSPORT_CLOSE)
        elif self.closed or opcode == PONG:
            return
        elif opcode == PING and isinstance(payload, bytes):
            self.write(frame(PONG, payload))
        elif isinstance(payload, bytes):
            self._deliver(payload)
        else:
            self._take_packet(payload)

    def _take_packet(self, packet: str) -> None:
        match packet[:1]:
            case "4":
                self._deliver(packet[1:])
            case "3":
                self._pong_by = NEVER
            case "1":
                self.close(reason=self._engine.reason.CLIENT_DISCONNECT)
            case "2":
                self.write(framed("3" + packet[1:]))
            case _:
                raise Violation(PROTOCOL_ERROR, "unknown packet")

    def _deliver(self, message: str | bytes) -> None:
        if self._inbox is None:
            self._inbox = Inbox(message, self._deal, self._emptied)
        else:
            self._inbox.add(message)

    def _deal(self, message: str | bytes) -> None:
        self._engine.handle(self, message)

    def _emptied(self) -> None:
        self._inbox = None
        if self._allowance >= 0:
            self._listen()

    def _look_by(self, moment: float) -> None:
        self.due = min(self.due, moment)

    def named(self) -> None:
        """Note that a namespace let this client in; until then its time is short."""
        self._named_by = NEVER

    def look(self, now: float) -> None:
        """Do what is due: ping, or give up on a client that does not answer, read or say who it is."""
        stalls_at = NEVER if self._outbox is None else self._outbox.stalls_at
        if now >= self._closes_at:
            self._free()
        elif now >= stalls_at:
            self.abort("slow")
        elif now >= self._pong_by:
            self.abort(self._engine.reason.PING_TIMEOUT)
        elif now >= self._named_by and self._inbox is None:
            # Whoever has spoken and waits for us, in a crowd, is not the one who is late.
            self.close(reason="no namespace")
        elif now >= self._pinged_at:
            self._pinged_at = now + self._engine.ping_interval
            self._pong_by = min(self._pong_by, now + self._engine.ping_timeout)
            self.write(_PING_FRAME)
        self._refill(now)
        again = NEVER if self._reads else now
        self.due = min(self._closes_at, stalls_at, self._pong_by, self._named_by, self._pinged_at, again)

    def _refill(self, now: float) -> None:
        """Let a client that said too much be heard again: it was read more slowly, and lost nothing."""
        allowed = self._allowance + (now - self._allowed_at) * self._engine.rate
        self._allowance, self._allowed_at = min(self._engine.burst, allowed), now
        if self._allowance >= 0 and self._inbox is None:
            self._listen()

    def refuse(self, violation: Violation) -> None:
        """End the connection because the client broke a rule; it is told which."""
        # Nothing that follows can be understood: it is thrown away unread.
        self._reader = None
        self._part(close_frame(violation.code, violation.reason), "protocol error")

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        """End the connection after what is queued, or at once with `abort` (Engine.IO's own signature)."""
        if abort:
            self.abort(reason or self._engine.reason.SERVER_DISCONNECT)
        else:
            goodbye = _CLOSE_PACKET + close_frame(NORMAL if reason else GOING_AWAY)
            self._part(goodbye, reason or self._engine.reason.SERVER_DISCONNECT)

    def _part(self, goodbye: bytes, reason: str) -> None:
        if self.closed:
            return
        self.write(goodbye)
        if self._socket.fileno() < 0:
            return
        self._pong_by = self._named_by = self._pinged_at = NEVER
        self._closes_at = self._engine.now() + FAREWELL_SECONDS
        self._look_by(self._closes_at)
        # The client may still talk; read and thrown away, or the goodbye would be lost in a reset.
        self._listen()
        self._end(reason)

    def abort(self, reason: str) -> None:
        """End the connection now; nothing of it stays."""
        self._end(reason)
        self._free()

    def _end(self, reason: str) -> None:
        if not self.closed:
            self.closed = True
            self._engine.ended(self, reason)
            self._deliver(Gone(reason))

    def _free(self) -> None:
        if self._socket.fileno() < 0:
            return
        self._watcher.stop()
        self._watcher.close()
        if self._outbox is not None:
            self._outbox.close()
            self._outbox = None
        self._socket.close()
        self._engine.freed(self)
