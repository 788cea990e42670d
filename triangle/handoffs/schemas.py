"""Hand-offs as JSON."""

from marshmallow import fields, validate

from triangle.activity.catalog import entry_types
from triangle.core.schema import Id, MomentField, Schema, Text, one_of
from triangle.core.web.replies import PageQuery
from triangle.deals.schemas import DealOut
from triangle.handoffs.models import KINDS, REASON_CODES, STATUSES, STEPS
from triangle.nodes.models import ITEM_STATES
from triangle.nodes.schemas import NodeOut
from triangle.responsibilities.schemas import ResponsibilityOut


class StandInOut(Schema):
    """Somebody who may answer in a receiver's place."""

    person_id = Id(required=True)
    step = one_of(STEPS, required=True)
    at = MomentField(required=True)


class ReceiptOut(Schema):
    """One receiver's answer."""

    id = Id(required=True)
    receiver_id = Id(required=True)
    role = fields.String(required=True, allow_none=True)
    status = one_of(STATUSES, required=True)
    answered_by = Id(required=True, allow_none=True)
    answered_at = MomentField(required=True, allow_none=True)
    reason_code = one_of(REASON_CODES, required=True, allow_none=True)
    reason = fields.String(required=True)
    open_items = fields.List(fields.String(), required=True)
    seen_at = MomentField(required=True, allow_none=True)
    nudged_at = MomentField(required=True, allow_none=True)
    snoozed_until = MomentField(required=True, allow_none=True)
    clock_step = one_of(("remind", *STEPS), required=True, allow_none=True)
    clock_at = MomentField(required=True, allow_none=True)
    stand_ins = fields.List(fields.Nested(StandInOut), required=True)


class ItemState(Schema):
    """How a checklist item stood when the hand-off was offered."""

    item_id = Id(required=True)
    state = one_of(ITEM_STATES, required=True)


class PackageOut(Schema):
    """What goes with a hand-off."""

    checklist = fields.List(fields.Nested(ItemState), required=True)
    promises = fields.List(fields.Integer(), required=True)


class HandoffOut(Schema):
    """A hand-off with every receiver's answer."""

    id = Id(required=True)
    deal_id = Id(required=True)
    node_id = Id(required=True)
    kind = one_of(KINDS, required=True)
    giver_id = Id(required=True)
    message = fields.String(required=True)
    questions = fields.List(fields.String(), required=True)
    package = fields.Nested(PackageOut, required=True)
    status = one_of(STATUSES, required=True)
    offered_at = MomentField(required=True)
    due_at = MomentField(required=True)
    closed_at = MomentField(required=True, allow_none=True)
    receipts = fields.List(fields.Nested(ReceiptOut), required=True)
    version = fields.Integer(required=True)


class HandoffOffer(Schema):
    """A hand-off to be offered; kind and receivers follow the playbook where they are left out."""

    receiver_ids = fields.List(Id(), load_default=None, validate=validate.Length(min=1, max=20))
    message = Text(longest=5000, shortest=0, load_default="")
    kind = one_of(KINDS, load_default=None)
    due_at = MomentField(load_default=None, allow_none=True)
    questions = fields.List(Text(longest=500), load_default=list, validate=validate.Length(max=20))


def _for_whom() -> Id:
    said = "For whom, when one stands in for several; oneself when left out."
    return Id(load_default=None, allow_none=True, metadata={"description": said})


class AcceptBody(Schema):
    """An acceptance, with what the receiver still waits for."""

    receiver_id = _for_whom()
    open_items = fields.List(Text(longest=500), load_default=list, validate=validate.Length(max=20))


class SnoozeBody(Schema):
    """Until when a hand-off is put off; null takes it up again."""

    until = MomentField(required=True, allow_none=True)


class ReturnBody(Schema):
    """A return: a reason from the list, and words."""

    receiver_id = _for_whom()

    reason_code = one_of(REASON_CODES, required=True)
    reason = Text(longest=2000, required=True)


class WorkingHoursQuery(Schema):
    """Of which time."""

    from_at = MomentField(required=True)
    until_at = MomentField(required=True)


class WorkingSpan(Schema):
    """From when until when people work, without a break."""

    from_at = MomentField(required=True)
    until_at = MomentField(required=True)


class InboxQuery(PageQuery):
    """Which box: what waits for my answer, or what I sent."""

    box = one_of(("to_answer", "sent"), load_default="to_answer")


class CardAccount(Schema):
    """The customer on a card."""

    id = Id(required=True)
    name = fields.String(required=True)


@entry_types(
    "user",
    "handoff.offered",
    "handoff.accepted",
    "handoff.returned",
    "handoff.withdrawn",
    "handoff.readdressed",
)
class Card(Schema):
    """A hand-off as it lies in an inbox."""

    handoff = fields.Nested(HandoffOut, required=True)
    node = fields.Nested(NodeOut, required=True)
    deal = fields.Nested(DealOut, required=True)
    account = fields.Nested(CardAccount, required=True)


@entry_types(
    "deal",
    "handoff.offered",
    "handoff.accepted",
    "handoff.returned",
    "handoff.withdrawn",
    "handoff.readdressed",
)
class HandoffEntry(Schema):
    """The hand-off and its node after the deed, who is in the room, and every responsibility that moved."""

    handoff = fields.Nested(HandoffOut, required=True)
    node = fields.Nested(NodeOut, required=True)
    members = fields.List(fields.Integer(), required=True)
    responsibilities = fields.List(fields.Nested(ResponsibilityOut), required=True)


CLOCK_TYPES = (
    "handoff.seen",
    "handoff.snoozed",
    "handoff.nudged",
    "handoff.reminded",
    "handoff.escalated",
    "handoff.covered",
)


class Turned(Schema):
    """To whom a hand-off turned while it waited, by which step, and in the place of which receiver."""

    handoff_id = Id(required=True)
    node_id = Id(required=True)
    to = fields.List(fields.Integer(), required=True)
    step = one_of(("receiver", *STEPS), required=True, allow_none=True)
    receiver_id = Id(required=True, allow_none=True)


@entry_types("user", *CLOCK_TYPES)
class TurnedCard(Card, Turned):
    """A card whose hand-off turned to somebody while it waited."""


@entry_types("deal", *CLOCK_TYPES)
class TurnedEntry(HandoffEntry, Turned):
    """The same in the deal's own stream."""


@entry_types("deal", "handoff.looped")
class LoopEntry(Schema):
    """A node came back once more: how often by now, why each time, and the leaders who are told."""

    handoff = fields.Nested(HandoffOut, required=True)
    node = fields.Nested(NodeOut, required=True)
    returns = fields.Integer(required=True)
    reasons = fields.List(one_of(REASON_CODES), required=True)
    leaders = fields.List(Id(), required=True)


@entry_types("user", "handoff.looped")
class LoopCard(Card):
    """The same for one of those who are told, as a card."""

    returns = fields.Integer(required=True)
    reasons = fields.List(one_of(REASON_CODES), required=True)
