"""The shapes that replies share: one thing with what may be done to it, or a page of things."""

from typing import Any

from marshmallow import Schema as MarshmallowSchema
from marshmallow import fields, validate

from triangle.core.paging import LIMIT, MOST
from triangle.core.schema import Ready, Schema, Text


class PageQuery(Schema):
    """Where a page starts and how long it is."""

    after = Text(longest=500, metadata={"description": "The `next` of the page before."})
    limit = fields.Integer(load_default=LIMIT, validate=validate.Range(min=1, max=MOST))


class Position(Schema):
    """How far a state has read a stream."""

    epoch = fields.Integer(required=True)
    seq = fields.Integer(required=True)


def reply_of(noun: type[MarshmallowSchema], **beside: fields.Field[Any]) -> type[Schema]:
    """Return the schema of a reply with one `noun`: data, can, positions and what else stands beside."""
    members: dict[str, Any] = {
        "data": fields.Nested(noun, required=True),
        "can": fields.List(fields.String(), required=True),
        "positions": fields.Dict(keys=fields.String(), values=fields.Nested(Position), required=True),
        **beside,
    }
    return type(f"{noun.__name__}Reply", (Schema,), members)


def page_of(
    noun: type[MarshmallowSchema], *, ready: bool = False, **beside: fields.Field[Any]
) -> type[Schema]:
    """Return the schema of a page of `noun`s; they are `ready` when they are read as they are sent."""
    members: dict[str, Any] = {
        "data": _all(noun, ready=ready),
        "next": fields.String(required=True, allow_none=True),
        **beside,
    }
    return type(f"{noun.__name__}Page", (Schema,), members)


def list_of(
    noun: type[MarshmallowSchema], *, ready: bool = False, **beside: fields.Field[Any]
) -> type[Schema]:
    """Return the schema of a whole, short list of `noun`s; `ready` as in pages."""
    members: dict[str, Any] = {"data": _all(noun, ready=ready), **beside}
    return type(f"{noun.__name__}List", (Schema,), members)


def _all(noun: type[MarshmallowSchema], *, ready: bool) -> fields.Field[Any]:
    return (Ready if ready else fields.List)(fields.Nested(noun), required=True)
