"""The `notes` part: shared notes beside Hocuspocus and @y/websocket-server, which keep nothing on disk."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from bench import databases
from bench.live import allow_sockets
from bench.notes.house import House
from bench.notes.lines import HEAD, TEXTS, Line, row, rows
from bench.notes.opening import opened, weighed
from bench.notes.rivals import Rival, rivals
from bench.notes.writing import Work, written
from bench.report import Report, tell
from bench.table import Table

# A person types about five keystrokes a second; one who types alone is measured at the rate of a held key,
# because at five a second every server mostly waits.
EACH, ALONE = 5.0, 20.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured."""

    seconds: float
    rounds: int
    most_writers: int
    many: int
    edits: int
    open_notes: int


FULL = Sizes(seconds=6, rounds=3, most_writers=50, many=200, edits=250_000, open_notes=200)
QUICK = Sizes(seconds=2, rounds=1, most_writers=50, many=20, edits=2_000, open_notes=20)

MEANING = """\
CPU µs: what the server used for one delivered update, that is one keystroke at one of the others, all its
threads, user and system, ticks and compaction included. p50, p99: from a keystroke to the last of the others
who has it. per s: keystrokes that were typed a second. x Hocuspocus: the same row's CPU or
KiB against its. Of an opening, CPU µs is all that the server used for it, from the first packet on."""

LIMITS = """\
What these figures do not show. Hocuspocus and @y/websocket-server keep every note in memory and nothing on
disk, ours has committed each update before anybody sees it. All is on one machine, over loopback. One client
process plays all people; it reads of each message how far its updates reach, once for all who hear the same.
Writers append to paragraphs of their own, carets do not move, nobody is slow. One who writes alone types at
the rate of a held key (20 a second), of several each five times a second; nobody types like a clock.
@y/websocket-server runs on the Yjs of Hocuspocus (13.6), because its own, a pre-release, does not fit the
protocol package that is its dependency. PostgreSQL's own CPU is in the waiting times only, and it runs on
whichever core is free. A server that mostly waits finds its caches cold: at 20 keystrokes a second all of
them pay more for each than when the next one comes at once."""


def measure(*, quick: bool, only: str = "") -> Report:
    """Measure the rivals in turns, on SQLite and PostgreSQL where it is us; only work whose name has a word.

    Each line is told as soon as it is known: what is interrupted is not lost.
    """
    sizes = QUICK if quick else FULL
    allow_sockets(4 * 2 * sizes.many)
    with ExitStack() as stack:
        houses = {kind.name: House(kind) for kind in _kinds(stack)}
        compared, missing = rivals(houses)
        lines: list[Line] = []
        for name, work in _pieces(compared, sizes).items():
            if only in name:
                tell(name)
                for line in work():
                    lines.append(line)
                    tell(f"  {'  '.join(row(line, lines)[1:])}")
    return Report(MEANING, Table(HEAD, list(rows(lines)), TEXTS), "\n".join([LIMITS, "", *missing]))


def _kinds(stack: ExitStack) -> Iterator[databases.Databases]:
    yield stack.enter_context(databases.sqlite())
    address = databases.postgresql_address()
    if address is not None:
        yield stack.enter_context(databases.postgresql(address))


def _pieces(compared: list[Rival], sizes: Sizes) -> dict[str, Callable[[], Iterable[Line]]]:
    writing = {work.name: partial(written, compared, work, sizes.rounds) for work in _works(sizes)}
    opening = {
        f"opening after {edits:,} edits": partial(opened, compared, edits)
        for edits in (sizes.edits // 500, sizes.edits)
    }
    return writing | opening | {"memory of an open note": partial(weighed, compared, sizes.open_notes)}


def _works(sizes: Sizes) -> Iterator[Work]:
    for readers in (10, 50):
        yield Work(f"1 writer, {readers} peers", 1, 1, readers, ALONE, sizes.seconds)
    for writers in (2, 10, sizes.most_writers):
        yield Work(f"{writers} writers in one note", 1, writers, 0, EACH, sizes.seconds)
    yield Work(f"{sizes.many} notes, 2 writers each", sizes.many, 2, 0, EACH, sizes.seconds)
