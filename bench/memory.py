"""How much memory a process holds."""

import re
from pathlib import Path

_RESIDENT = re.compile(r"^Rss: +(\d+) kB$", re.MULTILINE)


def resident_kib(pid: int) -> int:
    """Return the KiB of a process that are in memory; the kernel's socket buffers are not among them."""
    return int(_RESIDENT.search(Path(f"/proc/{pid}/smaps_rollup").read_text("ascii"))[1])
