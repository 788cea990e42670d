"""The triangle in numbers as JSON."""

from marshmallow import fields

from triangle.accounts.models import TRIANGLE
from triangle.core.schema import Id, Schema, one_of
from triangle.core.web.replies import reply_of


class Speed(Schema):
    """How many hand-offs were answered in 90 days, and the median of the working minutes it took."""

    answers = fields.Integer(required=True)
    minutes = fields.Integer(required=True, allow_none=True)


class CornerOut(Speed):
    """A role with its person: open nodes they answer for, those at work, who stands in, how they answer."""

    role = one_of(TRIANGLE, required=True)
    person_id = Id(required=True, allow_none=True)
    open_nodes = fields.Integer(required=True)
    at_work = fields.Integer(required=True)
    is_away = fields.Boolean(required=True)
    deputy_ids = fields.List(fields.Integer(), required=True)


class EdgeOut(Speed):
    """Two roles, and the hand-offs of this account between them, both ways."""

    roles = fields.List(one_of(TRIANGLE), required=True)


class FigureOut(Schema):
    """The three corners and the three edges."""

    corners = fields.List(fields.Nested(CornerOut), required=True)
    edges = fields.List(fields.Nested(EdgeOut), required=True)


FigureReply = reply_of(FigureOut)
