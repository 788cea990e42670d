"""Which hand-offs were seen together, as JSON."""

from marshmallow import fields, validate

from triangle.core.schema import Id, Schema

MOST_AT_ONCE = 50


class SeenHandoffs(Schema):
    """Hand-offs that stood on screen together."""

    handoff_ids = fields.List(Id(), required=True, validate=validate.Length(min=1, max=MOST_AT_ONCE))


class SeenOut(Schema):
    """Whether one of them waits for the reader, and so was noted as seen."""

    handoff_id = Id(required=True)
    is_seen = fields.Boolean(required=True)


class SeenReply(Schema):
    """What became of each."""

    data = fields.List(fields.Nested(SeenOut), required=True)
