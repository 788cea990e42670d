"""Whose turn it is to write: on SQLite one at a time, on PostgreSQL everybody's."""

import threading
import time

from triangle.core.errors import Unavailable

# The turn and the file together: a browser gives up soon after, and must get its answer before.
WRITER_WAIT_SECONDS = 10
OTHERS_WAIT_SECONDS = 5


class Turn:
    """One writer at a time, waited for outside SQLite: its own busy wait would freeze the event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until: float | None = None

    def take(self) -> None:
        """Wait for the turn, but not for ever."""
        until = time.monotonic() + WRITER_WAIT_SECONDS
        if not self._lock.acquire(timeout=WRITER_WAIT_SECONDS):
            raise Unavailable("database_busy", "another write takes too long")
        self._until = until

    def give_back(self) -> None:
        """Let the next one write."""
        self._until = None
        self._lock.release()

    def patience(self) -> float:
        """Return until when the holder may wait for other processes, of the monotonic clock."""
        others = time.monotonic() + OTHERS_WAIT_SECONDS
        return others if self._until is None else min(others, self._until)


class NoTurn:
    """Everybody's turn at once: PostgreSQL lets writers run side by side."""

    def take(self) -> None:
        """Go on."""

    def give_back(self) -> None:
        """Go on."""
