"""The real product with many readers: from a deed to the last of them, what they missed, and all at once."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from time import monotonic_ns

import redis

from bench import servers
from bench.company import found, invite
from bench.cores import cpu_seconds
from bench.databases import Databases
from bench.http.entries import fill
from bench.live.connections import REUNION_SECONDS, opening_line
from bench.live.crowd import Crowd
from bench.live.lines import Line
from bench.live.room import Room
from bench.live.wire import Caller
from bench.report import tell
from bench.servers import Server
from triangle.core.db import Database

SUBSCRIBERS, MISSED, WARM_UP = 200, 100, 5
# A person has a few tabs and devices, not thousands.
SOCKETS_EACH = 10
LOCAL_REDIS = "redis://127.0.0.1:6379/0"


def redis_url() -> str | None:
    """Return the Redis to measure several processes with, when one answers."""
    url = os.environ.get("TRIANGLE_TEST_REDIS_URL", LOCAL_REDIS)
    try:
        redis.Redis.from_url(url, socket_timeout=2).ping()
    except redis.RedisError:
        return None
    return url


class Product:
    """A company on one kind of database, with the people who will read its first room."""

    def __init__(self, databases: Databases, deeds: int, reunion: int) -> None:
        self._databases, self._deeds, self._reunion = databases, deeds, reunion
        self._company = found(databases.original)
        people = max(SUBSCRIBERS, reunion) // SOCKETS_EACH
        self._readers = invite(databases.original, self._company, people)

    def of_one_process(self) -> Iterator[Line]:
        """Measure one `triangle serve`."""
        place = f"{self._databases.name}, one process"
        tell(f"{place}: hand-offs to {SUBSCRIBERS} readers")
        with servers.triangle(self._databases.copy("handed")) as server:
            yield self._handed_on([server], place)
        tell(f"{place}: {self._deeds} times {MISSED} missed entries")
        yield self._resumed(place)
        tell(f"{place}: {self._reunion:,} readers at once")
        with servers.triangle(self._databases.copy("reunion")) as server:
            yield self._reunited(server, place)

    def of_two_processes(self, redis_url: str) -> Iterator[Line]:
        """Measure two of them on one database, with half of the readers each."""
        place, url = f"{self._databases.name}, two processes", self._databases.copy("shared")
        tell(f"{place}: hand-offs to {SUBSCRIBERS} readers")
        with ExitStack() as stack:
            both = [stack.enter_context(servers.triangle(url, redis_url)) for _ in range(2)]
            yield self._handed_on(both, place)

    def _handed_on(self, several: Sequence[Server], place: str) -> Line:
        """Accept a hand-off over and over; each time wait until all readers have it, then offer again."""
        room, crowd, waits, cpu = self._room(several[0]), Crowd(), [], 0.0
        for server in several:
            _all_in(crowd, room.callers(server, SUBSCRIBERS // len(several)))
        for number in range(WARM_UP + self._deeds):
            cpu_before, begun = _cpu(several), monotonic_ns()
            room.send_accept()
            last = crowd.hear(SUBSCRIBERS, b'"type":"handoff.accepted"')
            if number >= WARM_UP:
                waits.append((last - begun) / 1e9)
                cpu += _cpu(several) - cpu_before
            room.send_offer()
            crowd.hear(SUBSCRIBERS, b'"type":"handoff.offered"')
            room.is_offered()
        crowd.leave()
        work = f"accept a hand-off, {SUBSCRIBERS} readers have it"
        return Line(work, place, cpu_us=1e6 * cpu / self._deeds, waits=waits)

    def _resumed(self, place: str) -> Line:
        """Let readers, each once, ask for what they missed, one after the other."""
        url, crowd, waits = self._databases.copy("resumed"), Crowd(), []
        database = Database(url)
        fill(database, self._company, 2 * MISSED)
        database.close()
        with servers.triangle(url) as server:
            room, counted = self._room(server), range(WARM_UP, WARM_UP + self._deeds)
            _all_in(crowd, room.callers(server, counted.stop, read_on=False))
            for who in range(counted.stop):
                if who == counted.start:
                    cpu_before = cpu_seconds(server.pid)
                begun = monotonic_ns()
                crowd.say(room.wish(MISSED), who)
                waits.append((crowd.hear(1, b'430[{"status":"ok"') - begun) / 1e9)
            cpu = cpu_seconds(server.pid) - cpu_before
            crowd.leave()
        work = f"catch up {MISSED} missed entries"
        return Line(work, place, cpu_us=1e6 * cpu / len(counted), waits=waits[counted.start :])

    def _reunited(self, server: Server, place: str) -> Line:
        """Lose all readers and let them come back at once; who is back has signed in and reads on."""
        crowd, callers = Crowd(), self._room(server).callers(server, self._reunion)
        _all_in(crowd, callers)
        crowd.leave()
        cpu_before = cpu_seconds(server.pid)
        opening = crowd.open(callers, at_once=len(callers), patience=REUNION_SECONDS)
        cpu = cpu_seconds(server.pid) - cpu_before
        crowd.leave()
        return opening_line(f"come back and read on, {len(callers):,} at once", place, opening, cpu)

    def _room(self, server: Server) -> Room:
        return Room(self._company, self._readers, server)


def _all_in(crowd: Crowd, callers: Sequence[Caller]) -> None:
    opening = crowd.open(callers, patience=REUNION_SECONDS)
    if opening.failed:
        raise SystemExit(f"not everybody came in: {dict(opening.failed)}")


def _cpu(several: Sequence[Server]) -> float:
    return sum(cpu_seconds(server.pid) for server in several)
