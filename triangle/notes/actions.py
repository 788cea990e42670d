"""Deeds on notes as wholes: begin one, rename it, name a version, go back to one. Typing takes the socket."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from triangle.activity.actions import record
from triangle.core.deed import Deed
from triangle.core.errors import Conflict, invalid
from triangle.core.policy import may, require
from triangle.deals.actions import lock_deal
from triangle.deals.models import Deal, deal_stream
from triangle.identity.models import Person
from triangle.nodes.actions import add_item
from triangle.nodes.models import ChecklistItem, Node
from triangle.notes.crdt import Paper, rewrite
from triangle.notes.mentions import Mention
from triangle.notes.models import Note, NoteMention, NoteVersion
from triangle.notes.queries import main_note
from triangle.notes.reading import plain
from triangle.notes.tasks import SCHEMA_OF_MARKS, find_task, item_of, line_of, mark
from triangle.notes.templates import first_content
from triangle.notes.writing import NOTE, Letter, append, load_sheet


def begin_note(
    deed: Deed,
    *,
    deal_id: int | None = None,
    node_id: int | None = None,
    template: str,
    title: str | None = None,
) -> Note:
    """Begin a note of a deal or node; without a title it is the main one, which is begun once."""
    deal = lock_deal(deed, deed.part(Node.deal_id, node_id) if node_id is not None else deal_id or 0)
    place: Deal | Node = deal if node_id is None else deed.get(Node, node_id)
    require(deed.actor, "add_note", place)
    there = main_note(deed.session, deal.id, node_id) if title is None else None
    if there is not None:
        return there
    note = Note(
        deal_id=deal.id,
        node_id=node_id,
        is_main=title is None,
        title=title or "",
        created_by=deed.actor.id,
        created_at=deed.at,
        written_by=deed.actor.id,
        written_at=deed.at,
    )
    deed.session.add(note)
    deed.session.flush()
    sheet = load_sheet(deed.session, note.id)
    content = first_content(Paper(note.id), template, deed.actor.language)
    _write(deed, note, sheet, content)
    record(deed, "note.created", [deal_stream(deal.id)], note=note)
    return note


def rename_note(deed: Deed, note_id: int, *, title: str) -> Note:
    """Give a note another title."""
    note = _lock(deed, note_id, "rename")
    deed.expect(note)
    note.title = title
    record(deed, "note.renamed", [deal_stream(note.deal_id)], note=note)
    return note


def name_version(deed: Deed, note_id: int, *, label: str) -> NoteVersion:
    """Keep the note as it is now under a name."""
    note = _lock(deed, note_id, "name_version")
    version = _keep(deed, note, load_sheet(deed.session, note.id).paper, "manual", label)
    record(deed, "note.version_named", [deal_stream(note.deal_id)], note=note, note_version=version)
    return version


def restore_version(deed: Deed, version_id: int) -> Note:
    """Write an old version into the note as one edit that goes forward; what was there is kept before."""
    version = deed.get(NoteVersion, version_id)
    note = _lock(deed, version.note_id, "restore")
    if note.frozen:
        raise Conflict("note_frozen", "this note has grown too large to be written")
    sheet = load_sheet(deed.session, note.id)
    _keep(deed, note, sheet.paper, "before_restore", "")
    content = Paper(note.id)
    content.load([version.state])
    # A copy does the rewriting: the note's own document takes the edit as it takes everybody's.
    edited = load_sheet(deed.session, note.id).paper
    known = edited.doc.get_state()
    rewrite(edited, content)
    _write(deed, note, sheet, edited.since(known))
    record(deed, "note.restored", [deal_stream(note.deal_id)], note=note, note_version=version)
    return note


def make_item(
    deed: Deed, note_id: int, *, place: int, text: str, node_id: int | None = None
) -> ChecklistItem:
    """Make a task a line of a node's checklist and mark it in the note; one that is marked gives its line."""
    note = _lock(deed, note_id, "make_item")
    edited = load_sheet(deed.session, note.id).paper
    known, task = edited.doc.get_state(), find_task(edited, place, text)
    if task is None or not line_of(task):
        raise Conflict("task_moved", "the task is not in the note as it is recorded")
    there = _item_of(deed, note, item_of(task))
    if there is not None:
        return there
    if note.frozen:
        raise Conflict("note_frozen", "this note has grown too large to be written")
    node = _node_for(deed, note, node_id)
    item = add_item(deed, node.id, text=line_of(task))
    mark(task, item_id=item.id, node_id=node.id)
    # An editor that does not know the mark would delete it.
    newer = update(NOTE).where(NOTE.c.id == note.id, NOTE.c.schema_version < SCHEMA_OF_MARKS)
    deed.session.execute(newer.values(schema_version=SCHEMA_OF_MARKS))
    _write(deed, note, load_sheet(deed.session, note.id), edited.since(known))
    return item


def tell_mentions(deed: Deed, note_id: int, brought: Iterable[Mention]) -> None:
    """Tell everybody whose name the actor brought into a note and who may read it."""
    note = _lock(deed, note_id, "write")
    for found in brought:
        person = deed.get(Person, found.person_id)
        mention = untold(note.id, found, deed.actor.id, deed.at)
        mention.told = person.id != deed.actor.id and may(person, "see", note)
        deed.session.add(mention)
        if mention.told:
            record(deed, "note.mentioned", [f"user:{person.id}"], mention=mention)


def untold(note_id: int, found: Mention, by_id: int, at: datetime) -> NoteMention:
    """Return a mention that was found and told to nobody."""
    return NoteMention(
        note_id=note_id,
        person_id=found.person_id,
        key=found.key,
        by_id=by_id,
        at=at,
        words=found.words,
        told=False,
    )


def _item_of(deed: Deed, note: Note, item_id: int | None) -> ChecklistItem | None:
    item = deed.session.get(ChecklistItem, item_id) if item_id is not None else None
    # Bytes may name an item of another deal.
    return item if item is not None and item.node.deal_id == note.deal_id else None


def _node_for(deed: Deed, note: Note, node_id: int | None) -> Node:
    wanted = note.node_id if node_id is None else node_id
    if wanted is None:
        raise invalid("node_id", "required")
    node = deed.get(Node, wanted)
    if node.deal_id != note.deal_id or note.node_id not in (None, node.id):
        raise invalid("node_id", "not_allowed")
    return node


def _lock(deed: Deed, note_id: int, verb: str) -> Note:
    lock_deal(deed, deed.part(Note.deal_id, note_id))
    note = deed.get(Note, note_id, lock=True)
    require(deed.actor, verb, note)
    return note


def _keep(deed: Deed, note: Note, paper: Paper, kind: str, label: str) -> NoteVersion:
    version = NoteVersion(
        note_id=note.id,
        kind=kind,
        label=label,
        author_id=deed.actor.id,
        at=deed.at,
        state=paper.state(),
        plain=plain(paper),
    )
    deed.session.add(version)
    deed.session.flush()
    return version


def _write(deed: Deed, note: Note, sheet: Any, update: bytes) -> None:
    append(deed.session, sheet, [Letter(deed.actor.id, update, is_own=True)], deed.at)
    deed.session.scalars(
        select(Note).where(Note.id == note.id).execution_options(populate_existing=True)
    ).one()
