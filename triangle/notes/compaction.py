"""Compacting a note's log into a snapshot that proves itself first."""

import hashlib
import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from triangle.notes.crdt import Paper, outline
from triangle.notes.models import FROZEN, NoteSnapshot, NoteUpdate, NoteVersion
from triangle.notes.queries import paper_of
from triangle.notes.reading import plain
from triangle.notes.writing import NOTE

COMPACT_UPDATES, COMPACT_BYTES = 200, 256 * 1024
AUTO_VERSION_EVERY = timedelta(minutes=10)
log = logging.getLogger(__name__)


def compact(session: Session, note_id: int, at: datetime) -> bool:
    """Turn a note's log into a snapshot, unless an update still waits for another or the proof fails."""
    note = session.execute(select(NOTE).where(NOTE.c.id == note_id).with_for_update()).mappings().one()
    rows = select(func.count()).where(NoteUpdate.note_id == note_id)
    if session.scalar(rows.where(NoteUpdate.pending)) or not session.scalar(rows):
        return False
    paper = paper_of(session, note_id)
    state = paper.state()
    if not proves(paper, state):
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
    _keep_version(session, note, state, plain(paper), at)
    values = {
        "snapshot_no": note["head_no"],
        "size": len(state),
        "frozen": len(state) > FROZEN,
    }
    session.execute(update(NOTE).where(NOTE.c.id == note_id).values(**values))
    return True


def proves(paper: Paper, state: bytes) -> bool:
    """Say whether a snapshot, opened again, says and knows all that the document does."""
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
