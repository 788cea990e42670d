"""One event to many sockets: what each message costs the server, and when the last of them has come."""

from collections.abc import Sequence
from contextlib import ExitStack
from time import monotonic_ns

from bench.cores import cpu_seconds
from bench.figures import Figures
from bench.live.crowd import Crowd
from bench.live.lines import Line
from bench.live.rivals import EVENT, MESSAGE, Rival
from bench.live.wire import caller
from bench.servers import Server

WARM_UP, ROUND = 10, 10
# What a server tidies up after its last message belongs to its work.
AFTERWARDS_SECONDS = 0.02


class Listeners:
    """The sockets of one rival, all waiting for the same event."""

    def __init__(self, server: Server, size: int) -> None:
        self.figures = Figures()
        self._server, self._size, self._crowd = server, size, Crowd()
        failed = self._crowd.open([caller(server.port)] * size).failed
        if failed:
            raise SystemExit(f"not everybody came in: {dict(failed)}")

    def run(self, shouts: int, *, counted: bool) -> None:
        """Let one of them shout, again as soon as all have heard it."""
        waits, cpu_before = [], cpu_seconds(self._server.pid)
        for _ in range(shouts):
            begun = monotonic_ns()
            self._crowd.say(b'42["shout"]')
            waits.append((self._crowd.hear(self._size, MESSAGE % EVENT) - begun) / 1e9)
        self._crowd.rest(AFTERWARDS_SECONDS)
        if counted:
            self.figures.add(cpu_seconds(self._server.pid) - cpu_before, waits, 0)

    def cpu_us(self) -> float:
        """Return the CPU microseconds of one message."""
        return 1000 * self.figures.cpu_ms / self._size

    def leave(self) -> None:
        """Go."""
        self._crowd.leave()


def broadcast(rivals: Sequence[Rival], size: int, shouts: int) -> list[Line]:
    """Measure all rivals in rounds that take turns, so that whatever the machine does hits them alike."""
    with ExitStack() as stack:
        listeners = [Listeners(stack.enter_context(rival.serve()), size) for rival in rivals]
        for each in listeners:
            each.run(WARM_UP, counted=False)
        for _ in range(shouts // ROUND):
            for each in listeners:
                each.run(ROUND, counted=True)
        for each in listeners:
            each.leave()
    work = f"one event to {size:,} sockets"
    return [
        Line(work, rival.name, cpu_us=each.cpu_us(), waits=each.figures.waits)
        for rival, each in zip(rivals, listeners, strict=True)
    ]
