"""Doors of notes as wholes, their versions and their export."""

import base64
from typing import Any

from marshmallow import fields

from triangle.activity.queries import positions
from triangle.core.deed import Deed
from triangle.core.policy import require, verbs
from triangle.core.schema import Schema
from triangle.core.web.door import Door
from triangle.core.web.replies import PageQuery, Position, list_of, page_of, reply_of
from triangle.core.web.service import Ask
from triangle.deals.sight import require_sight
from triangle.nodes.models import Node
from triangle.nodes.schemas import ItemReply
from triangle.notes import actions, queries
from triangle.notes.models import Note, NoteVersion
from triangle.notes.reading import markdown
from triangle.notes.schemas import (
    MarkdownReply,
    MentionOut,
    NoteEdit,
    NoteNew,
    NoteRow,
    NoteWhole,
    TaskPlace,
    VersionNew,
    VersionOut,
    VersionWhole,
)

door = Door("notes", __name__, url_prefix="/api", description="Notes, their versions and their export.")

NoteList = list_of(NoteRow, ready=True, can=fields.List(fields.String(), required=True))
NoteReply = reply_of(NoteWhole)
_positions = fields.Dict(keys=fields.String(), values=fields.Nested(Position), required=True)
VersionReply = reply_of(VersionWhole)


@door.reads("/deals/<int:deal_id>/notes", out=NoteList)
def list_notes(ask: Ask, deal_id: int) -> Any:
    """List the notes of a deal and of its nodes."""
    require_sight(ask.session, ask.actor, deal_id)
    # As `members_of_the_room` has it, for which the deal would have to be loaded.
    can = ["add_note"] if queries.is_writer(ask.session, deal_id, ask.actor.id) else []
    return {"data": queries.notes_of_deal(ask.session, deal_id), "can": can}


@door.reads("/nodes/<int:node_id>/notes", out=NoteList)
def list_node_notes(ask: Ask, node_id: int) -> Any:
    """List the notes of a node."""
    node = ask.get(Node, node_id)
    require(ask.actor, "see", node)
    found = queries.notes_of_node(ask.session, node.id)
    return {"data": found, "can": verbs(ask.actor, node, ["add_note"])}


@door.writes("POST", "/deals/<int:deal_id>/notes", body=NoteNew, out=NoteReply, status=201)
def begin_note(deed: Deed, deal_id: int, **wish: Any) -> Any:
    """Begin a note of a deal; without a title the main one, which is there once."""
    note = actions.begin_note(deed, deal_id=deal_id, **wish)
    return queries.reply(deed.session, deed.actor, note)


@door.writes("POST", "/nodes/<int:node_id>/notes", body=NoteNew, out=NoteReply, status=201)
def begin_node_note(deed: Deed, node_id: int, **wish: Any) -> Any:
    """Begin a note of a node; without a title the main one, which is there once."""
    note = actions.begin_note(deed, node_id=node_id, **wish)
    return queries.reply(deed.session, deed.actor, note)


@door.reads("/notes/<int:note_id>", out=NoteReply)
def get_note(ask: Ask, note_id: int) -> Any:
    """Show a note as plain text."""
    return queries.reply(ask.session, ask.actor, _seen(ask, note_id))


@door.writes("PATCH", "/notes/<int:note_id>", body=NoteEdit, out=NoteReply)
def rename_note(deed: Deed, note_id: int, title: str) -> Any:
    """Give a note another title."""
    return queries.reply(deed.session, deed.actor, actions.rename_note(deed, note_id, title=title))


@door.reads("/notes/<int:note_id>/markdown", out=MarkdownReply)
def export_note(ask: Ask, note_id: int) -> Any:
    """Export a note as Markdown."""
    note = _seen(ask, note_id)
    return {"data": {"title": note.title, "markdown": markdown(queries.paper_of(ask.session, note.id))}}


@door.writes("POST", "/notes/<int:note_id>/items", body=TaskPlace, out=ItemReply, status=201)
def make_item(deed: Deed, note_id: int, **task: Any) -> Any:
    """Make a task of a note a line of a node's checklist; it becomes one, however often it is asked."""
    return {"data": actions.make_item(deed, note_id, **task), "can": [], "positions": {}}


@door.reads("/notes/<int:note_id>/versions", out=list_of(VersionOut))
def list_versions(ask: Ask, note_id: int) -> Any:
    """List the versions of a note, the newest first."""
    return {"data": queries.versions_of(ask.session, _seen(ask, note_id).id)}


@door.writes("POST", "/notes/<int:note_id>/versions", body=VersionNew, out=VersionReply, status=201)
def name_version(deed: Deed, note_id: int, label: str) -> Any:
    """Keep the note as it is now under a name."""
    return _version(actions.name_version(deed, note_id, label=label))


@door.reads("/note-versions/<int:version_id>", out=VersionReply)
def get_version(ask: Ask, version_id: int) -> Any:
    """Show what a version says."""
    version = ask.get(NoteVersion, version_id)
    _seen(ask, version.note_id)
    return _version(version)


@door.writes("POST", "/note-versions/<int:version_id>/restore", body=Schema, out=NoteReply)
def restore_version(deed: Deed, version_id: int) -> Any:
    """Write a version into its note again; what was there is kept as a version of its own."""
    note = actions.restore_version(deed, version_id)
    return queries.reply(deed.session, deed.actor, note)


@door.reads("/mentions", out=page_of(MentionOut, ready=True, positions=_positions), query=PageQuery)
def list_mentions(ask: Ask, after: str | None = None, limit: int = 50) -> Any:
    """List where I am mentioned in notes, the newest first."""
    here = positions(ask.session, f"user:{ask.actor.id}")
    found = queries.mentions_of(ask.session, ask.actor, after=after, limit=limit)
    return {"data": found.rows, "next": found.next, "positions": here}


def _seen(ask: Ask, note_id: int) -> Note:
    note = ask.get(Note, note_id)
    require(ask.actor, "see", note)
    return note


def _version(version: NoteVersion) -> dict[str, Any]:
    names = ("id", "note_id", "kind", "label", "author_id", "at")
    said: dict[str, Any] = {name: getattr(version, name) for name in names}
    state = base64.b64encode(version.state).decode()
    return {"data": said | {"text": version.plain, "state": state}, "can": [], "positions": {}}
