"""The deal room as JSON."""

from marshmallow import fields

from triangle.core.schema import Schema
from triangle.core.web.replies import reply_of
from triangle.deals.schemas import AccountRef, DealOut, DealSeatOut
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
    stages = fields.List(fields.Nested(RoomStage), required=True)
    handoffs = fields.List(fields.Nested(HandoffOut), required=True)
    responsibilities = fields.List(fields.Nested(ResponsibilityOut), required=True)
    promises = fields.List(fields.Nested(PromiseOut), required=True)


RoomReply = reply_of(RoomOut)
