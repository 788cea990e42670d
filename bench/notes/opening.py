"""Opening a note that was edited a quarter of a million times, and what an open note weighs."""

import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from pycrdt import Doc
from sqlalchemy import func, insert, select, update

from bench.cores import cpu_seconds
from bench.live.crowd import Crowd
from bench.memory import resident_kib
from bench.notes.keystrokes import page, rewriting
from bench.notes.lines import Line
from bench.notes.rivals import OnDisk, Rival, Standing
from bench.notes.tongues import Tongue
from triangle.core.db import Database
from triangle.notes.models import Note, NoteUpdate

# Whoever edited before; nobody who opens writes under this id.
FORMER, KEPT_LETTERS, OPENINGS = 1000, 2000, 3
ROWS_AT_ONCE = 10_000
# Our server forgets a note that nobody has open when it tidies, every five seconds.
FORGOTTEN_SECONDS = 7.0
# A long log is read as a whole; on a busy machine that takes its time.
PATIENCE_SECONDS = 300.0
PARAGRAPHS, LETTERS = 20, 200


def opened(rivals: Sequence[Rival], edits: int) -> Iterator[Line]:
    """Yield what an opening takes: of peers from memory, of ours from its log and from its snapshot."""
    work = f"opening after {edits:,} edits"
    for rival in rivals:
        with rival.serve() as standing:
            tongue = standing.tongue(1)
            if isinstance(standing, OnDisk):
                _record(standing.url, edits)
                yield Line(work, f"{rival.name}, from the log", cpu_us=_open(standing, tongue, 1))
                _wait_for_compaction(standing.url)
            else:
                holder = _write(tongue, _state(edits))
            pause = FORGOTTEN_SECONDS if isinstance(standing, OnDisk) else 0.0
            taken = [_open(standing, tongue, 1 + place, pause) for place in range(OPENINGS)]
            yield Line(work, rival.name, cpu_us=sum(taken) / OPENINGS)
            if not isinstance(standing, OnDisk):
                holder.leave()


def weighed(rivals: Sequence[Rival], notes: int) -> Iterator[Line]:
    """Yield how much memory one more open note of a page takes, with the one socket that it is open at."""
    text = page(FORMER, PARAGRAPHS, LETTERS)
    for rival in rivals:
        with rival.serve() as standing:
            tongue = standing.tongue(2 * notes)
            # What a server makes once, for whatever first note, is no note's weight.
            first = _sit(tongue, range(notes), text)
            before = resident_kib(standing.server.pid)
            more = _sit(tongue, range(notes, 2 * notes), text)
            weight = (resident_kib(standing.server.pid) - before) / notes
            yield Line(f"memory of an open note, {notes} of them", rival.name, kib=weight)
            first.leave()
            more.leave()


def _sit(tongue: Tongue, notes: range, text: bytes) -> Crowd:
    crowd = Crowd()
    _refuse_failures(crowd.open([tongue.caller(note, 0) for note in notes]).failed)
    for place, note in enumerate(notes):
        crowd.tell(place, tongue.typed(note, 1, text))
    crowd.rest(2.0)
    return crowd


def _write(tongue: Tongue, state: bytes) -> Crowd:
    """Bring a state into a note and stay: peers forget a note that nobody has open."""
    holder = Crowd()
    _refuse_failures(holder.open([tongue.caller(0, 0)]).failed)
    holder.tell(0, tongue.typed(0, 1, state))
    holder.rest(1.0)
    return holder


def _open(standing: Standing, tongue: Tongue, seat: int, pause: float = 0.0) -> float:
    """Open the note once and leave; return the µs of CPU that it took the server."""
    time.sleep(pause)
    before, crowd = cpu_seconds(standing.server.pid), Crowd()
    _refuse_failures(crowd.open([tongue.caller(0, seat)], patience=PATIENCE_SECONDS).failed)
    taken = 1e6 * (cpu_seconds(standing.server.pid) - before)
    crowd.leave()
    return taken


def _record(url: str, edits: int) -> None:
    """Put edits into the log of the only note, as if they had been typed."""
    database = Database(url)
    with database.unit_of_work() as session:
        note = session.scalars(select(Note).order_by(Note.id.desc()).limit(1)).one()
        first, rows = (
            note.head_no + 1,
            _rows(note.id, note.head_no + 1, note.written_by, note.written_at, edits),
        )
        for start in range(0, edits, ROWS_AT_ONCE):
            session.execute(insert(NoteUpdate), rows[start : start + ROWS_AT_ONCE])
        session.execute(update(Note).where(Note.id == note.id).values(head_no=first + edits - 1))
    database.close()


def _rows(note_id: int, first: int, person_id: int, at: datetime, edits: int) -> list[dict[str, Any]]:
    same = {"note_id": note_id, "person_id": person_id, "received_at": at, "pending": False}
    return [same | {"no": first + place, "data": data} for place, data in enumerate(_edits(edits))]


def _wait_for_compaction(url: str) -> None:
    database, deadline = Database(url), time.monotonic() + PATIENCE_SECONDS
    while True:
        with database.reading() as session:
            if not session.scalar(select(func.count()).select_from(NoteUpdate)):
                break
        if time.monotonic() > deadline:
            raise SystemExit("the note was not compacted")
        time.sleep(0.5)
    database.close()


@cache
def _edits(edits: int) -> list[bytes]:
    return list(rewriting(FORMER, edits, KEPT_LETTERS))


def _state(edits: int) -> bytes:
    doc: Doc[Any] = Doc()
    with doc.transaction():
        for each in _edits(edits):
            doc.apply_update(each)
    return doc.get_update()


def _refuse_failures(failed: Any) -> None:
    if failed:
        raise SystemExit(f"not everybody came in: {dict(failed)}")
