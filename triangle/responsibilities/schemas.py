"""Responsibilities as JSON, and the entries that move them."""

from marshmallow import fields, validate

from triangle.accounts.models import SEAT_ROLES
from triangle.activity.catalog import entry_types
from triangle.core.schema import Id, MomentField, Schema, one_of
from triangle.deals.schemas import DealOut, DealSeatOut
from triangle.nodes.schemas import NodeOut
from triangle.playbooks.schemas import Names
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


@entry_types("deal", "responsibility.moved")
class MovedEntry(Schema):
    """The node whose duties went from somebody who left to somebody else, and who is in the room now."""

    node = fields.Nested(NodeOut, required=True)
    members = fields.List(fields.Integer(), required=True)
    responsibilities = fields.List(fields.Nested(ResponsibilityOut), required=True)


class SeatTaken(Schema):
    """Who takes a seat of somebody who leaves; nobody leaves it vacant, or gives it back to the account."""

    account_id = Id(required=True)
    deal_id = Id(load_default=None, allow_none=True)
    role = one_of(SEAT_ROLES, required=True)
    person_id = Id(required=True, allow_none=True)


class NodeTaken(Schema):
    """Who takes a node of somebody who leaves."""

    node_id = Id(required=True)
    person_id = Id(required=True)


class LeavingPlan(Schema):
    """Who takes what when somebody leaves."""

    seats = fields.List(fields.Nested(SeatTaken), load_default=list, validate=validate.Length(max=5000))
    nodes = fields.List(fields.Nested(NodeTaken), load_default=list, validate=validate.Length(max=5000))


class SeatHeld(Schema):
    """A seat of somebody, of an account or of one deal, and who could take it."""

    account_id = Id(required=True)
    account = fields.String(required=True)
    deal_id = Id(required=True, allow_none=True)
    deal = fields.String(required=True, allow_none=True)
    role = one_of(SEAT_ROLES, required=True)
    suggested_id = Id(required=True, allow_none=True)


class NodeHeld(Schema):
    """An open node that somebody took over beside their seats, and who could take it."""

    node_id = Id(required=True)
    deal_id = Id(required=True)
    account = fields.String(required=True)
    deal = fields.String(required=True)
    code = fields.String(required=True)
    name = fields.Nested(Names, required=True)
    duties = fields.List(one_of(DUTIES), required=True)
    suggested_id = Id(required=True, allow_none=True)


class LeavingOut(Schema):
    """What somebody holds; the nodes that follow a seat are not named one by one."""

    seats = fields.List(fields.Nested(SeatHeld), required=True)
    nodes = fields.List(fields.Nested(NodeHeld), required=True)
