"""How each peer is spoken to: opening a note, typing in it, and what of that a receiver has heard."""

from base64 import b64encode
from dataclasses import dataclass, field
from typing import Protocol

import orjson

from bench.live.wire import CONNECT, Caller, caller, said, said_bytes
from triangle.identity.queries import csrf_token
from triangle.notes.crdt import write_number

_FIRST_STEP = b"\x00\x00\x01\x00"


class Tongue(Protocol):
    """What one peer's clients say and understand."""

    def caller(self, note: int, seat: int) -> Caller:
        """Return who opens a note, which is named by its place among the notes."""
        ...

    def typed(self, note: int, n: int, update: bytes) -> bytes:
        """Return the frames that say a writer's `n`-th update."""
        ...

    def heard(self, place: tuple[int, int], message: bytes) -> bytes | None:
        """Return the updates in a message to a seat at a note, each behind its length; none in others."""
        ...

    def alive(self, note: int) -> bytes:
        """Return the frames by which somebody who only listens shows that they are there; often none."""
        ...


def _text(name: str) -> bytes:
    return write_number(len(name)) + name.encode()


@dataclass(frozen=True, slots=True)
class Hocuspocus:
    """Hocuspocus: every message begins with the note's name."""

    port: int
    names: list[str]

    def caller(self, note: int, seat: int) -> Caller:
        """Return who signs in, compares and is in with the answer."""
        name = _text(self.names[note])
        talk = [(name + b"\x02\x02", said_bytes(name + _FIRST_STEP)), (name + b"\x00\x01", b"")]
        made = caller(self.port, talk, path="/")
        # The client speaks first, in the same packet as its request.
        return Caller(self.port, made.request + said_bytes(name + b"\x02\x00" + _text("token")), talk)

    def typed(self, note: int, n: int, update: bytes) -> bytes:
        """Return an update as y-protocols says it, behind the name."""
        return said_bytes(_text(self.names[note]) + b"\x00\x02" + write_number(len(update)) + update)

    def heard(self, place: tuple[int, int], message: bytes) -> bytes | None:
        """Return the update, into which the server may have merged several; acknowledgements are none."""
        begin = _text(self.names[place[0]]) + b"\x00\x02"
        return message[len(begin) :] if message.startswith(begin) else None

    def alive(self, note: int) -> bytes:
        """Return the question for carets: whoever it has not heard for a minute is cut off."""
        return said_bytes(_text(self.names[note]) + b"\x03")


@dataclass(frozen=True, slots=True)
class YWebsocket:
    """@y/websocket-server: a connection a note, and bare y-protocols in it."""

    port: int
    names: list[str]

    def caller(self, note: int, seat: int) -> Caller:
        """Return who answers the server's first step with its own."""
        talk = [(b"\x00\x00", said_bytes(_FIRST_STEP)), (b"\x00\x01", b"")]
        return caller(self.port, talk, path=f"/{self.names[note]}")

    def typed(self, note: int, n: int, update: bytes) -> bytes:
        """Return an update as y-protocols says it."""
        return said_bytes(b"\x00\x02" + write_number(len(update)) + update)

    def heard(self, place: tuple[int, int], message: bytes) -> bytes | None:
        """Return the update; one's own come back too."""
        return message[2:] if message.startswith(b"\x00\x02") else None

    def alive(self, note: int) -> bytes:
        """Return nothing: the WebSocket's own pings are enough."""
        return b""


@dataclass(frozen=True, slots=True)
class Ours:
    """Triangle: Socket.IO events with attachments."""

    port: int
    notes: list[int]
    tokens: list[str]
    epoch: str
    # Whose next message is the attachment of the last one.
    _attached: set[tuple[int, int]] = field(default_factory=set)

    def caller(self, note: int, seat: int) -> Caller:
        """Return who signs in and opens a note with an empty document."""
        # Nobody may have a socket for each of hundreds of notes.
        token = self.tokens[(note + seat) % len(self.tokens)]
        (opened, _), (joined, _) = CONNECT
        login = said(b"40" + orjson.dumps({"csrf": csrf_token(token), "protocol": 1}))
        wish = {"note": self.notes[note], "client": seat + 1, "schema": 1, "epoch": None}
        frames = said(b'451-0["note.open",%b]' % _with_bytes(wish, "vector")) + said_bytes(b"\x00")
        talk = [(opened, login), (joined, frames), (b'463-0[{"status":"ok"', b"")]
        return caller(self.port, talk, f"triangle_session={token}")

    def typed(self, note: int, n: int, update: bytes) -> bytes:
        """Return an update as browsers say what is no longer than a keystroke."""
        wish = {"note": self.notes[note], "epoch": self.epoch, "n": n, "update": b64encode(update).decode()}
        return said(b'42["note.update",%b]' % orjson.dumps(wish))

    def heard(self, place: tuple[int, int], message: bytes) -> bytes | None:
        """Return the attachment of an event that has updates."""
        if place in self._attached:
            self._attached.remove(place)
            return message
        if message.startswith(b'451-["note.update"'):
            self._attached.add(place)
        return None

    def alive(self, note: int) -> bytes:
        """Return nothing: pings are answered."""
        return b""


def _with_bytes(wish: dict[str, object], name: str) -> bytes:
    return orjson.dumps(wish | {name: {"_placeholder": True, "num": 0}})
