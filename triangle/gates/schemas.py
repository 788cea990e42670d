"""What moves a node, as JSON."""

from marshmallow import fields, validate

from triangle.activity.catalog import entry_types
from triangle.core.schema import Id, MomentField, Schema, Text, one_of
from triangle.core.web.describe import FieldProblem
from triangle.core.web.replies import reply_of
from triangle.handoffs.models import KINDS
from triangle.nodes.models import OUTCOMES
from triangle.nodes.schemas import NodeOut, NodeWhole
from triangle.responsibilities.schemas import ResponsibilityOut


class DecideBody(Schema):
    """A gate's decision; all but a plain go need a reason."""

    outcome = one_of(OUTCOMES, required=True)
    reason = Text(longest=2000, shortest=0, load_default="")
    conditions = fields.List(Text(longest=500), load_default=list, validate=validate.Length(max=20))


class HandoffDefaults(Schema):
    """What a hand-off of the node is prefilled with."""

    kind = one_of(KINDS, required=True)
    receiver_ids = fields.List(Id(), required=True)
    due_at = MomentField(required=True)


NodeReply = reply_of(
    NodeWhole,
    missing=fields.List(fields.Nested(FieldProblem), required=True),
    handoff_defaults=fields.Nested(HandoffDefaults, required=True),
)


@entry_types("deal", "node.started", "node.finished", "node.skipped", "node.reopened", "node.decided")
class NodeEntry(Schema):
    """The node as it is after the deed, and every responsibility that moved."""

    node = fields.Nested(NodeOut, required=True)
    responsibilities = fields.List(fields.Nested(ResponsibilityOut), required=True)
