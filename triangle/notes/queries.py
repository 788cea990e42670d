"""Reading notes: lists, what a note says now, versions, and how it may be used by somebody."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from triangle.activity.queries import positions, present_epoch
from triangle.core.db import mappings
from triangle.core.hot import among
from triangle.core.paging import Page, cut, page_values, paged
from triangle.core.policy import may, verbs
from triangle.core.prepared import Prepared
from triangle.deals.models import Deal, Member, deal_stream
from triangle.deals.queries import visible
from triangle.handoffs.queries import node_visible
from triangle.identity.eyes import ME, eyes
from triangle.identity.models import Person
from triangle.nodes.models import Node
from triangle.notes.crdt import Paper
from triangle.notes.models import Note, NoteMention, NoteSnapshot, NoteUpdate, NoteVersion
from triangle.notes.reading import plain
from triangle.notes.schemas import MentionOut, NoteRow, VersionOut

VERBS = ("write", "rename", "name_version", "restore", "make_item")
_note, _mention, _version = Note.__table__.c, NoteMention.__table__.c, NoteVersion.__table__.c
_LISTED = tuple(NoteRow().fields)
# Columns, and never what a note says: that is the long part of its row.
_NOTES = select(*(_note[name] for name in _LISTED)).order_by(
    _note.node_id.is_not(None), _note.is_main.desc(), _note.id
)
_OF_DEAL = Prepared(_NOTES.where(_note.deal_id == bindparam("deal")), sent=True)
_OF_NODE = Prepared(_NOTES.where(_note.node_id == bindparam("node")), sent=True)
_VERSIONS = (
    select(*(_version[name] for name in VersionOut().fields))
    .where(_version.note_id == bindparam("note"))
    .order_by(_version.id.desc())
    .limit(200)
)

# Asked each second by every process.
_HEADS = Prepared(select(_note.id, _note.head_no).where(among(_note.id, "notes")))


def notes_of_deal(session: Session, deal_id: int) -> list[dict[str, Any]]:
    """Return the notes of a deal with those of its nodes: main ones first, those of nodes last."""
    return _OF_DEAL.rows(session, {"deal": deal_id})


def notes_of_node(session: Session, node_id: int) -> list[dict[str, Any]]:
    """Return the notes of a node, the main one first."""
    return _OF_NODE.rows(session, {"node": node_id})


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


def heads_of(session: Session, notes: list[int]) -> list[tuple[int, int]]:
    """Return (note, the number of its last update) of some notes."""
    return [(row[0], row[1]) for row in _HEADS.tuples(session, {"notes": notes})]


def epoch_of(session: Session, note: Note) -> str:
    """Return the life of a note's document: a restored backup begins a new one."""
    return f"{present_epoch(session)}.{note.epoch}"


def versions_of(session: Session, note_id: int) -> list[dict[str, Any]]:
    """Return the versions of a note without what they say, the newest first."""
    return mappings(session.execute(_VERSIONS, {"note": note_id}))


def known_mentions(session: Session, note_id: int) -> set[tuple[int, str]]:
    """Return the mentions of a note that were found before, as (person, key)."""
    rows = session.execute(
        select(NoteMention.person_id, NoteMention.key).where(NoteMention.note_id == note_id)
    )
    return {(row.person_id, row.key) for row in rows}


def mentions_of(session: Session, person: Person, *, after: str | None = None, limit: int = 50) -> Page:
    """Return a page of where somebody is mentioned, the newest first, in the notes that they read today."""
    seen_by = eyes(session, person)
    query = _mentions(seen_by.kind, after is not None)
    found = query.rows(session, seen_by.values | page_values([_mention.id], after, limit))
    return cut(found, limit, of=lambda row: (row["id"],))


@cache
def _mentions(kind: str, goes_on: bool) -> Prepared:
    where_it_stands = {"deal_id": _note.deal_id, "node_id": _note.node_id, "title": _note.title}
    names = MentionOut().fields
    seen = or_(
        _note.deal_id.in_(select(Deal.__table__.c.id).where(visible(kind))),
        _note.node_id.in_(select(Node.__table__.c.id).where(node_visible(kind))),
    )
    query = (
        select(*(where_it_stands[name] if name in where_it_stands else _mention[name] for name in names))
        .join(Note.__table__, _note.id == _mention.note_id)
        .where(_mention.person_id == ME, _mention.told, seen)
    )
    return Prepared(paged(query, [_mention.id], goes_on=goes_on, descending=True), sent=True)


# Who of a deal's room writes its notes: its active members who are no guests.
_WRITES = (
    Member.until_at.is_(None),
    Person.id == Member.person_id,
    Person.is_active,
    Person.is_guest.is_(False),
)


def writes(deal_id: Any, person_id: Any) -> ColumnElement[bool]:
    """Return the condition that somebody writes the notes of a deal; both may be columns."""
    return exists().where(Member.deal_id == deal_id, Member.person_id == person_id, *_WRITES)


_IS_WRITER = Prepared(select(writes(bindparam("deal", type_=Integer()), ME)))


def is_writer(session: Session, deal_id: int, person_id: int) -> bool:
    """Say whether somebody writes the notes of a deal: an active member of its room who is no guest."""
    return bool(_IS_WRITER.column(session, {"deal": deal_id, "me": person_id})[0])


_member = Member.__table__.c
_WRITERS = Prepared(
    select(_member.deal_id, _member.person_id).where(
        among(_member.deal_id, "deals"), among(_member.person_id, "people"), *_WRITES
    )
)


def writers_of(session: Session, deals: set[int], people: set[int]) -> set[tuple[int, int]]:
    """Return (deal, person) of everybody among some people who writes the notes of one of some deals."""
    found = _WRITERS.tuples(session, {"deals": deals, "people": people})
    return {(deal_id, person_id) for deal_id, person_id in found}


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
    return {name: getattr(note, name) for name in _LISTED}
