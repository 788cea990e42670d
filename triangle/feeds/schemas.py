"""The state of one's calendar address, as JSON."""

from marshmallow import fields

from triangle.core.schema import MomentField, Schema


class FeedOut(Schema):
    """Since when there is an address; the address itself is shown once, when it is made."""

    made_at = MomentField(required=True, allow_none=True)


class FeedMade(FeedOut):
    """The new address, shown this once: whoever knows it reads the calendar."""

    address = fields.String(required=True)


class FeedReply(Schema):
    """The reply that says whether there is an address."""

    data = fields.Nested(FeedOut, required=True)


class FeedMadeReply(Schema):
    """The reply that shows a new address."""

    data = fields.Nested(FeedMade, required=True)
