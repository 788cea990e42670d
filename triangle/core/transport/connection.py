"""One WebSocket connection: watched by the event loop, written to directly, without a greenlet of its own."""

import socket
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from gevent import get_hub

from triangle.core.transport.allowance import Allowance
from triangle.core.transport.frames import (
    CLOSE,
    NORMAL,
    PING,
    POLICY,
    PONG,
    PROTOCOL_ERROR,
    TEXT,
    FrameReader,
    Violation,
    close_frame,
    frame,
    framed,
)
from triangle.core.transport.inbox import Gone, Inbox
from triangle.core.transport.outbox import Outbox

if TYPE_CHECKING:
    from triangle.core.transport.engine import Engine

CHUNK, NAMELESS_BYTES = 65536, 8 * 1024
FAREWELL_SECONDS, MOST_REFUSALS = 2, 3
NEVER = float("inf")
LOST = -1
Send = Callable[[bytes], int]
_PING_FRAME, _CLOSE_PACKET = frame(TEXT, b"2"), frame(TEXT, b"1")


class Connection:
    """One client, as Engine.IO knows it by its `sid`.

    Nothing here blocks or yields: whatever cannot be sent now is queued, whole frames only, and a client that
    does not take it in time or lets too much wait is dropped at once with everything that belongs to it.
    """

    # Thousands of these stand idle: slots, and boxes that exist only while something is in them.
    __slots__ = (
        "_allowance", "_closes_at", "_engine", "_inbox", "_named_by", "_outbox", "_pinged_at", "_pong_by",
        "_reader", "_reads", "_refusals", "_socket", "_watcher", "address", "closed", "due", "send_now",
        "session", "sid",
    )  # fmt: skip
    connected = upgraded = True

    def __init__(self, engine: "Engine", sid: str, taken: socket.socket, address: str) -> None:
        self._engine, self.sid, self._socket, self.address = engine, sid, taken, address
        # Straight to the socket, for crowds; after the end it takes everything and sends nothing.
        self.send_now: Send = taken.send
        self.closed = self._reads = False
        self._refusals = 0
        # What an application keeps with this client.
        self.session: dict[str, Any] = {}
        # A stranger has little to say: who it is.
        self._reader: FrameReader | None = FrameReader(min(NAMELESS_BYTES, engine.max_http_buffer_size))
        self._outbox: Outbox | None = None
        self._inbox: Inbox | None = None
        now = engine.now()
        self._allowance = Allowance(engine.rate, engine.burst, now)
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
    def queued(self) -> int:
        """Bytes that the client has not taken yet."""
        return self._outbox.size if self._outbox else 0

    def send(self, packet: Any) -> None:
        """Send an Engine.IO packet."""
        self.write(framed(packet.encode()))

    def write(self, frames: bytes) -> None:
        """Send whole frames now, or as soon as the client takes them, in order; never part of one."""
        if self._outbox is not None:
            self._hold(frames)
            return
        try:
            sent = self.send_now(frames)
        except BlockingIOError:
            sent = 0
        except OSError:
            sent = LOST
        self.took(frames, sent)

    def took(self, frames: bytes, sent: int) -> None:
        """Note how many bytes of frames the socket took; what is left waits. `LOST`: the client is gone."""
        if sent == LOST and not self.closed:
            self._fail()
        elif sent != len(frames):
            self._hold(memoryview(frames)[sent:])

    def _hold(self, frames: bytes | memoryview) -> None:
        if self.closed:
            return
        if self._outbox is None:
            self._outbox = Outbox(self._socket, self._engine.now, self._drained, self._fail)
            self._engine.waits(self)
            self._look_by(self._stalls_at())
        if not self._outbox.add(frames):
            self.abort("slow")

    def _drained(self) -> None:
        self._outbox = None
        self._engine.caught_up(self)

    def _fail(self) -> None:
        self.abort(self._engine.reason.TRANSPORT_ERROR)

    def _listen(self) -> None:
        if not self._reads and self._socket.fileno() >= 0:
            self._reads = True
            if self._pong_by != NEVER:
                # While it was not heard, it could not answer.
                self._pong_by = self._engine.now() + self._engine.ping_timeout
                self._look_by(self._pong_by)
            self._watcher.start(self._readable)
            self._read()

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
            self._reader.add(data)
            self._read()

    def _read(self) -> None:
        """Take the frames that are whole, until the client has said too much for now."""
        try:
            while self._reads and self._reader is not None and (said := self._reader.next()) is not None:
                self._take(*said)
                self._allowance.spend()
                if self._allowance.is_used_up or (self._inbox is not None and self._inbox.is_full):
                    self._pause()
        except Violation as violation:
            self.refuse(violation)

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
        if self._inbox is not None:
            self._inbox.add(message)
        elif not self._engine.take_now(self, message):
            self._inbox = Inbox(message, partial(self._engine.handle, self), self._emptied)

    def _emptied(self) -> None:
        self._inbox = None
        if not self._allowance.is_used_up:
            self._listen()

    def _look_by(self, moment: float) -> None:
        self.due = min(self.due, moment)

    def named(self) -> None:
        """Note that a namespace let this client in; until then its time and its messages are short."""
        self._named_by = NEVER
        if self._reader is not None:
            self._reader.most = self._engine.max_http_buffer_size

    def turned_away(self) -> None:
        """Note that a namespace did not let this client in; after a few times it has to connect anew."""
        self._refusals += 1
        if self._refusals > MOST_REFUSALS:
            raise Violation(POLICY, "refused too often")

    def look(self, now: float) -> None:
        """Do what is due: ping, or give up on a client that does not answer, read or say who it is."""
        if now >= self._closes_at:
            self._free()
        elif now >= self._stalls_at():
            self.abort("slow")
        elif now >= self._pong_by and self._reads:
            self.abort(self._engine.reason.PING_TIMEOUT)
        elif now >= self._named_by and self._inbox is None:
            # Whoever has spoken and waits for us, in a crowd, is not the one who is late.
            self.close(reason="no namespace")
        elif now >= self._pinged_at:
            self._pinged_at = now + self._engine.ping_interval
            self._pong_by = min(self._pong_by, now + self._engine.ping_timeout)
            self.write(_PING_FRAME)
        self._allowance.refill(now)
        if not self._allowance.is_used_up and self._inbox is None:
            self._listen()
        again = NEVER if self._reads else now
        due = (self._closes_at, self._stalls_at(), self._pong_by, self._named_by, self._pinged_at, again)
        self.due = min(due)

    def _stalls_at(self) -> float:
        return self._outbox.stalls_at if self._outbox else NEVER

    def refuse(self, violation: Violation) -> None:
        """End the connection because the client broke a rule; it is told which."""
        # Nothing that follows can be understood, and nothing that waits is done.
        self._reader = None
        if self._inbox:
            self._inbox.clear()
        self._part(close_frame(violation.code, violation.reason), "protocol error")

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        """End the connection after what is queued, or at once with `abort` (Engine.IO's own signature)."""
        if abort:
            self.abort(reason or self._engine.reason.SERVER_DISCONNECT)
        else:
            goodbye = _CLOSE_PACKET + close_frame(NORMAL)
            self._part(goodbye, reason or self._engine.reason.SERVER_DISCONNECT)

    def _part(self, goodbye: bytes, reason: str) -> None:
        if self.closed:
            return
        self.write(goodbye)
        if self._socket.fileno() < 0:
            return
        self._end(reason)
        self._pong_by = self._named_by = self._pinged_at = NEVER
        self._closes_at = self._engine.now() + FAREWELL_SECONDS
        self._look_by(self._closes_at)
        # The client may still talk; read and thrown away, or the goodbye would be lost in a reset.
        self._listen()

    def abort(self, reason: str) -> None:
        """End the connection now; nothing of it stays."""
        self._end(reason)
        self._free()

    def _end(self, reason: str) -> None:
        if not self.closed:
            self.closed, self.send_now = True, len
            self._engine.ended(self, reason)
            # A stranger who leaves has nothing that anybody waits for.
            if self._inbox is not None and self._named_by != NEVER:
                self._inbox.clear()
            self._deliver(Gone(reason))

    def _free(self) -> None:
        if self._socket.fileno() < 0:
            return
        self._reads, self._reader = False, None
        self._watcher.stop()
        self._watcher.close()
        if self._outbox is not None:
            self._outbox.close()
            self._outbox = None
        self._socket.close()
        self._engine.freed(self)
