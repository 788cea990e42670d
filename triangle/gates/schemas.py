"""What moves a node, as JSON."""

from typing import Any

from marshmallow import fields, post_load, pre_load, validate

from triangle.activity.catalog import entry_types
from triangle.core.schema import Id, MomentField, Schema, Text, one_of
from triangle.core.web.describe import FieldProblem
from triangle.core.web.replies import reply_of
from triangle.gates.conditions import KINDS as CONDITION_KINDS
from triangle.gates.conditions import Condition
from triangle.gates.models import VETO_KINDS
from triangle.handoffs.models import KINDS
from triangle.nodes.models import OUTCOMES
from triangle.nodes.schemas import ItemOut, NodeOut, NodeWhole
from triangle.promises.models import ANSWERING_ROLES
from triangle.responsibilities.schemas import ResponsibilityOut


class ConditionNew(Schema):
    """A condition: a line on a later node's checklist with an owner and a day, or a promise to answer."""

    text = Text(longest=500, required=True)
    kind = one_of(CONDITION_KINDS, load_default="item")
    node_id = Id(load_default=None, allow_none=True)
    owner_id = Id(load_default=None, allow_none=True)
    role = one_of(ANSWERING_ROLES, load_default="FR")
    due_on = fields.Date(load_default=None, allow_none=True)

    @pre_load
    def _from_words(self, given: Any, **_: Any) -> Any:
        # Mere words are a condition, too: whoever answers for the next node owns it until that node's day.
        return {"text": given} if isinstance(given, str) else given

    @post_load
    def _as_condition(self, given: dict[str, Any], **_: Any) -> Condition:
        return Condition(**given)


class OverrideBody(Schema):
    """The risk that the sponsor takes, in writing."""

    risk = Text(longest=4000, required=True)


class VetoOut(Schema):
    """What delivery said against a deliverability review: a decision, or a briefing that was returned."""

    kind = one_of(VETO_KINDS, required=True)
    by = Id(required=True)
    at = fields.String(required=True, metadata={"format": "date-time"})
    outcome = one_of(OUTCOMES, required=True, allow_none=True)
    reason = fields.String(required=True)


class VetoShown(VetoOut):
    """The veto that stands, and whether the sponsor overrode it."""

    is_overridden = fields.Boolean(required=True)


class OverrideOut(Schema):
    """A veto that the sponsor overrode, with the risk in writing; it never leaves the room."""

    id = Id(required=True)
    deal_id = Id(required=True)
    node_id = Id(required=True)
    risk = fields.String(required=True)
    overridden_by = Id(required=True)
    overridden_at = MomentField(required=True)
    veto = fields.Nested(VetoOut, required=True)


class DecideBody(Schema):
    """A gate's decision; all but a plain go need a reason."""

    outcome = one_of(OUTCOMES, required=True)
    reason = Text(longest=2000, shortest=0, load_default="")
    conditions = fields.List(fields.Nested(ConditionNew), load_default=list, validate=validate.Length(max=20))


class HandoffDefaults(Schema):
    """What a hand-off of the node is prefilled with."""

    kind = one_of(KINDS, required=True)
    receiver_ids = fields.List(Id(), required=True)
    due_at = MomentField(required=True)


NodeReply = reply_of(
    NodeWhole,
    missing=fields.List(fields.Nested(FieldProblem), required=True),
    handoff_defaults=fields.Nested(HandoffDefaults, required=True),
    veto=fields.Nested(VetoShown, required=True, allow_none=True),
    # In whose place the reader would do what of `can` they may not do for themselves; null is: nobody's.
    acting_for=Id(required=True, allow_none=True),
)


@entry_types("deal", "node.started", "node.finished", "node.skipped", "node.reopened")
class NodeEntry(Schema):
    """The node as it is after the deed, and every responsibility that moved."""

    node = fields.Nested(NodeOut, required=True)
    responsibilities = fields.List(fields.Nested(ResponsibilityOut), required=True)


@entry_types("deal", "node.decided")
class DecisionEntry(NodeEntry):
    """The node with its decision, and the checklist items that its conditions became."""

    items = fields.List(fields.Nested(ItemOut), required=True)


@entry_types("deal", "veto.overridden")
class OverrideEntry(Schema):
    """The node as it is now, and what the sponsor took upon themselves."""

    node = fields.Nested(NodeOut, required=True)
    override = fields.Nested(OverrideOut, required=True)
