"""People who write in one note or in many: what a delivered update costs, and when the last one has it."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from time import monotonic_ns

from bench.cores import cpu_seconds
from bench.live.crowd import Crowd
from bench.notes.desk import Desk
from bench.notes.keystrokes import keystrokes, moments
from bench.notes.lines import Line
from bench.notes.rivals import Rival, Standing

PATIENCE_SECONDS = 20.0
# Long enough for a compiler that compiles what runs often, and within the rate that our server allows.
WARM_UP_SECONDS, WARM_UP_PER_SECOND = 5.0, 40.0
# What a server tidies up after its last message belongs to its work.
AFTERWARDS_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Work:
    """So many notes, in each of them so many who write and so many who only read."""

    name: str
    notes: int
    writers: int
    readers: int
    per_second: float
    seconds: float

    @property
    def seats(self) -> int:
        """How many sockets one note has."""
        return self.writers + self.readers


@dataclass(slots=True)
class Figures:
    """What all rounds of one rival add up to."""

    cpu: float = 0.0
    seconds: float = 0.0
    delivered: int = 0
    typed: int = 0
    waits: list[float] = field(default_factory=list)


class Writers:
    """The sockets of one rival: `writers` of each note type, all of its seats hear."""

    def __init__(self, standing: Standing, work: Work, total: int) -> None:
        self._server, self._work, self._crowd = standing.server, work, Crowd()
        self._tongue = tongue = standing.tongue(work.notes)
        places = [(note, seat) for note in range(work.notes) for seat in range(work.seats)]
        failed = self._crowd.open([tongue.caller(*place) for place in places]).failed
        if failed:
            raise SystemExit(f"not everybody came in: {dict(failed)}")
        scripts = [keystrokes(1 + writer, total) for writer in range(work.writers)]
        self._desks = [Desk(scripts, work.seats) for _ in range(work.notes)]
        self._seeds = count()
        self.figures = Figures()

    def run(self, seconds: float, per_second: float, *, counted: bool) -> None:
        """Let everybody type for some seconds, and wait until everybody has everything."""
        plan = moments(self._work.notes * self._work.writers, per_second, seconds, next(self._seeds))
        for desk in self._desks:
            desk.forget_figures()
        begun, cpu_before = monotonic_ns(), cpu_seconds(self._server.pid)
        for due, writer in plan:
            while (left := begun / 1e9 + due - monotonic_ns() / 1e9) > 0:
                self._hear(left)
            self._type(*divmod(writer, self._work.writers))
        taken = self._drain(begun)
        self._hear(AFTERWARDS_SECONDS)
        if counted:
            self._count(cpu_seconds(self._server.pid) - cpu_before, taken, len(plan))

    def answer(self) -> None:
        """Answer the pings that came while others took their turns: whoever is silent for long is cut off."""
        for number in range(self._work.notes * self._work.seats):
            alive = self._tongue.alive(number // self._work.seats)
            if alive:
                self._crowd.tell(number, alive)
        self._crowd.rest(AFTERWARDS_SECONDS)

    def _type(self, note: int, writer: int) -> None:
        desk = self._desks[note]
        frames = self._tongue.typed(note, *desk.next_of(writer))
        desk.typed(writer, monotonic_ns())
        self._crowd.tell(note * self._work.seats + writer, frames)

    def _hear(self, seconds: float) -> None:
        for number, messages in self._crowd.listen(seconds):
            now, place = monotonic_ns(), divmod(number, self._work.seats)
            for message in messages:
                updates = self._tongue.heard(place, message)
                if updates is not None:
                    self._desks[place[0]].hear(place[1], updates, now)

    def _drain(self, begun: int) -> float:
        deadline = monotonic_ns() + PATIENCE_SECONDS * 1e9
        while left := sum(desk.on_the_way for desk in self._desks):
            if monotonic_ns() > deadline:
                raise SystemExit(f"{left} updates never came")
            self._hear(0.05)
        return (monotonic_ns() - begun) / 1e9

    def _count(self, cpu: float, seconds: float, typed: int) -> None:
        sums = self.figures
        sums.cpu += cpu
        sums.seconds += seconds
        sums.typed += typed
        sums.delivered += sum(desk.delivered for desk in self._desks)
        sums.waits += [wait for desk in self._desks for wait in desk.waits]

    def leave(self) -> None:
        """Go."""
        self._crowd.leave()


def written(rivals: Sequence[Rival], work: Work, rounds: int) -> list[Line]:
    """Measure all rivals in rounds that take turns, so that whatever the machine does hits them alike."""
    total = int(WARM_UP_PER_SECOND * WARM_UP_SECONDS + rounds * work.per_second * work.seconds) + 2
    with ExitStack() as stack:
        all_of_them: list[Writers] = []
        for rival in rivals:
            _answer(all_of_them)
            all_of_them.append(Writers(stack.enter_context(rival.serve()), work, total))
        for each in all_of_them:
            _answer(all_of_them)
            each.run(WARM_UP_SECONDS, WARM_UP_PER_SECOND / work.writers, counted=False)
        for _ in range(rounds):
            for each in all_of_them:
                _answer(all_of_them)
                each.run(work.seconds, work.per_second, counted=True)
        for each in all_of_them:
            each.leave()
    return [
        Line(
            work.name,
            rival.name,
            cpu_us=1e6 * each.figures.cpu / each.figures.delivered,
            waits=each.figures.waits,
            per_second=each.figures.typed / each.figures.seconds,
        )
        for rival, each in zip(rivals, all_of_them, strict=True)
    ]


def _answer(everybody: Sequence[Writers]) -> None:
    for each in everybody:
        each.answer()
