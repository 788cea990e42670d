"""Outlets and deliveries as JSON; a secret goes in and never comes out."""

from marshmallow import fields, validate

from triangle.channels.catalog import PERSONAL
from triangle.core.schema import Id, MomentField, Schema, Text, one_of
from triangle.core.web.replies import PageQuery, list_of, page_of
from triangle.notifications.hooks import EVENTS
from triangle.notifications.outbox_models import STATUSES


class OutletOut(Schema):
    """Where messages go, and how the last ones fared."""

    id = Id(required=True)
    person_id = Id(required=True, allow_none=True)
    channel = one_of(PERSONAL, required=True)
    name = fields.String(required=True)
    url = fields.String(required=True)
    has_secret = fields.Boolean(required=True)
    events = fields.List(fields.String(), required=True)
    is_on = fields.Boolean(required=True)
    failures = fields.Integer(required=True)
    last_error = fields.String(required=True)
    last_error_at = MomentField(required=True, allow_none=True)
    last_sent_at = MomentField(required=True, allow_none=True)
    version = fields.Integer(required=True)


OutletList = list_of(OutletOut)


class OutletReply(Schema):
    """One outlet."""

    data = fields.Nested(OutletOut, required=True)


class OutletBody(Schema):
    """An outlet to be set up; a shared one is the installation's."""

    channel = one_of(PERSONAL, required=True)
    name = Text(longest=100, shortest=0, load_default="")
    url = Text(longest=2000, shortest=0, load_default="")
    secret = Text(longest=500, shortest=0, load_default="", load_only=True)
    events = fields.List(one_of(EVENTS), load_default=list, validate=validate.Length(max=len(EVENTS)))
    shared = fields.Boolean(load_default=False)


class OutletEdit(Schema):
    """What changes of an outlet."""

    name = Text(longest=100, shortest=0)
    url = Text(longest=2000, shortest=0)
    secret = Text(longest=500, shortest=0, load_only=True)
    events = fields.List(one_of(EVENTS), validate=validate.Length(max=len(EVENTS)))
    is_on = fields.Boolean()


class TrialResult(Schema):
    """What came of a test message."""

    ok = fields.Boolean(required=True)
    error = fields.String(required=True)


class TrialReply(Schema):
    """The result of the test button."""

    data = fields.Nested(TrialResult, required=True)


class DeliveryOut(Schema):
    """One thing in the outbox, for admins: what kind, to whom, how it stands; not what it says."""

    id = Id(required=True)
    outlet_id = Id(required=True)
    outlet = fields.Nested(OutletOut, required=True)
    event = fields.String(required=True)
    status = one_of(STATUSES, required=True)
    tries = fields.Integer(required=True)
    made_at = MomentField(required=True)
    due_at = MomentField(required=True)
    sent_at = MomentField(required=True, allow_none=True)
    last_error = fields.String(required=True)


class DeliveryCounts(Schema):
    """How many are in each state."""

    waiting = fields.Integer(required=True)
    sending = fields.Integer(required=True)
    failed = fields.Integer(required=True)


DeliveryPage = page_of(DeliveryOut, ready=True, counts=fields.Nested(DeliveryCounts, required=True))


class DeliveryQuery(PageQuery):
    """Which deliveries."""

    status = one_of(STATUSES, load_default=None)


class DeliveryReply(Schema):
    """One delivery."""

    data = fields.Nested(DeliveryOut, required=True)
