"""Upkeep of open notes: who was mentioned is told, logs are compacted, what is closed is forgotten.

Notes that fall due together are compacted one after another, with rests between: each takes some milliseconds
in which nobody's keystroke is written, and two hundred of them in a row made everybody wait for a second.
"""

import logging
import time

from gevent import sleep
from gevent.event import Event
from sqlalchemy.exc import SQLAlchemyError

from triangle.core.errors import Unavailable
from triangle.core.web.service import Service
from triangle.notes.compaction import COMPACT_BYTES, COMPACT_UPDATES, compact
from triangle.notes.desk import OpenNote
from triangle.notes.heralds import tell_new_mentions
from triangle.notes.mentions import TRACE

IDLE_SECONDS = 60
# A note in which fifty type would be compacted more than once a second, and each time costs what it is long.
BETWEEN_SECONDS, MOST_UPDATES = 60, 2000
LOOK_SECONDS = 0.5
# After a compaction so many times what it took is left to whoever types; waiting for others is no work.
RESTS, LONGEST_REST_SECONDS = 4, 1
log = logging.getLogger(__name__)


class Upkeep:
    """Knows which notes are due to be compacted, and what else is to be done once something was written."""

    def __init__(self, here: Service, notes: dict[int, OpenNote]) -> None:
        self._here, self._notes = here, notes
        # In the order in which they fell due.
        self._due: dict[int, None] = {}
        self._falls_due = Event()

    def look_at(self, note: OpenNote) -> None:
        """See what a note needs that was just written in."""
        self._look_for_mentions(note)
        if _is_due(note):
            self._ask_for(note)

    @property
    def is_behind(self) -> bool:
        """Whether some note is due."""
        return bool(self._due)

    def tidy(self) -> None:
        """Have compacted what nobody has written in for a while, and forget what nobody has open."""
        now = time.monotonic()
        for note in list(self._notes.values()):
            self._look_for_mentions(note)
            is_idle = now - note.written_at >= IDLE_SECONDS
            if note.since_compaction and (is_idle or not note.seats):
                self._ask_for(note)
                continue
            with note.lock:
                if not note.seats and not note.posts and not note.has_names:
                    self._notes.pop(note.note_id, None)

    def compact_forever(self) -> None:
        """Compact what is due, a note at a time, again and again."""
        while True:
            self._falls_due.wait()
            try:
                sleep(min(RESTS * self.compact_next(), LONGEST_REST_SECONDS))
            except Exception:
                log.exception("a note is not compacted")

    def compact_next(self) -> float:
        """Compact the note that has been due for longest, if any is; return the seconds that it took."""
        began = time.monotonic()
        note = self._next()
        if note is not None:
            self.compact(note)
        return time.monotonic() - began

    def _next(self) -> OpenNote | None:
        first = next(iter(self._due), 0)
        self._due.pop(first, None)
        if not self._due:
            self._falls_due.clear()
        return self._notes.get(first)

    def _ask_for(self, note: OpenNote) -> None:
        self._due[note.note_id] = None
        self._falls_due.set()

    def compact(self, note: OpenNote) -> None:
        """Turn a note's log into a snapshot; when it cannot be done now, it is tried again after a while."""
        with note.lock:
            note.written_at = note.compacted_at = time.monotonic()
            if not note.seats:
                # Forgotten next, whatever becomes of this: whoever opens it counts anew.
                note.since_compaction = 0
            if note.sheet is not None and TRACE in note.sheet.paper.state():
                # Whoever was to tell may have been killed after the commit; only the log says who wrote it.
                note.has_names = True
            self._look_for_mentions(note, at_once=True)
            try:
                with self._here.database.unit_of_work() as session:
                    is_done = compact(session, note.note_id, self._here.clock.now())
            except (Unavailable, SQLAlchemyError):
                log.warning("note %s is not compacted", note.note_id, exc_info=True)
                return
            # What cannot be done now is not tried again with every round, but after as many updates more.
            note.bytes_since, note.untried = 0, 0
            note.since_compaction = 0 if is_done or not note.seats else max(1, note.since_compaction)
            # A round may have asked for it again while its lock was waited for.
            self._due.pop(note.note_id, None)

    def _look_for_mentions(self, note: OpenNote, *, at_once: bool = False) -> None:
        """Tell who was mentioned, at most once in a while; tidying tells what is left over."""
        now = time.monotonic()
        if not note.has_names or (now - note.looked_at < LOOK_SECONDS and not at_once):
            return
        note.has_names, note.looked_at = False, now
        try:
            with self._here.database.unit_of_work() as session:
                tell_new_mentions(session, self._here, note.note_id)
        except (Unavailable, SQLAlchemyError):
            note.has_names = True
            log.warning("mentions of note %s are told later", note.note_id, exc_info=True)


def _is_due(note: OpenNote) -> bool:
    """Say whether a note's log has grown enough; one that grows fast is compacted less often."""
    if note.bytes_since >= COMPACT_BYTES or note.untried >= MOST_UPDATES:
        return True
    rested = time.monotonic() - note.compacted_at >= BETWEEN_SECONDS
    return note.untried >= COMPACT_UPDATES and rested
