"""Nodes and checklist items as JSON."""

from marshmallow import fields, validate

from triangle.activity.catalog import entry_types
from triangle.core.schema import Id, MomentField, Schema, Text, one_of
from triangle.core.web.replies import reply_of
from triangle.nodes.models import ITEM_STATES, OUTCOMES, STATUSES
from triangle.playbooks.schemas import BriefingOut, GateOut, Names

_safe_url = validate.URL(schemes={"http", "https"})


def _safe_or_none(url: str) -> None:
    if url:
        _safe_url(url)


class EvidenceOut(Schema):
    """What shows that an item was done."""

    kind = one_of(("text", "link"), required=True)
    text = Text(longest=2000, shortest=0, load_default="")
    url = fields.String(load_default="", validate=[validate.Length(max=2000), _safe_or_none])


class ItemOut(Schema):
    """One line of a checklist."""

    id = Id(required=True)
    node_id = Id(required=True)
    position = fields.Integer(required=True)
    text = fields.Nested(Names, required=True)
    required = fields.Boolean(required=True)
    state = one_of(ITEM_STATES, required=True)
    note = fields.String(required=True)
    evidence = fields.List(fields.Nested(EvidenceOut), required=True)
    reason = fields.String(required=True)
    changed_by = Id(required=True, allow_none=True)
    changed_at = MomentField(required=True, allow_none=True)
    changed_for = Id(required=True, allow_none=True)
    owner_id = Id(required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    condition_of = Id(required=True, allow_none=True)
    version = fields.Integer(required=True)


ItemReply = reply_of(ItemOut)


class ItemEdit(Schema):
    """What may change of a checklist item."""

    state = one_of(ITEM_STATES)
    note = Text(longest=2000, shortest=0)
    evidence = fields.List(fields.Nested(EvidenceOut), validate=validate.Length(max=20))
    reason = Text(longest=500, shortest=0)


class DecisionOut(Schema):
    """The present decision of a node's gate."""

    outcome = one_of(OUTCOMES, required=True)
    reason = fields.String(required=True)
    conditions = fields.List(fields.String(), required=True)
    decided_by = Id(required=True)
    # Decisions that were taken before deputies took any say nothing of it.
    decided_for = Id(allow_none=True)
    decided_at = fields.String(required=True, metadata={"format": "date-time"})


class NodeOut(Schema):
    """A node without its checklist."""

    id = Id(required=True)
    deal_id = Id(required=True)
    code = fields.String(required=True)
    name = fields.Nested(Names, required=True)
    stage = fields.String(required=True)
    position = fields.Integer(required=True)
    status = one_of(STATUSES, required=True)
    planned_start_on = fields.Date(required=True)
    planned_finish_on = fields.Date(required=True)
    started_at = MomentField(required=True, allow_none=True)
    finished_at = MomentField(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    gate = fields.Nested(GateOut, required=True, allow_none=True)
    briefing = fields.Nested(BriefingOut, required=True, allow_none=True)
    decision = fields.Nested(DecisionOut, required=True, allow_none=True)
    version = fields.Integer(required=True)


class NodeWhole(NodeOut):
    """A node with its checklist."""

    checklist = fields.List(fields.Nested(ItemOut), required=True)


@entry_types("deal", "checklist_item.added", "checklist_item.changed")
class ItemEntry(Schema):
    """The checklist item as it is after the deed."""

    item = fields.Nested(ItemOut, required=True)
