"""Measures the event loop: a timer that notes how late it wakes."""

import time
from collections import deque
from collections.abc import Callable

from triangle.core.ticks import until_next

EVERY_SECONDS = 0.5
REMEMBERED = 120  # one minute


class Pulse:
    """Wakes twice a second; whatever holds the event loop shows as lateness."""

    def __init__(self, tell: Callable[[float], None]) -> None:
        self._tell = tell
        self._late: deque[float] = deque(maxlen=REMEMBERED)
        self._woke_at: float | None = None

    def beat_forever(self) -> None:
        """Wake again and again, and note how late it was."""
        while True:
            pause = until_next(EVERY_SECONDS)
            due = time.monotonic() + pause
            time.sleep(pause)
            self.woke(max(0.0, time.monotonic() - due))

    def woke(self, late: float) -> None:
        """Note that the timer woke `late` seconds late."""
        self._woke_at = time.monotonic()
        self._late.append(late)
        self._tell(late)

    @property
    def worst(self) -> float:
        """The longest lateness of the last minute, in seconds."""
        return max(self._late, default=0.0)

    @property
    def silent_for(self) -> float | None:
        """Seconds since the timer last woke; None when it never did."""
        return None if self._woke_at is None else time.monotonic() - self._woke_at
