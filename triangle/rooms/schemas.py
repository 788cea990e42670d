"""The deal room as JSON."""

from marshmallow import fields, validate

from triangle.accounts.schemas import AccountOut
from triangle.core.schema import Amount, Id, MomentField, Ready, Schema, Text, one_of
from triangle.core.web.replies import PageQuery, reply_of
from triangle.deals.models import STATUSES
from triangle.deals.schemas import AccountRef, DealOut, DealRow, DealSeatOut
from triangle.gates.schemas import OverrideOut
from triangle.handoffs.schemas import HandoffOut
from triangle.nodes.schemas import NodeWhole
from triangle.playbooks.schemas import Names
from triangle.promises.schemas import PromiseOut
from triangle.responsibilities.schemas import ResponsibilityOut


class RoomStage(Schema):
    """One of the seven stages with the nodes of this deal."""

    code = fields.String(required=True)
    name = fields.Nested(Names, required=True)
    entry = fields.Nested(Names, required=True)
    exit = fields.Nested(Names, required=True)
    nodes = fields.List(fields.Nested(NodeWhole), required=True)


class RoomOut(DealOut):
    """Everything that a deal room shows at first sight."""

    account = fields.Nested(AccountRef, required=True)
    members = fields.List(fields.Integer(), required=True)
    seats = fields.List(fields.Nested(DealSeatOut), required=True)
    stages = Ready(fields.Nested(RoomStage), required=True)
    handoffs = Ready(fields.Nested(HandoffOut), required=True)
    responsibilities = Ready(fields.Nested(ResponsibilityOut), required=True)
    promises = Ready(fields.Nested(PromiseOut), required=True)
    overrides = fields.List(fields.Nested(OverrideOut), required=True)


RoomReply = reply_of(RoomOut)


STAGES = tuple(f"S{number}" for number in range(1, 8))


class RoomRow(DealRow):
    """A deal in a list: where it stands, since when, and its AR."""

    stage = one_of(STAGES, required=True)
    stage_since = MomentField(required=True)
    ar_id = Id(required=True, allow_none=True)


class DealsFilter(Schema):
    """Which deals: a part of title or account, a state, a stage, a playbook, somebody in the room, a day."""

    q = Text(longest=80)
    status = one_of(STATUSES)
    stage = one_of(STAGES)
    playbook = Text(longest=20)
    account_id = fields.Integer(validate=validate.Range(min=1, max=2**31 - 1))
    person_id = fields.Integer(validate=validate.Range(min=1, max=2**31 - 1))
    closes_before = fields.Date()


class DealsQuery(DealsFilter, PageQuery):
    """Which page of which deals."""


class BoardQuery(DealsFilter):
    """Which deals, and how many cards a column shows."""

    limit = fields.Integer(load_default=20, validate=validate.Range(min=1, max=50))


class Sum(Schema):
    """An amount in one currency."""

    currency = fields.String(required=True)
    amount = Amount(required=True)


class BoardColumn(Schema):
    """One stage with the deals that stand there: all of them counted, the next to close shown."""

    code = one_of(STAGES, required=True)
    name = fields.Nested(Names, required=True)
    count = fields.Integer(required=True)
    amounts = fields.List(fields.Nested(Sum), required=True)
    deals = fields.List(fields.Nested(RoomRow), required=True)


class AccountRow(AccountOut):
    """An account in a list, with what is open there."""

    open_deals = fields.Integer(required=True)
    open_amounts = fields.List(fields.Nested(Sum), required=True)
    next_close_on = fields.Date(required=True, allow_none=True)


class WinRate(Schema):
    """How many deals of this playbook ended after they had come to this stage, and how many were won."""

    stage = one_of(STAGES, required=True)
    ended = fields.Integer(required=True, allow_none=True)
    won = fields.Integer(required=True, allow_none=True)


WinRateReply = reply_of(WinRate)
