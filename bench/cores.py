"""Which processor core runs whom, and how much of one a process has used."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from time import clock_gettime


@cache
def cores() -> tuple[int, int]:
    """Return the cores of the servers and of the clients; a machine with one core has them share it."""
    # Asked once, before anybody is pinned: afterwards the answer would be the pin.
    mine = sorted(os.sched_getaffinity(0))
    return mine[0], mine[-1]


def refuse_other_systems() -> None:
    """Stop with a sentence where processes cannot be pinned and their clocks not be read."""
    if sys.platform != "linux":
        raise SystemExit("make bench pins processes to cores and reads their CPU clocks: it needs Linux.")


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Stay on one core; processes and threads that are begun meanwhile stay there for good."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def cpu_seconds(pid: int) -> float:
    """Return the CPU time of all threads of a process, user and system, to the nanosecond."""
    # Linux makes the number of a process's CPU clock of its id; /proc/PID/stat counts in steps of 10 ms only.
    return clock_gettime(~pid << 3 | 2)
