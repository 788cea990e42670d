"""Rounds: what was typed in all notes within some milliseconds is committed once, and only then told."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from triangle.core.errors import Unavailable
from triangle.core.web.service import Service
from triangle.notes import quick
from triangle.notes.desk import OpenNote, Post
from triangle.notes.mentions import TRACE
from triangle.notes.models import Note
from triangle.notes.queries import heads_of, updates_after
from triangle.notes.upkeep import Upkeep
from triangle.notes.writing import Sheet, append_all, catch_up, load_sheet

# For so long after another process wrote in a note, or rights were not as expected, it goes the long way.
SHARED_SECONDS = 10
Tell = Callable[[OpenNote, list[Any], list[Post]], None]
_id_of = attrgetter("note_id")
log = logging.getLogger(__name__)


class Rounds:
    """Writes down what was posted at the open notes, and follows what other processes write."""

    def __init__(self, here: Service, notes: dict[int, OpenNote], tell: Tell, upkeep: Upkeep) -> None:
        self._here, self._notes, self._tell, self._upkeep = here, notes, tell, upkeep
        self._turn = threading.Lock()

    def load(self, note: OpenNote) -> None:
        """Load the document of a note that is being opened; its lock is held."""
        with self._here.database.reading() as session:
            note.sheet = load_sheet(session, note.note_id)
            snapshot = session.scalar(select(Note.snapshot_no).where(Note.id == note.note_id)) or 0
        note.since_compaction = note.untried = note.sheet.head - snapshot
        note.bytes_since = 0

    def flush(self) -> int:
        """Commit what was posted, in one transaction for all notes; tell, and say what the fullest had."""
        held: list[OpenNote] = []
        with self._turn:
            try:
                for note in sorted((n for n in list(self._notes.values()) if n.posts), key=_id_of):
                    note.lock.acquire()
                    held.append(note)
                posts = {note: self._take(note) for note in held}
                if not posts:
                    return 0
                others = self._write(posts)
                for note, sent in posts.items():
                    self._tell(note, others.get(note, []), sent)
            finally:
                for note in reversed(held):
                    note.lock.release()
        for note in posts:
            self._upkeep.look_at(note)
        return max(map(len, posts.values()))

    def _take(self, note: OpenNote) -> list[Post]:
        posts, note.posts = note.posts, []
        for post in posts:
            if post.seat.is_closed or post.seat.why is not None:
                post.letter.refusal = "read_only"
        return posts

    def _write(self, posts: dict[OpenNote, list[Post]]) -> dict[OpenNote, list[Any]]:
        """Record what was posted, the usual together and quickly; return what others wrote before."""
        at, others = self._here.clock.now(), {}
        for note in posts:
            note.is_recorded = False
            note.known = note.sheet.head if note.sheet is not None else note.known
        try:
            rest = posts.keys() - self._write_quickly(posts, at)
            others = self._write_at_length({note: posts[note] for note in posts if note in rest}, at)
        except (Unavailable, SQLAlchemyError):
            log.warning("a round of notes was not written", exc_info=True)
            self._undo({note: sent for note, sent in posts.items() if not note.is_recorded})
        for note, sent in posts.items():
            self._count(note, [post for post in sent if post.letter.no is not None])
        return others

    def _write_quickly(self, posts: dict[OpenNote, list[Post]], at: datetime) -> set[OpenNote]:
        """Record notes in which people just type; return those of which what is known here held."""
        pages: dict[int, quick.Page] = {}
        for note, sent in posts.items():
            letters = [post.letter for post in sent]
            if time.monotonic() < note.shared_until or not quick.is_usual(note.sheet, letters):
                continue
            try:
                pages[note.note_id] = quick.take(_sheet(note), letters)
            except quick.Unusual:
                self._take_back(note, sent)
        if not pages:
            return set()
        database = self._here.database
        with database.direct() as direct:
            held = quick.record(direct, pages, at, is_sqlite=database.is_sqlite)
        for note, sent in posts.items():
            if note.note_id in pages.keys() - held:
                self._take_back(note, sent)
        return self._recorded(note for note in posts if note.note_id in held)

    def _write_at_length(self, posts: dict[OpenNote, list[Post]], at: datetime) -> dict[OpenNote, list[Any]]:
        """Record whatever was posted, and say why when it is refused."""
        if not posts:
            return {}
        missed = {note: self._load_again(note) for note in posts if note.sheet is None}
        letters = {_sheet(note): [post.letter for post in sent] for note, sent in posts.items()}
        with self._here.database.unit_of_work() as session:
            found = append_all(session, letters, at)
        self._recorded(posts)
        others = {note: [*missed.get(note, []), *found[_sheet(note)]] for note in posts}
        for note in posts:
            if others[note]:
                note.shared_until = time.monotonic() + SHARED_SECONDS
        return others

    def _load_again(self, note: OpenNote) -> list[Any]:
        """Load a document that was forgotten; return what its seats were not told of."""
        self.load(note)
        with self._here.database.reading() as session:
            rows = updates_after(session, note.note_id, note.known)
        found = [row for row in rows if row.no <= _sheet(note).head]
        first = found[0].no if found else _sheet(note).head + 1
        _sheet(note).jumped = first > note.known + 1
        return found

    def _recorded(self, notes: Iterable[OpenNote]) -> set[OpenNote]:
        done = set(notes)
        for note in done:
            note.is_recorded = True
        return done

    def _take_back(self, note: OpenNote, sent: list[Post]) -> None:
        """Forget a document that has what was not recorded; for a while nothing is taken for granted."""
        note.sheet, note.shared_until = None, time.monotonic() + SHARED_SECONDS
        for post in sent:
            post.letter.no = None

    def _count(self, note: OpenNote, written: list[Post]) -> None:
        if not written:
            return
        note.since_compaction += len(written)
        note.untried += len(written)
        note.bytes_since += sum(len(post.letter.data) for post in written)
        note.written_at = time.monotonic()
        note.has_names = note.has_names or any(TRACE in post.letter.data for post in written)

    def _undo(self, posts: dict[OpenNote, list[Post]]) -> None:
        """Take what was not recorded out of the documents again: they are read anew when needed."""
        for note, sent in posts.items():
            note.sheet = None
            for post in sent:
                post.letter.no, post.letter.refusal = None, post.letter.refusal or "unavailable"

    def follow(self, note_id: int, no: int) -> None:
        """Send on what another writer recorded in a note that is open here."""
        note = self._notes.get(note_id)
        if note is None or (note.sheet is not None and note.sheet.head >= no):
            return
        with note.lock:
            if note.sheet is None:
                self.recall(note)
            elif note.sheet.head < no:
                with self._here.database.reading() as session:
                    self._pass_on(note, catch_up(session, note.sheet))

    def have_sheet(self, note: OpenNote) -> None:
        """See to it that a note whose lock is held has its document."""
        if note.sheet is None:
            (self.recall if note.seats else self.load)(note)

    def recall(self, note: OpenNote) -> None:
        """Load the document that a failed round has forgotten; whoever sits at the note still reads along.

        Its lock is held. A round that failed may have been recorded all the same.
        """
        self._pass_on(note, self._load_again(note))

    def _pass_on(self, note: OpenNote, others: list[Any]) -> None:
        if others:
            note.shared_until = time.monotonic() + SHARED_SECONDS
        note.since_compaction += len(others)
        note.untried += len(others)
        self._tell(note, others, [])

    def follow_all(self) -> None:
        """Look whether anything was written behind this process's back: hints may be lost."""
        if self._notes:
            with self._here.database.glimpse() as session:
                heads = heads_of(session, list(self._notes))
            for note_id, head in heads:
                self.follow(note_id, head)


def _sheet(note: OpenNote) -> Sheet:
    assert note.sheet is not None, "a note with a seat has its document"
    return note.sheet
