"""Notes and their versions as JSON."""

from marshmallow import fields, validate

from triangle.activity.catalog import entry_types
from triangle.core.schema import Id, MomentField, Schema, Text, one_of
from triangle.notes.models import TEMPLATES, VERSION_KINDS


class NoteOut(Schema):
    """A note without what it says."""

    id = Id(required=True)
    deal_id = Id(required=True)
    node_id = Id(required=True, allow_none=True)
    is_main = fields.Boolean(required=True)
    title = fields.String(required=True)
    epoch = fields.Integer(required=True)
    created_by = Id(required=True)
    created_at = MomentField(required=True)
    version = fields.Integer(required=True)


class NoteRow(NoteOut):
    """A note in a list, with who wrote last."""

    written_by = Id(required=True)
    written_at = MomentField(required=True)
    frozen = fields.Boolean(required=True)


class NoteWhole(NoteRow):
    """A note with what it says as plain text."""

    text = fields.String(required=True)


class NoteNew(Schema):
    """A note to be made; without a title it is the one main note of its deal or node, made once."""

    title = Text(longest=120)
    template = one_of(TEMPLATES, load_default="blank")


class NoteEdit(Schema):
    """What may change of a note outside its text."""

    title = Text(longest=120, required=True)


class TaskPlace(Schema):
    """Which task of a note: its number among the tasks, from 0, and its words, lest it moved meanwhile."""

    place = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=100_000))
    text = Text(longest=2000, required=True)
    node_id = Id(load_default=None, allow_none=True)


class VersionNew(Schema):
    """The name of a version to be kept."""

    label = Text(longest=120, required=True)


class VersionOut(Schema):
    """A version of a note, without what it says."""

    id = Id(required=True)
    note_id = Id(required=True)
    kind = one_of(VERSION_KINDS, required=True)
    label = fields.String(required=True)
    author_id = Id(required=True)
    at = MomentField(required=True)


class VersionWhole(VersionOut):
    """A version with what it says: as plain text, and as the editor's own bytes in base64."""

    text = fields.String(required=True)
    state = fields.String(required=True)


class MarkdownOut(Schema):
    """A note as Markdown."""

    title = fields.String(required=True)
    markdown = fields.String(required=True)


class MarkdownReply(Schema):
    """The reply of an export."""

    data = fields.Nested(MarkdownOut, required=True)


class MentionOut(Schema):
    """Where somebody was mentioned: the note, the line, who wrote it and when."""

    id = Id(required=True)
    note_id = Id(required=True)
    deal_id = Id(required=True)
    node_id = Id(required=True, allow_none=True)
    title = fields.String(required=True)
    person_id = Id(required=True)
    by_id = Id(required=True)
    at = MomentField(required=True)
    words = fields.String(required=True)


@entry_types("user", "note.mentioned")
class MentionEntry(Schema):
    """The mention, told to the person it names."""

    mention = fields.Nested(MentionOut, required=True)


@entry_types("deal", "note.created", "note.renamed")
class NoteEntry(Schema):
    """The note as it is after the deed; what it says is no part of history."""

    note = fields.Nested(NoteOut, required=True)


@entry_types("deal", "note.version_named", "note.restored")
class NoteVersionEntry(Schema):
    """The note, and the version that was named or restored."""

    note = fields.Nested(NoteOut, required=True)
    note_version = fields.Nested(VersionOut, required=True)
