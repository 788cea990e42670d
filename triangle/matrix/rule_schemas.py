"""Rules and waivers as JSON."""

from marshmallow import ValidationError, fields, validates_schema

from triangle.accounts.models import SEAT_ROLES
from triangle.activity.catalog import entry_types
from triangle.core.schema import Id, MomentField, Schema, Text, one_of
from triangle.core.web.replies import Position, list_of, reply_of
from triangle.matrix.terms import RULE_NAMES, SEVERITIES, UNITS


class RuleComes(Schema):
    """How a rule comes: by itself, or by the settings of the installation."""

    is_on = fields.Boolean(required=True)
    severity = one_of(SEVERITIES, required=True)
    threshold = fields.Integer(required=True, allow_none=True)


class RuleOut(Schema):
    """How a rule holds here, beside how it comes."""

    name = one_of(RULE_NAMES, required=True)
    unit = one_of(tuple(UNITS), required=True, allow_none=True)
    is_on = fields.Boolean(required=True)
    severity = one_of(SEVERITIES, required=True)
    threshold = fields.Integer(required=True, allow_none=True)
    comes = fields.Nested(RuleComes, required=True)
    changed_at = MomentField(required=True, allow_none=True)
    changed_by = Id(required=True, allow_none=True)
    version = fields.Integer(required=True)


class RuleEdit(Schema):
    """What to set of a rule; null sets it back to how it comes."""

    is_on = fields.Boolean(allow_none=True)
    severity = one_of(SEVERITIES, allow_none=True)
    threshold = fields.Integer(strict=True, allow_none=True)

    @validates_schema
    def _says_something(self, changes: object, **_: object) -> None:
        if not changes:
            raise ValidationError("says nothing")


class WaiverOut(Schema):
    """A finding that somebody accepted for a time: who, why, until when, and what was found."""

    id = Id(required=True)
    rule = one_of(RULE_NAMES, required=True)
    key = Id(required=True)
    deal_id = Id(required=True, allow_none=True)
    node_id = Id(required=True, allow_none=True)
    person_id = Id(required=True, allow_none=True)
    role = one_of(SEAT_ROLES, required=True, allow_none=True)
    count = fields.Integer(required=True, allow_none=True)
    reason = fields.String(required=True)
    waived_by = Id(required=True)
    at = MomentField(required=True)
    until_at = MomentField(required=True)
    ended_at = MomentField(required=True, allow_none=True)


class FindingWaiver(Schema):
    """Who accepted a finding, until when and why; what it counted then is no matter of other readers."""

    id = Id(required=True)
    reason = fields.String(required=True)
    waived_by = Id(required=True)
    at = MomentField(required=True)
    until_at = MomentField(required=True)


class WaiverNew(Schema):
    """Which finding to accept, why and until when."""

    rule = one_of(RULE_NAMES, required=True)
    key = Id(required=True)
    reason = Text(longest=500, required=True)
    until_at = MomentField(required=True)


@entry_types("installation", "rule.changed")
class RuleEntry(Schema):
    """A rule was set."""

    rule = fields.Nested(RuleOut, required=True)


@entry_types("deal", "finding.waived", "finding.resumed")
@entry_types("installation", "finding.waived", "finding.resumed")
class WaiverEntry(Schema):
    """A finding was accepted for a time, or is one again."""

    waiver = fields.Nested(WaiverOut, required=True)


RuleList = list_of(
    RuleOut,
    positions=fields.Dict(keys=fields.String(), values=fields.Nested(Position), required=True),
)
RuleReply = reply_of(RuleOut)
WaiverReply = reply_of(WaiverOut)
