"""The peers of an HTTP case: the service, the HTTP floor, and the same SQL through the bare driver."""

import os
from collections.abc import Callable, Sequence
from time import perf_counter

import orjson

from bench.cores import cpu_seconds
from bench.figures import Figures
from bench.http.recording import Transcript
from bench.http.replay import Bare
from bench.keep_alive import KeepAlive
from bench.servers import Server


class Peer:
    """Somebody who does a numbered piece of work, in a process whose CPU clock is read."""

    def __init__(self, pid: int, work: Callable[[int], int]) -> None:
        self.figures = Figures()
        self._pid, self._work = pid, work

    def run(self, numbers: range, *, counted: bool) -> None:
        """Do these pieces of work one after the other, and count them unless they only warm up."""
        waits, answer_bytes, cpu_before = [], 0, cpu_seconds(self._pid)
        for number in numbers:
            begun = perf_counter()
            answer_bytes += self._work(number)
            waits.append(perf_counter() - begun)
        if counted:
            self.figures.add(cpu_seconds(self._pid) - cpu_before, waits, answer_bytes)


def over_http(server: Server, requests: Sequence[bytes]) -> Peer:
    """Return the peer that sends each request to a server on one keep-alive connection."""
    connection = KeepAlive(server.port)
    return Peer(server.pid, lambda number: len(connection.ask(requests[number])))


def by_bare_driver(bare: Bare, transcripts: Sequence[Transcript], *, dumps: bool) -> Peer:
    """Return the peer that replays each transcript, and writes the rows as JSON where a reply would."""

    def work(number: int) -> int:
        rows = bare.say(transcripts[number], named=dumps)
        return len(orjson.dumps(rows, default=str)) if dumps else 0

    return Peer(os.getpid(), work)
