"""Who brought which new name into a note: each is told as that person's deed, though many write at once."""

import logging
from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.core.deed import Deed
from triangle.core.errors import Forbidden, NotFound
from triangle.core.web.service import Service
from triangle.identity.models import Person
from triangle.notes.actions import tell_mentions, untold
from triangle.notes.crdt import write_number
from triangle.notes.mentions import TRACE, Mention, mentions_in
from triangle.notes.models import Note
from triangle.notes.queries import known_mentions, paper_of, updates_after

MOST_MENTIONS = 1000
log = logging.getLogger(__name__)


def tell_new_mentions(session: Session, here: Service, note_id: int) -> None:
    """Tell everybody whose name is new in a note; each mention once, in the name of who brought it."""
    for writer_id, brought in _brought(session, note_id).items():
        deed = Deed(session, session.get(Person, writer_id), here.clock, here.calendar)
        try:
            tell_mentions(deed, note_id, brought)
        except (Forbidden, NotFound):
            log.info("mentions of note %s are not told: their writer has left", note_id)
            # Found for good: once the log is compacted, nobody could say any more who brought them.
            session.add_all(untold(note_id, found, writer_id, deed.at) for found in brought)


def _brought(session: Session, note_id: int) -> dict[int, list[Mention]]:
    """Return the new mentions of a note by who recorded them; compaction looks before the log goes."""
    known = known_mentions(session, note_id)
    new: list[Mention] = []
    for found in mentions_in(paper_of(session, note_id)):
        if (found.person_id, found.key) not in known and len(known) < MOST_MENTIONS:
            known.add((found.person_id, found.key))
            new.append(found)
    if not new:
        return {}
    known_people = select(Person.id).where(Person.id.in_({each.person_id for each in new}))
    people = set(session.scalars(known_people))
    letters = [each for each in updates_after(session, note_id, 0) if TRACE in each.data]
    last_writer = session.scalars(select(Note.written_by).where(Note.id == note_id)).one()
    by: dict[int, list[Mention]] = defaultdict(list)
    for mention in new:
        # Attributes stand in the bytes as they are, behind their length: part of another's key is none.
        # Whoever sent a key first brought the mention.
        key = mention.key.encode()
        sign = write_number(len(key)) + key if key else TRACE
        writers = (each.person_id for each in (letters if key else letters[::-1]) if sign in each.data)
        if mention.person_id in people:
            by[next(writers, last_writer)].append(mention)
    return by
