"""Appending updates to a note's log, and compacting the log into a snapshot that proves itself first."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from triangle.core.publish import publish
from triangle.notes.crdt import Broken, Paper, Unreadable, is_server, outline
from triangle.notes.models import (
    FROZEN,
    SCHEMA_VERSION,
    Note,
    NoteClient,
    NoteSnapshot,
    NoteUpdate,
    NoteVersion,
    NoteWritten,
)
from triangle.notes.queries import is_writer, paper_of, updates_after
from triangle.notes.reading import plain

LARGEST_UPDATE = 256 * 1024
MOST_PENDING = 64
COMPACT_UPDATES, COMPACT_BYTES = 200, 256 * 1024
AUTO_VERSION_EVERY = timedelta(minutes=10)
NOTE: Any = Note.__table__
log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Letter:
    """One update that somebody sent; `refusal` says why it was not recorded."""

    person_id: int
    data: bytes
    no: int | None = None
    refusal: str | None = None
    gapped: bool = False
    # Written by this server for somebody: it may be as large as a note, and continues the server's own part.
    is_own: bool = False
    # The age of the editor that wrote it: an older one deletes what it does not know.
    schema: int = SCHEMA_VERSION


@dataclass(slots=True)
class Sheet:
    """A note's document together with how much of the log is in it."""

    paper: Paper
    head: int
    pending: list[tuple[int, bytes]] = field(default_factory=list)
    owners: dict[int, int] = field(default_factory=dict)


def load_sheet(session: Session, note_id: int) -> Sheet:
    """Load a note's document with the updates that still wait for others."""
    head = session.scalar(select(Note.head_no).where(Note.id == note_id)) or 0
    waiting = select(NoteUpdate.no, NoteUpdate.data).where(NoteUpdate.note_id == note_id, NoteUpdate.pending)
    rows = session.execute(waiting.order_by(NoteUpdate.no))
    return Sheet(paper_of(session, note_id), head, [(row.no, row.data) for row in rows])


def catch_up(session: Session, sheet: Sheet) -> list[Any]:
    """Apply what another process recorded meanwhile; return its rows."""
    rows = updates_after(session, sheet.paper.note_id, sheet.head)
    sheet.paper.load(row.data for row in rows)
    sheet.pending += [(row.no, row.data) for row in rows if row.pending]
    sheet.head = rows[-1].no if rows else sheet.head
    return rows


def append(session: Session, sheet: Sheet, letters: Sequence[Letter], at: datetime) -> list[Any]:
    """Record updates under the note's lock and number them without gaps; return what others wrote before.

    A letter keeps its refusal, or gets its number; one that changes nothing gets neither.
    """
    note_id = sheet.paper.note_id
    locked = session.execute(select(NOTE).where(NOTE.c.id == note_id).with_for_update()).mappings().one()
    others = catch_up(session, sheet) if locked["head_no"] != sheet.head else []
    writers = {
        person: is_writer(session, locked["deal_id"], person)
        for person in {each.person_id for each in letters}
    }
    rows: list[dict[str, Any]] = []
    for letter in letters:
        if letter.refusal is None:
            letter.refusal = _refusal(letter, writers, locked)
        if letter.refusal is None:
            _judge(session, sheet, letter, rows)
        if letter.no is not None:
            rows.append(_row(note_id, letter, at))
    if rows:
        session.execute(insert(NoteUpdate), rows)
        _count(session, sheet, locked, rows, at)
    return others


def _refusal(letter: Letter, writers: dict[int, bool], note: Any) -> str | None:
    if not writers[letter.person_id] or letter.schema < note["schema_version"]:
        return "read_only"
    if note["frozen"]:
        return "frozen"
    return "too_big" if len(letter.data) > LARGEST_UPDATE and not letter.is_own else None


def _judge(session: Session, sheet: Sheet, letter: Letter, rows: list[dict[str, Any]]) -> None:
    try:
        changed = _take(session, sheet, letter)
    except Unreadable:
        letter.refusal = "unreadable"
        return
    except Broken:
        letter.refusal = "gapped" if letter.gapped else "unreadable"
        sheet.paper = paper_of(session, sheet.paper.note_id)
        sheet.paper.load(row["data"] for row in rows)
        return
    if letter.gapped and any(letter.data == data for _, data in sheet.pending):
        return
    if letter.gapped and len(sheet.pending) >= MOST_PENDING:
        letter.refusal = "gapped"
    elif letter.gapped or changed:
        sheet.head += 1
        letter.no = sheet.head
        if letter.gapped:
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
        "sha256": hashlib.sha256(letter.data).digest(),
        "data": letter.data,
        "person_id": letter.person_id,
        "received_at": at,
        "pending": letter.gapped,
    }


def _count(session: Session, sheet: Sheet, note: Any, rows: list[dict[str, Any]], at: datetime) -> None:
    healed = [no for no, data in sheet.pending if not sheet.paper.lacks(data)] if sheet.pending else []
    if healed:
        session.execute(
            update(NoteUpdate)
            .where(NoteUpdate.note_id == note["id"], NoteUpdate.no.in_(healed))
            .values(pending=False)
        )
        sheet.pending = [each for each in sheet.pending if each[0] not in healed]
    size = note["size"] + sum(len(row["data"]) for row in rows)
    session.execute(
        update(NOTE)
        .where(NOTE.c.id == note["id"])
        .values(
            head_no=sheet.head,
            size=size,
            frozen=size > FROZEN,
            written_by=rows[-1]["person_id"],
            written_at=at,
        )
    )
    publish(session, NoteWritten(note["id"], sheet.head))


def wants_compaction(session: Session, note_id: int) -> bool:
    """Say whether a note's log has grown enough to be compacted."""
    told = select(func.count(), func.coalesce(func.sum(func.length(NoteUpdate.data)), 0))
    count, size = session.execute(told.where(NoteUpdate.note_id == note_id)).one()
    return bool(count >= COMPACT_UPDATES or size >= COMPACT_BYTES)


def compact(session: Session, note_id: int, at: datetime) -> bool:
    """Turn a note's log into a snapshot, unless an update still waits for another or the proof fails."""
    note = session.execute(select(NOTE).where(NOTE.c.id == note_id).with_for_update()).mappings().one()
    rows = select(func.count()).where(NoteUpdate.note_id == note_id)
    if session.scalar(rows.where(NoteUpdate.pending)) or not session.scalar(rows):
        return False
    paper = paper_of(session, note_id)
    state = paper.state()
    if not _proves(paper, state):
        log.error("note %s is not compacted: the snapshot does not say what the log says", note_id)
        return False
    session.execute(
        insert(NoteSnapshot),
        [
            {
                "note_id": note_id,
                "no": note["head_no"],
                "state": state,
                "state_vector": paper.doc.get_state(),
                "sha256": hashlib.sha256(state).digest(),
                "at": at,
            }
        ],
    )
    session.execute(
        delete(NoteSnapshot).where(NoteSnapshot.note_id == note_id, NoteSnapshot.no < note["head_no"])
    )
    session.execute(delete(NoteUpdate).where(NoteUpdate.note_id == note_id, NoteUpdate.no <= note["head_no"]))
    said = plain(paper)
    _keep_version(session, note, state, said, at)
    values = {
        "snapshot_no": note["head_no"],
        "size": len(state),
        "frozen": len(state) > FROZEN,
        "plain": said,
    }
    session.execute(update(NOTE).where(NOTE.c.id == note_id).values(**values))
    return True


def _proves(paper: Paper, state: bytes) -> bool:
    again = Paper(paper.note_id)
    again.load([state])
    # The bytes of two equal state vectors may name the writers in different orders.
    return again.vector() == paper.vector() and outline(again.root) == outline(paper.root)


def _keep_version(session: Session, note: Any, state: bytes, said: str, at: datetime) -> None:
    last = session.execute(
        select(NoteVersion.at, NoteVersion.plain)
        .where(NoteVersion.note_id == note["id"])
        .order_by(NoteVersion.id.desc())
        .limit(1)
    ).one_or_none()
    if last is None or (at - last.at >= AUTO_VERSION_EVERY and last.plain != said):
        version = {"note_id": note["id"], "kind": "auto", "label": "", "author_id": note["written_by"]}
        session.execute(insert(NoteVersion), [version | {"at": at, "state": state, "plain": said}])
