"""What notes say, found soon after it was typed: a chore reads those that went on since they were read last.

Typing writes no words: each keystroke would cost more than itself. How far a note was read stands beside
its words, so that nothing is lost with a process, and whoever empties the index has it filled again.
"""

import logging
from datetime import datetime

from gevent import get_hub
from sqlalchemy import select

from triangle.core.db import Database
from triangle.notes.models import Note
from triangle.notes.queries import paper_of
from triangle.notes.reading import plain
from triangle.search.models import SearchText
from triangle.search.unread_notes import LatelyRead, unread_notes
from triangle.search.words import index_words

READ_EVERY_SECONDS = 2.0
LONGEST = 200_000
log = logging.getLogger(__name__)


def read_notes(database: Database, now: datetime, lately: LatelyRead | None = None) -> None:
    """Write the words of notes that went on; one that cannot be read is not in the way of the others."""
    failed: Exception | None = None
    with database.reading() as session:
        unread = unread_notes(session, now, lately)
    for note_id in unread:
        if lately is not None:
            lately.add(note_id, now)
        # The number first: what is typed meanwhile is read the next time.
        with database.reading() as session:
            title, head = session.execute(select(Note.title, Note.head_no).where(Note.id == note_id)).one()
        try:
            words = _words(database, note_id, title)
            _write(database, note_id, title, head, words)
        except Exception as error:
            log.exception("a note could not be read", extra={"note": note_id})
            failed = error
            # It keeps the words that it had, and is tried again when it went on.
            _write(database, note_id, title, head, None)
    if failed is not None:
        raise failed


def _words(database: Database, note_id: int, title: str) -> str:
    with database.reading() as session:
        said = plain(paper_of(session, note_id))[:LONGEST]
    # A long note takes a quarter of a second: beside the event loop, and before it is the writer's turn.
    return str(get_hub().threadpool.apply(index_words, (title, said)))


def _write(database: Database, note_id: int, title: str, head: int, words: str | None) -> None:
    with database.unit_of_work() as session:
        known = session.scalar(
            select(SearchText).where(SearchText.kind == "note", SearchText.thing_id == note_id)
        )
        if known is None:
            known = SearchText(kind="note", thing_id=note_id, words="")
            session.add(known)
        known.title, known.upto = title, head
        known.words = known.words if words is None else words
