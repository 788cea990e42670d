"""One note while it is written in: who typed what when, and when the last of the others has it."""

from bisect import bisect_right
from functools import lru_cache

from bench.notes.ends import ends
from bench.notes.keystrokes import Script
from triangle.notes.crdt import read_number


class Desk:
    """Keystrokes on their way: a receiver has one when an update reaches as far as its change."""

    def __init__(self, scripts: list[Script], seats: int) -> None:
        self._scripts, self._seats = scripts, seats
        self._has = [[0] * len(scripts) for _ in range(seats)]
        self._begun: list[list[int]] = [[] for _ in scripts]
        self._missing: list[list[int]] = [[] for _ in scripts]
        self.on_the_way = self.delivered = 0
        self.waits: list[float] = []

    def next_of(self, writer: int) -> tuple[int, bytes]:
        """Return the number of a writer's next update, from one, and its bytes."""
        place = len(self._begun[writer])
        return place + 1, self._scripts[writer].updates[place]

    def typed(self, writer: int, now: int) -> None:
        """Note that a writer sent their next update."""
        self._begun[writer].append(now)
        self._missing[writer].append(self._seats - 1)
        self.on_the_way += self._seats - 1

    def hear(self, seat: int, updates: bytes, now: int) -> None:
        """Take what a seat has heard: updates, each behind its length."""
        has = self._has[seat]
        for writer, end in _reached(updates):
            if writer == seat:
                continue
            reached = bisect_right(self._scripts[writer].ends, end)
            for place in range(has[writer], reached):
                self._arrived(writer, place, now)
            has[writer] = max(has[writer], reached)

    def _arrived(self, writer: int, place: int, now: int) -> None:
        self.delivered += 1
        self.on_the_way -= 1
        missing = self._missing[writer]
        missing[place] -= 1
        if missing[place] == 0:
            self.waits.append((now - self._begun[writer][place]) / 1e9)

    def forget_figures(self) -> None:
        """Begin to count anew."""
        self.waits, self.delivered = [], 0


# All receivers hear the same bytes, one after the other: read once.
@lru_cache(maxsize=256)
def _reached(updates: bytes) -> list[tuple[int, int]]:
    """Return which writers some updates are of, by place, and how far each of them reaches."""
    found, place = [], 0
    while place < len(updates):
        length, place = read_number(updates, place)
        found += [(client - 1, end) for client, end in ends(updates[place : place + length])]
        place += length
    return found
