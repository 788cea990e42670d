"""Appending updates to the logs of notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from triangle.core.publish import publish
from triangle.notes.crdt import Broken, Paper, Unreadable, is_server
from triangle.notes.models import (
    FROZEN,
    SCHEMA_VERSION,
    Note,
    NoteClient,
    NoteUpdate,
    NoteWritten,
)
from triangle.notes.queries import paper_of, updates_after, writers_of

LARGEST_UPDATE = 256 * 1024
MOST_PENDING = 64
NOTE: Any = Note.__table__
# Typing is what this house does most: these are put together once.
LOCKED = (
    select(NOTE.c.id, NOTE.c.deal_id, NOTE.c.head_no, NOTE.c.frozen, NOTE.c.size, NOTE.c.schema_version)
    .where(NOTE.c.id.in_(bindparam("notes", expanding=True)))
    .order_by(NOTE.c.id)
    .with_for_update()
)
RECORDED = insert(NoteUpdate.__table__)  # type: ignore[arg-type]
COUNTED = (
    update(NOTE)
    .where(NOTE.c.id == bindparam("note"))
    .values(
        head_no=bindparam("head"),
        size=bindparam("bytes"),
        frozen=bindparam("is_frozen"),
        written_by=bindparam("person"),
        written_at=bindparam("moment"),
    )
)


@dataclass(slots=True, eq=False)
class Letter:
    """One update that somebody sent; `refusal` says why it was not recorded."""

    person_id: int
    data: bytes
    no: int | None = None
    refusal: str | None = None
    gapped: bool = False
    # It is recorded as one that waits; what comes in the same round may heal it.
    waits: bool = False
    # Written by this server for somebody: it may be as large as a note, and continues the server's own part.
    is_own: bool = False
    # The age of the editor that wrote it: an older one deletes what it does not know.
    schema: int = SCHEMA_VERSION


@dataclass(slots=True, eq=False)
class Sheet:
    """A note's document together with how much of the log is in it."""

    paper: Paper
    head: int
    pending: list[tuple[int, bytes]] = field(default_factory=list)
    owners: dict[int, int] = field(default_factory=dict)
    # Its seats were not told of updates that are in no log any more: they have to ask for the whole.
    jumped: bool = False


def load_sheet(session: Session, note_id: int) -> Sheet:
    """Load a note's document with the updates that still wait for others."""
    head = session.scalar(select(Note.head_no).where(Note.id == note_id)) or 0
    waiting = select(NoteUpdate.no, NoteUpdate.data).where(NoteUpdate.note_id == note_id, NoteUpdate.pending)
    rows = session.execute(waiting.order_by(NoteUpdate.no))
    return Sheet(paper_of(session, note_id), head, [(row.no, row.data) for row in rows])


def catch_up(session: Session, sheet: Sheet) -> list[Any]:
    """Apply what another process recorded meanwhile; return its rows, as far as they are still in the log.

    Only called when the note is ahead of the sheet. What was compacted meanwhile is in the snapshot alone.
    """
    rows = updates_after(session, sheet.paper.note_id, sheet.head)
    if not rows or rows[0].no != sheet.head + 1:
        now = load_sheet(session, sheet.paper.note_id)
        sheet.paper, sheet.head, sheet.pending = now.paper, now.head, now.pending
        sheet.jumped = True
        return rows
    sheet.paper.load(row.data for row in rows)
    sheet.pending += [(row.no, row.data) for row in rows if row.pending]
    sheet.head = rows[-1].no if rows else sheet.head
    return rows


def append(session: Session, sheet: Sheet, letters: Sequence[Letter], at: datetime) -> list[Any]:
    """Record updates of one note under its lock; return what others wrote before."""
    return append_all(session, {sheet: letters}, at)[sheet]


def append_all(
    session: Session, posted: Mapping[Sheet, Sequence[Letter]], at: datetime
) -> dict[Sheet, list[Any]]:
    """Record updates of several notes under their locks, in as few statements as those of one.

    Numbers have no gaps. A letter keeps its refusal, or gets its number; one that changes nothing gets
    neither. Returned is what others wrote before, for each note.
    """
    link = session.connection()
    asked = {"notes": sorted(sheet.paper.note_id for sheet in posted)}
    locked = {row.id: row for row in link.execute(LOCKED, asked)}
    writers = _writers(session, locked, posted)
    others, rows, heads = {}, [], []
    for sheet, letters in posted.items():
        note = locked[sheet.paper.note_id]
        others[sheet] = catch_up(session, sheet) if note.head_no != sheet.head else []
        written = _judge_all(session, sheet, letters, note, writers)
        if written:
            rows += [_row(note.id, letter, at) for letter in written]
            heads.append(_head(session, sheet, note, written, at))
    if rows:
        link.execute(RECORDED, rows)
        link.execute(COUNTED, heads)
    return others


def _writers(
    session: Session, locked: Mapping[int, Any], posted: Mapping[Sheet, Sequence[Letter]]
) -> set[tuple[int, int]]:
    """Return (deal, person) of those who wrote and may write."""
    people = {letter.person_id for letters in posted.values() for letter in letters}
    return writers_of(session, {note.deal_id for note in locked.values()}, people)


def _judge_all(
    session: Session, sheet: Sheet, letters: Sequence[Letter], note: Any, writers: set[tuple[int, int]]
) -> list[Letter]:
    written: list[Letter] = []
    for letter in letters:
        if letter.refusal is None:
            letter.refusal = _refusal(letter, note, is_writer=(note.deal_id, letter.person_id) in writers)
        if letter.refusal is None:
            _judge(session, sheet, letter, written)
        if letter.no is not None:
            written.append(letter)
    return written


def _refusal(letter: Letter, note: Any, *, is_writer: bool) -> str | None:
    if not is_writer or letter.schema < note.schema_version:
        return "read_only"
    if note.frozen:
        return "frozen"
    return "too_big" if len(letter.data) > LARGEST_UPDATE and not letter.is_own else None


def _judge(session: Session, sheet: Sheet, letter: Letter, written: list[Letter]) -> None:
    try:
        changed = _take(session, sheet, letter)
    except Unreadable:
        letter.refusal = "unreadable"
        return
    except Broken:
        letter.refusal = "gapped" if letter.gapped else "unreadable"
        sheet.paper = paper_of(session, sheet.paper.note_id)
        sheet.paper.load(each.data for each in written)
        return
    if letter.gapped and any(letter.data == data for _, data in sheet.pending):
        return
    if letter.gapped and len(sheet.pending) >= MOST_PENDING:
        letter.refusal = "gapped"
    elif letter.gapped or changed:
        sheet.head += 1
        letter.no = sheet.head
        if letter.gapped:
            letter.waits = True
            sheet.pending.append((letter.no, letter.data))


def _take(session: Session, sheet: Sheet, letter: Letter) -> bool:
    """Apply a letter whose writers' ids are its sender's own: two who write under one id never agree."""
    paper = sheet.paper
    count, first = paper.news(letter.data)
    if count == 1 and not _owns(session, sheet, letter, {first}):
        raise Unreadable
    before = paper.vector() if count > 1 else {}
    changed = paper.take(letter.data)
    letter.gapped = paper.lacks(letter.data)
    # What somebody erases they have seen, so it is here: only of their own something may be on its way.
    if letter.gapped and count <= 1 and not _owns(session, sheet, letter, paper.foresees(letter.data, first)):
        letter.gapped = False
        raise Broken
    if count > 1:
        # Only what was missed by comparing brings several writers at once, and comparing leaves no gap.
        grown = {client for client, clock in paper.vector().items() if clock > before.get(client, 0)}
        if letter.gapped or not _owns(session, sheet, letter, grown):
            raise Broken
    return changed


def _owns(session: Session, sheet: Sheet, letter: Letter, clients: set[int]) -> bool:
    if letter.is_own or any(is_server(client) for client in clients):
        return letter.is_own
    unknown = clients - sheet.owners.keys()
    if unknown:
        found = select(NoteClient.client, NoteClient.person_id).where(
            NoteClient.note_id == sheet.paper.note_id, NoteClient.client.in_(unknown)
        )
        sheet.owners |= {row.client: row.person_id for row in session.execute(found)}
    if any(sheet.owners.get(client, letter.person_id) != letter.person_id for client in clients):
        return False
    new = sorted(clients - sheet.owners.keys())
    if new:
        names = {"note_id": sheet.paper.note_id, "person_id": letter.person_id}
        session.execute(insert(NoteClient), [names | {"client": client} for client in new])
        sheet.owners |= dict.fromkeys(new, letter.person_id)
    return True


def _row(note_id: int, letter: Letter, at: datetime) -> dict[str, Any]:
    return {
        "note_id": note_id,
        "no": letter.no,
        "data": letter.data,
        "person_id": letter.person_id,
        "received_at": at,
        "pending": letter.waits,
    }


def _head(session: Session, sheet: Sheet, note: Any, written: list[Letter], at: datetime) -> dict[str, Any]:
    """Return how far a note has come with what was written, and say so after the commit."""
    healed = [no for no, data in sheet.pending if not sheet.paper.lacks(data)] if sheet.pending else []
    if healed:
        for letter in written:
            letter.waits = letter.waits and letter.no not in healed
        waiting = update(NoteUpdate).where(NoteUpdate.note_id == note.id, NoteUpdate.no.in_(healed))
        session.execute(waiting.values(pending=False))
        sheet.pending = [each for each in sheet.pending if each[0] not in healed]
    size = note.size + sum(len(letter.data) for letter in written)
    publish(session, NoteWritten(note.id, sheet.head))
    return {
        "note": note.id,
        "head": sheet.head,
        "bytes": size,
        "is_frozen": size > FROZEN,
        "person": written[-1].person_id,
        "moment": at,
    }
