"""Playbooks as JSON."""

from marshmallow import fields, validate

from triangle.core.schema import Id, Schema


class Names(Schema):
    """One text in both languages."""

    zh = fields.String(required=True)
    en = fields.String(required=True)


class GateOut(Schema):
    """A decision that a node needs."""

    code = fields.String(required=True)
    on_change = fields.Boolean(required=True)


BriefingOut = Schema.from_dict(
    {
        "code": fields.String(required=True),
        "from": fields.List(fields.String(), required=True),
        "to": fields.List(fields.String(), required=True),
        "ack_working_hours": fields.Integer(required=True),
    },
    name="BriefingOut",
)


class RaciOut(Schema):
    """Which role does, answers for, advises on and hears of a node."""

    A = fields.String(required=True)
    R = fields.List(fields.String(), required=True)
    C = fields.List(fields.String(), required=True)
    I = fields.List(fields.String(), required=True)  # noqa: E741 - the duty's own letter


class TemplateItem(Names):
    """A checklist item of a playbook."""

    required = fields.Boolean(required=True)


class TemplateOut(Schema):
    """A node as a playbook describes it."""

    code = fields.String(required=True)
    position = fields.Integer(required=True)
    name = fields.Nested(Names, required=True)
    working_days = fields.Integer(required=True)
    raci = fields.Nested(RaciOut, required=True)
    gate = fields.Nested(GateOut, required=True, allow_none=True)
    briefing = fields.Nested(BriefingOut, required=True, allow_none=True)
    checklist = fields.List(fields.Nested(TemplateItem), required=True)


class StageOut(Schema):
    """A stage with its nodes."""

    code = fields.String(required=True)
    name = fields.Nested(Names, required=True)
    working_days = fields.Integer(required=True)
    entry = fields.Nested(Names, required=True)
    exit = fields.Nested(Names, required=True)
    nodes = fields.List(fields.Nested(TemplateOut), required=True)


class PlaybookOut(Schema):
    """One version of a playbook."""

    id = Id(required=True)
    code = fields.String(required=True)
    version = fields.Integer(required=True)
    name = fields.Nested(Names, required=True)
    node_count = fields.Integer(required=True)


class PlaybookWhole(PlaybookOut):
    """A playbook with everything in it."""

    stages = fields.List(fields.Nested(StageOut), required=True)


class VersionQuery(Schema):
    """Which version; the newest when none is named."""

    version = fields.Integer(load_default=None, validate=validate.Range(min=1, max=2**31 - 1))
