"""How much memory a process holds."""

import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

_RESIDENT = re.compile(r"^Rss: +(\d+) kB$", re.MULTILINE)


def resident_kib(pid: int) -> int:
    """Return the KiB of a process that are in memory; the kernel's socket buffers are not among them."""
    return int(_RESIDENT.search(Path(f"/proc/{pid}/smaps_rollup").read_text("ascii"))[1])


def peak_kib(act: Callable[[], Any]) -> float:
    """Return how many KiB of Python's objects some work holds at its height, after it was done once."""
    act()
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1] / 1024
    finally:
        tracemalloc.stop()
