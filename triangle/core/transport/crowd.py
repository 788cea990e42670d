"""Clients that hear the same: whole frames go straight to each socket, in the tightest loop of the house."""

from collections.abc import Iterator, Sequence
from operator import length_hint
from typing import TYPE_CHECKING

from triangle.core.transport.connection import LOST, Connection, Send

if TYPE_CHECKING:
    from triangle.core.transport.engine import Engine


class Crowd:
    """Connections that are written to together, and again when the same crowd is kept.

    A connection may end meanwhile: whatever is written to it then is lost, as it would be on the way.
    """

    __slots__ = ("_connections", "_engine", "_last_without", "_sends")

    def __init__(self, engine: "Engine", connections: Sequence[Connection]) -> None:
        self._engine, self._connections = engine, connections
        # A connection and what it refers to are some cache lines; a socket's own method is one.
        self._sends = [connection.send_now for connection in connections]

        self._last_without: tuple[set[str], Crowd] | None = None

    def without(self, spared: set[str]) -> "Crowd":
        """Return everybody but some, named by `sid`; whoever goes on speaking is spared again and again."""
        if self._last_without is None or self._last_without[0] != spared:
            kept = [connection for connection in self._connections if connection.sid not in spared]
            self._last_without = spared, Crowd(self._engine, kept)
        return self._last_without[1]

    def __len__(self) -> int:
        return len(self._connections)

    def write(self, frames: bytes) -> None:
        """Send whole frames to everybody now, or as soon as they take them."""
        if self._engine.is_anybody_aside:
            for connection in self._connections:
                connection.write(frames)
            return
        rest = iter(self._sends)
        while (sent := _until_refused(rest, frames)) is not None:
            self._connections[-length_hint(rest) - 1].took(frames, sent)


def _until_refused(rest: Iterator[Send], frames: bytes) -> int | None:
    """Write until a socket does not take it all: how many bytes it took, below zero when it is lost."""
    size = len(frames)
    try:
        for send in rest:
            sent = send(frames)
            if sent != size:
                return sent
    except BlockingIOError:
        return 0
    except OSError:
        return LOST
    return None
