"""The sockets of this process: whose they are, which streams they read, and the way to reach them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from triangle.core.transport.server import SocketIO
from triangle.identity.models import Standing

MOST_SOCKETS_A_PERSON = 50
MOST_STREAMS_A_SOCKET = 200


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose socket it is, and the browser session that it came with."""

    person_id: int
    session_id: int


class Audience:
    """Who is connected here and reads what; asks for no rights, and speaks to sockets for everybody else."""

    def __init__(self, io: SocketIO) -> None:
        self._io = io
        self.readers: dict[str, Reader] = {}
        self.streams: dict[str, set[str]] = {}
        self._streams_of: dict[str, set[str]] = defaultdict(set)
        self._sockets_of: dict[int, set[str]] = defaultdict(set)
        # How often somebody came, began to read a stream, or was told how far it is.
        self.comings = 0
        # Called with (socket, stream) when a socket reads a stream no longer, for whatever reason.
        self.on_leave: list[Callable[[str, str], None]] = []
        # Called with a socket that is gone.
        self.on_gone: list[Callable[[str], None]] = []

    def is_full_for(self, person_id: int) -> bool:
        """Say whether a person has as many sockets here as anybody needs."""
        return len(self._sockets_of.get(person_id, ())) >= MOST_SOCKETS_A_PERSON

    def enter(self, sid: str, standing: Standing, session_id: int) -> None:
        """Take a socket in."""
        self.comings += 1
        self.readers[sid] = Reader(standing.person_id, session_id)
        self._sockets_of[standing.person_id].add(sid)
        self._io.server.enter_room(sid, person_room(standing.person_id))

    def sockets_of(self, person_id: int) -> list[str]:
        """Return the sockets of a person."""
        return list(self._sockets_of.get(person_id, ()))

    def people(self) -> set[int]:
        """Return the ids of everybody who is connected."""
        return set(self._sockets_of)

    def streams_of(self, sid: str) -> set[str]:
        """Return the streams that a socket reads."""
        return self._streams_of.get(sid, set())

    def reads(self, sid: str, stream: str) -> bool:
        """Say whether a socket reads a stream."""
        return sid in self.streams.get(stream, ())

    def join(self, sid: str, stream: str) -> None:
        """Let a socket read a stream."""
        self.comings += 1
        self._io.server.enter_room(sid, stream)
        self.streams.setdefault(stream, set()).add(sid)
        self._streams_of[sid].add(stream)

    def leave(self, sid: str, stream: str) -> None:
        """Take a socket out of a stream."""
        if not self.reads(sid, stream):
            return
        self._io.server.leave_room(sid, stream)
        self._streams_of[sid].discard(stream)
        self.streams[stream].discard(sid)
        if not self.streams[stream]:
            del self.streams[stream]
        for hear in self.on_leave:
            hear(sid, stream)

    def forget(self, sid: str) -> None:
        """Take a socket out of everything: it is gone, or about to be."""
        for gone in self.on_gone:
            gone(sid)
        for stream in list(self.streams_of(sid)):
            self.leave(sid, stream)
        self._streams_of.pop(sid, None)
        reader = self.readers.pop(sid, None)
        if reader is not None:
            theirs = self._sockets_of[reader.person_id]
            theirs.discard(sid)
            if not theirs:
                del self._sockets_of[reader.person_id]

    def drop(self, sid: str) -> None:
        """Close a socket for good; from this moment on nothing more is sent to it."""
        self.forget(sid)
        self._io.drop(sid)

    def tell(self, event: str, said: Any, to: str) -> None:
        """Send an event to a socket or to everybody in a room."""
        self._io.emit(event, said, to=to)

    def whisper(self, event: str, said: Any, to: str) -> None:
        """Send what may be lost: a socket that has not taken earlier events is left out."""
        self._io.whisper(event, said, to=to)


def person_room(person_id: int) -> str:
    """Return the room of all sockets of one person."""
    return f"person:{person_id}"


def addressees_first(messages: list[Any]) -> list[Any]:
    """Order what was committed so that people who are addressed by it hear before the room does.

    Their screen rings; the sender's asks for more the moment it hears, and would take their turn. Streams
    keep an order within themselves and none between them; beside a change of rights everything stays where
    it was said.
    """
    if not all(isinstance(message, dict) for message in messages):
        return messages
    return sorted(messages, key=lambda entry: not _is_personal(entry["stream"], entry["actor"]))


def _is_personal(stream: str, actor: int | None) -> bool:
    return stream.startswith("user:") and stream != f"user:{actor}"
