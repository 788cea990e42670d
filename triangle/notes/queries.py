"""Reading notes: lists, what a note says now, versions, and how it may be used by somebody."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session, joinedload

from triangle.activity.queries import positions, present_epoch
from triangle.core.paging import Page, page
from triangle.core.policy import may, verbs
from triangle.deals.models import Member, deal_stream
from triangle.identity.models import Person
from triangle.notes.crdt import Paper
from triangle.notes.models import Note, NoteMention, NoteSnapshot, NoteUpdate, NoteVersion
from triangle.notes.reading import plain

VERBS = ("write", "rename", "name_version", "restore", "make_item")


def notes_of(session: Session, *, deal_id: int | None = None, node_id: int | None = None) -> Sequence[Note]:
    """Return the notes of a deal with those of its nodes, or of one node: main ones first."""
    query = select(Note).order_by(Note.node_id.is_not(None), Note.is_main.desc(), Note.id)
    if node_id is not None:
        return session.scalars(query.where(Note.node_id == node_id)).all()
    return session.scalars(query.where(Note.deal_id == deal_id)).all()


def main_note(session: Session, deal_id: int, node_id: int | None) -> Note | None:
    """Return the one main note of a deal or node, if it was begun."""
    where = Note.node_id.is_(None) if node_id is None else Note.node_id == node_id
    return session.scalar(select(Note).where(Note.deal_id == deal_id, where, Note.is_main))


def updates_after(session: Session, note_id: int, no: int) -> list[Any]:
    """Return the updates of a note that follow a number, in order."""
    query = select(NoteUpdate.no, NoteUpdate.data, NoteUpdate.pending, NoteUpdate.person_id)
    return list(
        session.execute(
            query.where(NoteUpdate.note_id == note_id, NoteUpdate.no > no).order_by(NoteUpdate.no)
        )
    )


def paper_of(session: Session, note_id: int) -> Paper:
    """Return a note's document as it is recorded."""
    paper = Paper(note_id)
    newest = select(NoteSnapshot.no, NoteSnapshot.state).where(NoteSnapshot.note_id == note_id)
    found = session.execute(newest.order_by(NoteSnapshot.no.desc()).limit(1)).one_or_none()
    later = updates_after(session, note_id, found.no if found else 0)
    paper.load([*([found.state] if found else []), *(row.data for row in later)])
    return paper


def epoch_of(session: Session, note: Note) -> str:
    """Return the life of a note's document: a restored backup begins a new one."""
    return f"{present_epoch(session)}.{note.epoch}"


def versions_of(session: Session, note_id: int) -> Sequence[NoteVersion]:
    """Return the versions of a note, the newest first."""
    query = select(NoteVersion).where(NoteVersion.note_id == note_id).order_by(NoteVersion.id.desc())
    return session.scalars(query.limit(200)).all()


def known_mentions(session: Session, note_id: int) -> set[tuple[int, str]]:
    """Return the mentions of a note that were found before, as (person, key)."""
    rows = session.execute(
        select(NoteMention.person_id, NoteMention.key).where(NoteMention.note_id == note_id)
    )
    return {(row.person_id, row.key) for row in rows}


def mentions_of(session: Session, person: Person, *, after: str | None = None, limit: int = 50) -> Page:
    """Return a page of where somebody is mentioned, the newest first, in the notes that they read today."""
    told = select(NoteMention).where(NoteMention.person_id == person.id, NoteMention.told)
    keys: Any = [NoteMention.id]
    query = told.options(joinedload(NoteMention.note))
    found = page(session, query, keys, of=lambda m: (m.id,), after=after, limit=limit, descending=True)
    notes = {mention.note_id: mention.note for mention in found.rows}
    seen = {note_id for note_id, note in notes.items() if may(person, "see", note)}
    return Page([mention for mention in found.rows if mention.note_id in seen], found.next)


def is_writer(session: Session, deal_id: int, person_id: int) -> bool:
    """Say whether somebody writes the notes of a deal: an active member of its room who is no guest."""
    inside = exists().where(
        Member.deal_id == deal_id,
        Member.person_id == person_id,
        Member.until_at.is_(None),
        Person.id == Member.person_id,
        Person.is_active,
        Person.is_guest.is_(False),
    )
    return bool(session.scalar(select(inside)))


WRITERS = (
    select(Member.deal_id, Member.person_id)
    .join(Person, Person.id == Member.person_id)
    .where(
        Member.deal_id.in_(bindparam("deals", expanding=True)),
        Member.person_id.in_(bindparam("people", expanding=True)),
        Member.until_at.is_(None),
        Person.is_active,
        Person.is_guest.is_(False),
    )
)


def writers_of(session: Session, deals: set[int], people: set[int]) -> set[tuple[int, int]]:
    """Return (deal, person) of everybody among some people who writes the notes of one of some deals."""
    asked = {"deals": sorted(deals), "people": sorted(people)}
    return {(row.deal_id, row.person_id) for row in session.connection().execute(WRITERS, asked)}


def why_not_write(session: Session, person: Person, note: Note, schema: int) -> str | None:
    """Say why somebody with an editor of some age only reads a note; nothing when they may write."""
    if not is_writer(session, note.deal_id, person.id):
        return "not_member"
    if note.frozen:
        return "frozen"
    return "schema" if schema < note.schema_version else None


def reply(session: Session, actor: Person, note: Note) -> dict[str, Any]:
    """Return the reply of one note with what it says."""
    here = positions(session, deal_stream(note.deal_id)) if may(actor, "see", note.deal) else {}
    return {
        "data": row(note) | {"text": plain(paper_of(session, note.id))},
        "can": verbs(actor, note, VERBS),
        "positions": here,
    }


def row(note: Note) -> dict[str, Any]:
    """Return a note as its list shows it."""
    names = ("id", "deal_id", "node_id", "is_main", "title", "epoch", "created_by", "created_at", "version")
    said: dict[str, Any] = {name: getattr(note, name) for name in names}
    return said | {"written_by": note.written_by, "written_at": note.written_at, "frozen": note.frozen}
