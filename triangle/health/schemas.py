"""Shapes of a self-test."""

from marshmallow import fields, validate

from triangle.core.schema import MomentField, Schema, Text
from triangle.health.models import STATUSES

LONGEST_ORIGIN = 300


class CheckOut(Schema):
    """One thing that was looked at; the browser words `code` with `params`."""

    check = fields.String(required=True)
    code = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    params = fields.Dict(required=True)


class SelfTestOut(Schema):
    """Whether sockets, Redis, the database, the clock and the origin are well."""

    at = MomentField(required=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    checks = fields.List(fields.Nested(CheckOut), required=True)


class SelfTestQuery(Schema):
    """Where the admin's browser is."""

    origin = Text(
        longest=LONGEST_ORIGIN,
        metadata={"description": "The browser's own origin; browsers send none with a plain read."},
    )
