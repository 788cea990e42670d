"""The overview as JSON."""

from marshmallow import fields, validate

from triangle.activity.schemas import EntryOut
from triangle.core.schema import Amount, Id, MomentField, Schema
from triangle.matrix.schemas import FindingCount, MatrixDeal, MatrixNode, MatrixPerson, NodePlace


class MissingCorners(Schema):
    """How many deals lack each corner of the triangle."""

    AR = fields.Integer(required=True)
    SR = fields.Integer(required=True)
    FR = fields.Integer(required=True)


class Coverage(Schema):
    """How many deals of a team have their whole triangle."""

    team_id = Id(required=True, allow_none=True)
    deals = fields.Integer(required=True)
    covered = fields.Integer(required=True)
    missing = fields.Nested(MissingCorners, required=True)


class WaitingHandoff(Schema):
    """A hand-off that somebody has not answered."""

    id = Id(required=True)
    deal_id = Id(required=True)
    node_id = Id(required=True)
    giver_id = Id(required=True)
    receiver_ids = fields.List(Id(), required=True)
    due_at = MomentField(required=True)


class HandoffCounts(Schema):
    """How many hand-offs wait, and how many of them too long."""

    waiting = fields.Integer(required=True)
    overdue = fields.Integer(required=True)


class RiskOut(Schema):
    """A deal at risk, and how often there is each reason for that."""

    deal_id = Id(required=True)
    amount = Amount(required=True)
    currency = fields.String(required=True)
    closes_on = fields.Date(required=True, allow_none=True)
    late_nodes = fields.Integer(required=True)
    late_handoffs = fields.Integer(required=True)
    standing_vetoes = fields.Integer(required=True)
    stopped_gates = fields.Integer(required=True)
    overridden_vetoes = fields.Integer(required=True)
    late_conditions = fields.Integer(required=True)
    broken_promises = fields.Integer(required=True)
    late_promises = fields.Integer(required=True)


class News(Schema):
    """How much happened since the last visit."""

    opened = fields.Integer(required=True)
    won = fields.Integer(required=True)
    lost = fields.Integer(required=True)
    finished = fields.Integer(required=True)
    accepted = fields.Integer(required=True)
    returned = fields.Integer(required=True)
    moved = fields.Integer(required=True)


class NewsQuery(Schema):
    """How many entries."""

    limit = fields.Integer(load_default=8, validate=validate.Range(min=1, max=200))


class NewsEntry(EntryOut):
    """One thing that happened in a deal."""

    deal_id = Id(required=True)


class NewsOut(Schema):
    """What happened since the last visit in the deals that somebody may see, the last first."""

    since = MomentField(required=True)
    data = fields.List(fields.Nested(NewsEntry), required=True)
    has_more = fields.Boolean(required=True)
    deals = fields.List(fields.Nested(MatrixDeal), required=True)


class OverviewOut(Schema):
    """What whoever leads has to know, in the deals that they may see."""

    at = MomentField(required=True)
    since = MomentField(required=True)
    coverage = fields.List(fields.Nested(Coverage), required=True)
    counts = fields.List(fields.Nested(FindingCount), required=True)
    handoffs = fields.List(fields.Nested(WaitingHandoff), required=True)
    handoff_counts = fields.Nested(HandoffCounts, required=True)
    risks = fields.List(fields.Nested(RiskOut), required=True)
    risk_count = fields.Integer(required=True)
    news = fields.Nested(News, required=True)
    deals = fields.List(fields.Nested(MatrixDeal), required=True)
    nodes = fields.List(fields.Nested(NodePlace), required=True)
    templates = fields.List(fields.Nested(MatrixNode), required=True)
    people = fields.List(fields.Nested(MatrixPerson), required=True)
