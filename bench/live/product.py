"""The real product with many readers: from a deed to the last of them, what they missed, and all at once."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from time import monotonic_ns

import redis

from bench import servers
from bench.company import Company
from bench.cores import cpu_seconds
from bench.databases import Databases
from bench.http.entries import fill
from bench.live.connections import REUNION_SECONDS, opening_line
from bench.live.crowd import Crowd
from bench.live.lines import Line
from bench.live.room import Room
from bench.report import tell
from bench.servers import Server
from triangle.config import settings
from triangle.core.db import Database

SUBSCRIBERS, MISSED, WARM_UP = 200, 100, 5
LOCAL_REDIS = "redis://127.0.0.1:6379/0"


def redis_url() -> str | None:
    """Return the Redis to measure several processes with, when the product knows Redis and one answers."""
    if "TRIANGLE_REDIS_URL" not in {name for _, name, _ in settings()}:
        return None
    url = os.environ.get("TRIANGLE_TEST_REDIS_URL", LOCAL_REDIS)
    try:
        redis.Redis.from_url(url, socket_timeout=2).ping()
    except redis.RedisError:
        return None
    return url


def of_one_process(company: Company, databases: Databases, deeds: int, reunion: int) -> Iterator[Line]:
    """Measure one `triangle serve`."""
    place = f"{databases.name}, one process"
    tell(f"{place}: hand-offs to {SUBSCRIBERS} readers")
    with servers.triangle(databases.copy("handed")) as server:
        yield _handed_on([server], company, deeds, place)
    tell(f"{place}: {deeds} times {MISSED} missed entries")
    yield _resumed(company, databases, deeds, place)
    tell(f"{place}: {reunion:,} readers at once")
    with servers.triangle(databases.copy("reunion")) as server:
        yield _reunited(server, company, reunion, place)


def of_two_processes(company: Company, databases: Databases, deeds: int, redis_url: str) -> Iterator[Line]:
    """Measure two of them on one database, with half of the readers each."""
    place, url = f"{databases.name}, two processes", databases.copy("shared")
    tell(f"{place}: hand-offs to {SUBSCRIBERS} readers")
    with ExitStack() as stack:
        both = [stack.enter_context(servers.triangle(url, redis_url)) for _ in range(2)]
        yield _handed_on(both, company, deeds, place)


def _handed_on(several: Sequence[Server], company: Company, deeds: int, place: str) -> Line:
    """Accept a hand-off over and over; each time wait until all readers have it, then offer again."""
    room, crowd, waits, cpu = Room(company, several[0]), Crowd(), [], 0.0
    for server in several:
        _all_in(crowd, server, SUBSCRIBERS // len(several), room)
    for number in range(WARM_UP + deeds):
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
    return Line(work, place, cpu_us=1e6 * cpu / deeds, waits=waits)


def _resumed(company: Company, databases: Databases, times: int, place: str) -> Line:
    """Let readers, each once, ask for what they missed, one after the other."""
    url, crowd, waits = databases.copy("resumed"), Crowd(), []
    database = Database(url)
    fill(database, company, 2 * MISSED)
    database.close()
    with servers.triangle(url) as server:
        room = Room(company, server)
        crowd.open(server, WARM_UP + times, room.hello(), cookie=room.cookie)
        for who in range(WARM_UP + times):
            if who == WARM_UP:
                cpu_before = cpu_seconds(server.pid)
            begun = monotonic_ns()
            crowd.say(room.wish(MISSED), who)
            waits.append((crowd.hear(1, b'430[{"status":"ok"') - begun) / 1e9)
        cpu = cpu_seconds(server.pid) - cpu_before
        crowd.leave()
    return Line(f"catch up {MISSED} missed entries", place, cpu_us=1e6 * cpu / times, waits=waits[WARM_UP:])


def _reunited(server: Server, company: Company, count: int, place: str) -> Line:
    """Lose all readers and let them come back at once; who is back has signed in and reads on."""
    room, crowd = Room(company, server), Crowd()
    _all_in(crowd, server, count, room)
    crowd.leave()
    cpu_before = cpu_seconds(server.pid)
    opening = crowd.open(
        server, count, room.hello_and_wish(), cookie=room.cookie, at_once=count, patience=REUNION_SECONDS
    )
    cpu = cpu_seconds(server.pid) - cpu_before
    crowd.leave()
    return opening_line(f"come back and read on, {count:,} at once", place, opening, cpu)


def _all_in(crowd: Crowd, server: Server, count: int, room: Room) -> None:
    opening = crowd.open(server, count, room.hello_and_wish(), cookie=room.cookie, patience=REUNION_SECONDS)
    if opening.failed:
        raise SystemExit(f"not everybody came in: {dict(opening.failed)}")


def _cpu(several: Sequence[Server]) -> float:
    return sum(cpu_seconds(server.pid) for server in several)
