"""How often something may be asked for: so many times in a window, for each key, in bounded memory."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

from triangle.core.errors import TooMany

MOST_KEYS = 10_000


class Rates:
    """Counts what each key did within the last `window` in this process."""

    def __init__(self, window: timedelta, most: int) -> None:
        self._window, self._most = window, most
        self._seen: OrderedDict[str, deque[datetime]] = OrderedDict()

    def check(self, key: str, at: datetime) -> None:
        """Refuse while a key has used up its window."""
        seen = self._recent(key, at)
        if len(seen) >= self._most:
            wait = int((seen[0] + self._window - at).total_seconds()) + 1
            raise TooMany("too_many_requests", "too many requests; wait a little", retry_after=wait)

    def count(self, key: str, at: datetime) -> None:
        """Count one more of a key; the key that was quiet the longest is forgotten first."""
        self._recent(key, at).append(at)
        while len(self._seen) > MOST_KEYS:
            self._seen.popitem(last=False)

    def _recent(self, key: str, at: datetime) -> deque[datetime]:
        seen = self._seen.setdefault(key, deque())
        self._seen.move_to_end(key)
        while seen and seen[0] <= at - self._window:
            seen.popleft()
        return seen
