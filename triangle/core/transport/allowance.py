"""How much a client may say."""


class Allowance:
    """A bucket of frames: `burst` at once, and `rate` a second after that."""

    __slots__ = ("_at", "_burst", "_left", "_rate")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate, self._burst, self._left, self._at = rate, burst, burst, now

    def spend(self) -> None:
        """Count a frame."""
        self._left -= 1

    def refill(self, now: float) -> None:
        """Give back what time allows; `now` in seconds of the clock that made it."""
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now

    @property
    def is_used_up(self) -> bool:
        """Say whether the client should not be read for now."""
        return self._left < 0
