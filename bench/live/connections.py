"""Connections: what it costs to let one in, what it holds while it is idle, and all of them at once."""

from collections.abc import Sequence

from bench.cores import cpu_seconds
from bench.live.crowd import Crowd, Opening
from bench.live.lines import Line
from bench.live.rivals import Rival
from bench.live.wire import caller
from bench.memory import resident_kib
from bench.servers import Server

WARM_UP = 5
REUNION_SECONDS = 180.0


def connections(rival: Rival, sizes: Sequence[int], settle: float) -> list[Line]:
    """Let a rival's crowd grow from size to size, stay a while at each, leave, and come back at once."""
    crowd, lines = Crowd(), []
    with rival.serve() as server:
        # What a server loads and sets up for its first clients is not theirs.
        crowd.open([caller(server.port)] * WARM_UP)
        crowd.leave()
        crowd.rest(1)
        empty = resident_kib(server.pid)
        for size in sizes:
            lines.append(_coming_in(rival.name, server, crowd, size - len(crowd)))
            lost = crowd.rest(settle)
            kib = (resident_kib(server.pid) - empty) / size
            lines.append(Line(f"idle connection, {size:,} of them", rival.name, "kib", kib=kib, failed=lost))
        crowd.leave()
        lines.append(_all_at_once(rival.name, server, crowd, sizes[-1]))
        crowd.leave()
    return lines


def _coming_in(peer: str, server: Server, crowd: Crowd, count: int) -> Line:
    cpu_before = cpu_seconds(server.pid)
    opening = crowd.open([caller(server.port)] * count)
    cpu = cpu_seconds(server.pid) - cpu_before
    return opening_line(f"connect, {count:,} in a row", peer, opening, cpu)


def _all_at_once(peer: str, server: Server, crowd: Crowd, count: int) -> Line:
    cpu_before = cpu_seconds(server.pid)
    opening = crowd.open([caller(server.port)] * count, at_once=count, patience=REUNION_SECONDS)
    cpu = cpu_seconds(server.pid) - cpu_before
    line = opening_line(f"reconnect, {count:,} at once", peer, opening, cpu)
    line.held = "all_s"
    return line


def opening_line(work: str, peer: str, opening: Opening, cpu: float) -> Line:
    """Return the line of clients who came in."""
    count = len(opening.waits)
    return Line(
        work,
        peer,
        cpu_us=1e6 * cpu / max(1, count),
        waits=opening.waits,
        per_second=count / opening.seconds,
        all_s=opening.seconds,
        failed=opening.failed,
    )
