"""Rounds: what was typed in all notes within some milliseconds is committed once, and only then told."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from triangle.core.deed import Deed
from triangle.core.errors import Forbidden, NotFound, Unavailable
from triangle.core.web.service import Service
from triangle.identity.models import Person
from triangle.notes.actions import tell_mentions
from triangle.notes.compaction import COMPACT_BYTES, COMPACT_UPDATES, compact
from triangle.notes.desk import OpenNote, Post
from triangle.notes.mentions import TRACE
from triangle.notes.models import Note
from triangle.notes.writing import Sheet, append_all, catch_up, load_sheet

IDLE_SECONDS = 60
# A note in which fifty type would be compacted more than once a second, and each time costs what it is long.
BETWEEN_SECONDS, MOST_UPDATES = 10, 2000
LOOK_SECONDS = 0.5
Tell = Callable[[OpenNote, list[Any], list[Post]], None]
log = logging.getLogger(__name__)


class Rounds:
    """Writes down what was posted at the open notes, follows other processes, and compacts."""

    def __init__(self, here: Service, notes: dict[int, OpenNote], tell: Tell) -> None:
        self._here, self._notes, self._tell = here, notes, tell
        self._turn = threading.Lock()

    def load(self, note: OpenNote) -> None:
        """Load the document of a note that is being opened; its lock is held."""
        with self._here.database.reading() as session:
            note.sheet = load_sheet(session, note.note_id)
            snapshot = session.scalar(select(Note.snapshot_no).where(Note.id == note.note_id)) or 0
        note.since_compaction = note.untried = note.sheet.head - snapshot
        note.bytes_since = 0

    def flush(self) -> int:
        """Commit what was posted, in one transaction for all notes; tell, compact, say how much it was."""
        with self._turn, ExitStack() as held:
            busy = sorted((n for n in list(self._notes.values()) if n.posts), key=lambda n: n.note_id)
            for note in busy:
                held.enter_context(note.lock)
            posts = {note: self._take(note) for note in busy}
            if not posts:
                return 0
            others = self._write(posts)
            for note, sent in posts.items():
                self._tell(note, others.get(note, []), sent)
        for note in posts:
            self._look_for_mentions(note)
            if self._is_due(note):
                self.compact(note)
        return sum(map(len, posts.values()))

    def _is_due(self, note: OpenNote) -> bool:
        """Say whether a note's log has grown enough; one that grows fast is compacted less often."""
        if note.bytes_since >= COMPACT_BYTES or note.untried >= MOST_UPDATES:
            return True
        rested = time.monotonic() - note.compacted_at >= BETWEEN_SECONDS
        return note.untried >= COMPACT_UPDATES and rested

    def _take(self, note: OpenNote) -> list[Post]:
        posts, note.posts = note.posts, []
        for post in posts:
            if post.seat.is_closed or post.seat.why is not None:
                post.letter.refusal = "read_only"
        return posts

    def _write(self, posts: dict[OpenNote, list[Post]]) -> dict[OpenNote, list[Any]]:
        at = self._here.clock.now()
        try:
            for note in posts:
                if note.sheet is None:
                    self.load(note)
            letters = {_sheet(note): [post.letter for post in sent] for note, sent in posts.items()}
            with self._here.database.unit_of_work() as session:
                found = append_all(session, letters, at)
        except (Unavailable, SQLAlchemyError):
            log.warning("a round of notes was not written", exc_info=True)
            self._undo(posts)
            return {}
        for note, sent in posts.items():
            written = [post for post in sent if post.letter.no is not None]
            note.since_compaction += len(written)
            note.untried += len(written)
            note.bytes_since += sum(len(post.letter.data) for post in written)
            note.written_at = time.monotonic()
            told = [post for post in written if TRACE in post.letter.data]
            note.mentioner = told[-1].letter.person_id if told else note.mentioner
        return {note: found[_sheet(note)] for note in posts}

    def _undo(self, posts: dict[OpenNote, list[Post]]) -> None:
        """Take what was not recorded out of the documents again: they are read anew when needed."""
        for note, sent in posts.items():
            note.sheet = None
            for post in sent:
                post.letter.no, post.letter.refusal = None, post.letter.refusal or "unavailable"

    def _look_for_mentions(self, note: OpenNote) -> None:
        """Tell who was mentioned, at most once in a while; tidying tells what is left over."""
        now = time.monotonic()
        if note.mentioner is None or now - note.looked_at < LOOK_SECONDS:
            return
        by, note.mentioner, note.looked_at = note.mentioner, None, now
        here = self._here
        try:
            with here.database.unit_of_work() as session:
                deed = Deed(session, session.get(Person, by), here.clock, here.calendar)
                tell_mentions(deed, note.note_id)
        except (Forbidden, NotFound):
            log.info("mentions of note %s are not told: their writer has left", note.note_id)
        except (Unavailable, SQLAlchemyError):
            note.mentioner = by
            log.warning("mentions of note %s are told later", note.note_id, exc_info=True)

    def follow(self, note_id: int, no: int) -> None:
        """Send on what another writer recorded in a note that is open here."""
        note = self._notes.get(note_id)
        if note is None or (note.sheet is not None and note.sheet.head >= no):
            return
        with note.lock:
            if note.sheet is None or note.sheet.head >= no:
                return
            with self._here.database.reading() as session:
                others = catch_up(session, note.sheet)
            note.since_compaction += len(others)
            note.untried += len(others)
            self._tell(note, others, [])

    def follow_all(self) -> None:
        """Look whether anything was written behind this process's back: hints may be lost."""
        if self._notes:
            with self._here.database.reading() as session:
                found = session.execute(select(Note.id, Note.head_no).where(Note.id.in_(list(self._notes))))
                heads = [(row.id, row.head_no) for row in found]
            for note_id, head in heads:
                self.follow(note_id, head)

    def tidy(self) -> None:
        """Compact what nobody has written in for a while, and forget what nobody has open."""
        now = time.monotonic()
        for note in list(self._notes.values()):
            self._look_for_mentions(note)
            is_idle = now - note.written_at >= IDLE_SECONDS
            if note.since_compaction and (is_idle or not note.seats):
                self.compact(note)
            with note.lock:
                if not note.seats and not note.posts and note.mentioner is None:
                    self._notes.pop(note.note_id, None)

    def compact(self, note: OpenNote) -> None:
        """Turn a note's log into a snapshot; when it cannot be done now, it is tried again after a while."""
        with note.lock:
            note.written_at = note.compacted_at = time.monotonic()
            try:
                with self._here.database.unit_of_work() as session:
                    is_done = compact(session, note.note_id, self._here.clock.now())
                    by = session.scalar(select(Note.written_by).where(Note.id == note.note_id))
            except (Unavailable, SQLAlchemyError):
                log.warning("note %s is not compacted", note.note_id, exc_info=True)
                return
            if is_done and note.sheet is not None and TRACE in note.sheet.paper.state():
                # Whoever was to tell may have been killed after the commit.
                note.mentioner = note.mentioner or by
            # What cannot be done now is not tried again with every round, but after as many updates more.
            note.bytes_since, note.untried = 0, 0
            note.since_compaction = 0 if is_done or not note.seats else max(1, note.since_compaction)


def _sheet(note: OpenNote) -> Sheet:
    assert note.sheet is not None, "a note with a seat has its document"
    return note.sheet
