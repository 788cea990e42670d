"""Entries as JSON."""

from typing import Any

import orjson
from marshmallow import fields, validate

from triangle.core.schema import Schema, moment_text


class EntryOut(Schema):
    """One entry of a stream; the shape of `data` depends on `type`."""

    stream = fields.String(required=True)
    seq = fields.Integer(required=True)
    type = fields.String(required=True)
    version = fields.Integer(required=True)
    actor = fields.Integer(required=True)
    acting_for = fields.Integer(required=True, allow_none=True)
    op_id = fields.String(required=True, allow_none=True)
    at = fields.String(required=True, metadata={"format": "date-time"})
    data = fields.Dict(required=True)
    hash = fields.String(required=True)


class EntryWhole(EntryOut):
    """An entry with what it changed: `before` has each of its things as the entry before told of it."""

    prev_hash = fields.String(required=True)
    before = fields.Dict(required=True)


class EntriesOut(Schema):
    """Some entries in order, with the stream's epoch and head."""

    data = fields.List(fields.Nested(EntryOut), required=True)
    epoch = fields.Integer(required=True)
    head = fields.Integer(required=True)


class EntriesQuery(Schema):
    """After which number, and how many."""

    after = fields.Integer(load_default=0, validate=validate.Range(min=0, max=2**53))
    limit = fields.Integer(load_default=100, validate=validate.Range(min=1, max=300))


def as_message(row: Any) -> dict[str, Any]:
    """Return an entry, given as a mapping of its columns, as the socket and the API send it."""
    names = ("stream", "seq", "type", "version", "actor", "acting_for", "op_id")
    said = {name: row[name] for name in names}
    return {**said, "at": moment_text(row["at"]), "data": orjson.loads(row["data"])}
