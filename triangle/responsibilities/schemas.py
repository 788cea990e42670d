"""Responsibilities as JSON, and the entries that move them."""

from marshmallow import fields

from triangle.absences.models import STATUSES
from triangle.accounts.models import SEAT_ROLES
from triangle.activity.catalog import entry_types
from triangle.core.schema import Id, MomentField, Schema, one_of
from triangle.deals.schemas import DealOut, DealSeatOut
from triangle.nodes.schemas import NodeOut
from triangle.responsibilities.models import CAUSES, DUTIES


class ResponsibilityOut(Schema):
    """One interval of who answers for a node."""

    id = Id(required=True)
    node_id = Id(required=True)
    person_id = Id(required=True)
    duty = one_of(DUTIES, required=True)
    role = one_of(SEAT_ROLES, required=True)
    from_at = MomentField(required=True)
    until_at = MomentField(required=True, allow_none=True)
    cause = one_of(CAUSES, required=True)


class ResponsibilitiesAt(Schema):
    """Who answered for what in a deal at one moment."""

    data = fields.List(fields.Nested(ResponsibilityOut), required=True)
    at = MomentField(required=True)


class AtQuery(Schema):
    """At which moment; now when none is given."""

    at = MomentField(load_default=None)


@entry_types("deal", "deal.opened", "deal.reopened")
class RoomEntry(Schema):
    """The deal, who is in its room, and every responsibility that the deed set."""

    deal = fields.Nested(DealOut, required=True)
    reason = fields.String()
    seats = fields.List(fields.Nested(DealSeatOut), required=True)
    members = fields.List(fields.Integer(), required=True)
    responsibilities = fields.List(fields.Nested(ResponsibilityOut), required=True)


@entry_types("deal", "seat.assigned")
class SeatEntry(Schema):
    """All effective seats and members after the change, and every responsibility that it moved."""

    role = one_of(SEAT_ROLES, required=True)
    version = fields.Integer(required=True)
    seats = fields.List(fields.Nested(DealSeatOut), required=True)
    members = fields.List(fields.Integer(), required=True)
    responsibilities = fields.List(fields.Nested(ResponsibilityOut), required=True)


class AbsenceInRoom(Schema):
    """Who is away, and who does their work in this room meanwhile."""

    id = Id(required=True)
    person_id = Id(required=True)
    role = one_of(SEAT_ROLES, required=True, allow_none=True)
    deputy_id = Id(required=True, allow_none=True)
    until_at = MomentField(required=True)
    status = one_of(STATUSES, required=True)
    version = fields.Integer(required=True)


@entry_types("deal", "deal.covered")
class CoverEntry(Schema):
    """The absence as it is now, of somebody who has a duty in this deal."""

    absence = fields.Nested(AbsenceInRoom, required=True)


@entry_types("deal", "responsibility.moved")
class MovedEntry(Schema):
    """The node whose duties went from somebody who left to somebody else, and who is in the room now."""

    node = fields.Nested(NodeOut, required=True)
    members = fields.List(fields.Integer(), required=True)
    responsibilities = fields.List(fields.Nested(ResponsibilityOut), required=True)
