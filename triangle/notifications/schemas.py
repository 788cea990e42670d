"""Notifications and how people want to hear, as JSON."""

import re
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from triangle.activity.catalog import entry_types
from triangle.channels.catalog import PERSONAL
from triangle.core.schema import Id, MomentField, Schema, one_of
from triangle.core.web.replies import PageQuery, Position, page_of
from triangle.notifications.models import KINDS, TOPIC_NAMES

BOXES = ("answer", "mentions", "information", "done")
# Shown on the page, and spoken by the browser itself: neither is sent by the outbox.
HERE = ("browser",)
CHANNELS = (*HERE, *PERSONAL)
TIME = validate.Regexp(re.compile(r"([01]\d|2[0-3]):[0-5]\d"), error="a time such as 22:30")


class RoomOfIt(Schema):
    """The room that a notification belongs to."""

    id = Id(required=True)
    title = fields.String(required=True)


class CustomerOfIt(Schema):
    """The customer of that room."""

    id = Id(required=True)
    name = fields.String(required=True)


class NodeOfIt(Schema):
    """The node that it is about."""

    id = Id(required=True)
    code = fields.String(required=True)
    name = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class NotificationOut(Schema):
    """One thing that its reader hears of, in words that the browser chooses by `type`."""

    id = Id(required=True)
    kind = one_of(KINDS, required=True)
    type = fields.String(required=True)
    topic = one_of(TOPIC_NAMES, required=True)
    deal = fields.Nested(RoomOfIt, required=True, allow_none=True)
    account = fields.Nested(CustomerOfIt, required=True, allow_none=True)
    node = fields.Nested(NodeOfIt, required=True, allow_none=True)
    handoff_id = Id(required=True, allow_none=True)
    promise_id = Id(required=True, allow_none=True)
    note_id = Id(required=True, allow_none=True)
    subject = fields.String(required=True)
    actor_id = Id(required=True)
    acting_for = Id(required=True, allow_none=True)
    about = fields.Dict(keys=fields.String(), required=True)
    at = MomentField(required=True)
    read_at = MomentField(required=True, allow_none=True)
    done_at = MomentField(required=True, allow_none=True)


@entry_types("user", "notification.made", "notification.changed")
class NotificationEntry(Schema):
    """The notifications as they are after the deed."""

    notifications = fields.List(fields.Nested(NotificationOut), required=True)


class Counts(Schema):
    """How many wait for an answer, and how many others are unread; never added up."""

    answer = fields.Integer(required=True)
    unread = fields.Integer(required=True)


class BoxQuery(PageQuery):
    """Which box."""

    box = one_of(BOXES, load_default="information")


NotificationPage = page_of(
    NotificationOut,
    ready=True,
    counts=fields.Nested(Counts, required=True),
    positions=fields.Dict(keys=fields.String(), values=fields.Nested(Position), required=True),
)


class MarkBody(Schema):
    """What to mark, one of both at least: read or not, done with or not."""

    ids = fields.List(Id(), required=True, validate=validate.Length(min=1, max=200))
    read = fields.Boolean()
    done = fields.Boolean()

    @validates_schema
    def _says_something(self, marks: dict[str, Any], **_: Any) -> None:
        if "read" not in marks and "done" not in marks:
            raise ValidationError("name read or done")


class Marked(Schema):
    """What was marked."""

    data = fields.List(fields.Nested(NotificationOut), required=True)


class WishOut(Schema):
    """How somebody hears: channels per topic, quiet hours and digest in their own time zone."""

    channels = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), required=True)
    quiet_from = fields.String(required=True, allow_none=True)
    quiet_until = fields.String(required=True, allow_none=True)
    digest_at = fields.String(required=True, allow_none=True)
    muted = fields.List(fields.Nested(RoomOfIt), required=True)
    usable = fields.List(fields.String(), required=True)
    version = fields.Integer(required=True)


class WishReply(Schema):
    """The wish of whoever asks."""

    data = fields.Nested(WishOut, required=True)


class FollowedWish(WishReply):
    """The same, and from where on its changes are told."""

    positions = fields.Dict(keys=fields.String(), values=fields.Nested(Position), required=True)


@entry_types("user", "wish.changed")
class WishEntry(Schema):
    """Nothing but that it changed: what it says is private, and read again by whoever shows it."""


class WishBody(Schema):
    """How to hear from now on."""

    channels = fields.Dict(
        keys=one_of(TOPIC_NAMES),
        values=fields.List(one_of(CHANNELS), validate=validate.Length(max=len(CHANNELS))),
        required=True,
    )
    quiet_from = fields.String(required=True, allow_none=True, validate=TIME)
    quiet_until = fields.String(required=True, allow_none=True, validate=TIME)
    digest_at = fields.String(required=True, allow_none=True, validate=TIME)

    @validates_schema
    def _has_both_ends(self, wish: dict[str, Any], **_: Any) -> None:
        begins, ends = wish.get("quiet_from"), wish.get("quiet_until")
        if (begins is None) != (ends is None) or (begins is not None and begins == ends):
            raise ValidationError("quiet hours have a beginning and another end", "quiet_until")


class MuteBody(Schema):
    """Whether to hear of a deal only what waits for an answer."""

    muted = fields.Boolean(required=True)


class MuteReply(Schema):
    """Whether the deal is muted now."""

    data = fields.Nested(MuteBody, required=True)
