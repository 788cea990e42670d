"""Promises as JSON."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from triangle.activity.catalog import entry_types
from triangle.core.schema import Id, MomentField, Schema, Text, one_of
from triangle.core.web.replies import page_of
from triangle.deals.models import STATUSES as DEAL_STATUSES
from triangle.nodes.schemas import EvidenceOut
from triangle.promises.models import ANSWERING_ROLES, RETURN_REASONS, STATUSES


class PromiseOut(Schema):
    """A promise as it is now; the contact is named by its id only."""

    id = Id(required=True)
    deal_id = Id(required=True)
    node_id = Id(required=True, allow_none=True)
    contact_id = Id(required=True, allow_none=True)
    text = fields.String(required=True)
    evidence = fields.List(fields.Nested(EvidenceOut), required=True)
    role = one_of(ANSWERING_ROLES, required=True)
    made_by = Id(required=True)
    made_on = fields.Date(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    status = one_of(STATUSES, required=True)
    reason_code = one_of(RETURN_REASONS, required=True, allow_none=True)
    reason = fields.String(required=True)
    answered_by = Id(required=True, allow_none=True)
    answered_at = MomentField(required=True, allow_none=True)
    closed_by = Id(required=True, allow_none=True)
    closed_at = MomentField(required=True, allow_none=True)
    version = fields.Integer(required=True)


class PromisedIn(Schema):
    """The deal that a promise belongs to, for lists over several deals."""

    id = Id(required=True)
    title = fields.String(required=True)
    status = one_of(DEAL_STATUSES, required=True)


class PromiseRow(PromiseOut):
    """A promise in a list over several deals."""

    deal = fields.Nested(PromisedIn, required=True)


class PromiseCounts(Schema):
    """How many promises are in each state."""

    open = fields.Integer(required=True)
    accepted = fields.Integer(required=True)
    returned = fields.Integer(required=True)
    kept = fields.Integer(required=True)
    broken = fields.Integer(required=True)
    waived = fields.Integer(required=True)


PromisePage = page_of(PromiseRow, ready=True, counts=fields.Nested(PromiseCounts, required=True))


class PromiseNew(Schema):
    """A promise that was made: what, to whom, at which node, until when, and who has to take it on."""

    text = Text(longest=1000, required=True)
    node_id = Id(load_default=None, allow_none=True)
    contact_id = Id(load_default=None, allow_none=True)
    role = one_of(ANSWERING_ROLES, load_default="FR")
    made_on = fields.Date(load_default=None, allow_none=True)
    due_on = fields.Date(load_default=None, allow_none=True)
    evidence = fields.List(fields.Nested(EvidenceOut), load_default=list, validate=validate.Length(max=20))


class PromiseEdit(Schema):
    """What may be said anew of a promise, one thing at least; it has to be answered again."""

    text = Text(longest=1000)
    node_id = Id(allow_none=True)
    contact_id = Id(allow_none=True)
    role = one_of(ANSWERING_ROLES)
    due_on = fields.Date(allow_none=True)
    evidence = fields.List(fields.Nested(EvidenceOut), validate=validate.Length(max=20))

    @validates_schema
    def _says_something(self, changes: dict[str, Any], **_: Any) -> None:
        # An empty revision would take back an answer that stands for the same words.
        if not changes:
            raise ValidationError("name at least one field")


class PromiseReturn(Schema):
    """Why a promise cannot be kept as it was made."""

    reason_code = one_of(RETURN_REASONS, required=True)
    reason = Text(longest=2000, required=True)


class PromiseEnd(Schema):
    """How it ended, in words."""

    reason = Text(longest=2000, shortest=0, load_default="")


class PromiseReason(Schema):
    """Why it was broken, or what the customer agreed to instead."""

    reason = Text(longest=2000, required=True)


@entry_types(
    "deal",
    "promise.made",
    "promise.revised",
    "promise.accepted",
    "promise.returned",
    "promise.kept",
    "promise.broken",
    "promise.waived",
)
class PromiseEntry(Schema):
    """The promise as it is after the deed."""

    promise = fields.Nested(PromiseOut, required=True)
