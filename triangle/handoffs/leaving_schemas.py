"""What somebody holds who leaves, and who takes it, as JSON."""

from marshmallow import fields, validate

from triangle.accounts.models import SEAT_ROLES
from triangle.core.schema import Id, Schema, one_of
from triangle.handoffs.models import KINDS
from triangle.playbooks.schemas import Names
from triangle.responsibilities.models import DUTIES


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


class HandoffTaken(Schema):
    """Who is asked instead of somebody who leaves; the giver takes the hand-off back."""

    handoff_id = Id(required=True)
    person_id = Id(required=True)


class LeavingPlan(Schema):
    """Who takes what when somebody leaves."""

    seats = fields.List(fields.Nested(SeatTaken), load_default=list, validate=validate.Length(max=5000))
    nodes = fields.List(fields.Nested(NodeTaken), load_default=list, validate=validate.Length(max=5000))
    handoffs = fields.List(fields.Nested(HandoffTaken), load_default=list, validate=validate.Length(max=5000))


class SeatHeld(Schema):
    """A seat of somebody, of an account or of one deal, and who could take it."""

    account_id = Id(required=True)
    account = fields.String(required=True)
    deal_id = Id(required=True, allow_none=True)
    deal = fields.String(required=True, allow_none=True)
    role = one_of(SEAT_ROLES, required=True)
    suggested_id = Id(required=True, allow_none=True)


class WorkHeld(Schema):
    """Something of one node that somebody holds, and who could take it."""

    node_id = Id(required=True)
    deal_id = Id(required=True)
    account = fields.String(required=True)
    deal = fields.String(required=True)
    code = fields.String(required=True)
    name = fields.Nested(Names, required=True)
    suggested_id = Id(required=True, allow_none=True)


class NodeHeld(WorkHeld):
    """An open node that somebody took over beside their seats, and who could take it."""

    duties = fields.List(one_of(DUTIES), required=True)


class HandoffHeld(WorkHeld):
    """A hand-off that waits for somebody's answer and follows no seat, and who could be asked instead."""

    handoff_id = Id(required=True)
    kind = one_of(KINDS, required=True)
    giver_id = Id(required=True)


class LeavingOut(Schema):
    """What somebody holds; the nodes that follow a seat are not named one by one."""

    seats = fields.List(fields.Nested(SeatHeld), required=True)
    nodes = fields.List(fields.Nested(NodeHeld), required=True)
    handoffs = fields.List(fields.Nested(HandoffHeld), required=True)
