"""Deals as JSON."""

from decimal import Decimal

from marshmallow import fields, validate

from triangle.accounts.models import SEAT_ROLES, TYPES
from triangle.activity.catalog import entry_types
from triangle.core.schema import Amount, Id, MomentField, Schema, Text, one_of
from triangle.core.web.replies import reply_of
from triangle.deals.models import STATUSES
from triangle.playbooks.schemas import Names

CURRENCIES = ("CNY", "USD", "EUR", "HKD", "JPY", "GBP", "SGD", "TWD")
_amount = validate.Range(min=0, max=10**13)


class PlaybookRef(Schema):
    """Which playbook version a deal is pinned to."""

    code = fields.String(required=True)
    version = fields.Integer(required=True)
    name = fields.Nested(Names, required=True)


class AccountRef(Schema):
    """Which account a deal belongs to."""

    id = Id(required=True)
    name = fields.String(required=True)
    type = one_of(TYPES, required=True)
    channel = fields.String(required=True)


class DealOut(Schema):
    """A deal."""

    id = Id(required=True)
    account_id = Id(required=True)
    title = fields.String(required=True)
    playbook = fields.Nested(PlaybookRef, required=True)
    amount = Amount(required=True, allow_none=True)
    currency = fields.String(required=True)
    opens_on = fields.Date(required=True)
    closes_on = fields.Date(required=True, allow_none=True)
    status = one_of(STATUSES, required=True)
    lost_reason = fields.String(required=True, allow_none=True)
    opened_at = MomentField(required=True)
    closed_at = MomentField(required=True, allow_none=True)
    version = fields.Integer(required=True)


DealReply = reply_of(DealOut)


class DealRow(DealOut):
    """A deal in a list, with its account."""

    account = fields.Nested(AccountRef, required=True)


class DealSeatOut(Schema):
    """Who sits in a role in one deal: by an own seat or inherited from the account."""

    role = one_of(SEAT_ROLES, required=True)
    person_id = Id(required=True, allow_none=True)
    inherited = fields.Boolean(required=True)
    from_at = MomentField(required=True, allow_none=True)
    reason = fields.String(required=True)


class DealNew(Schema):
    """A deal room to be opened; seats named here differ from the account's."""

    account_id = Id(required=True)
    title = Text(required=True)
    playbook = Text(longest=20, required=True)
    amount = Amount(places=2, load_default=Decimal(0), validate=_amount)
    currency = one_of(CURRENCIES, load_default="CNY")
    closes_on = fields.Date(load_default=None, allow_none=True)
    seats = fields.Dict(keys=one_of(SEAT_ROLES), values=Id(), load_default=dict)


class DealEdit(Schema):
    """What may change of a deal."""

    title = Text()
    amount = Amount(places=2, validate=_amount)
    currency = one_of(CURRENCIES)
    closes_on = fields.Date(allow_none=True)


class SeatBody(Schema):
    """Who takes a seat, and why; nobody leaves it vacant, or in a deal gives it back to the account."""

    person_id = Id(required=True, allow_none=True)
    reason = Text(longest=500, shortest=0, load_default="")


class Reason(Schema):
    """Why."""

    reason = Text(longest=2000, required=True)


@entry_types("deal", "deal.edited", "deal.won", "deal.lost")
class DealEntry(Schema):
    """The deal as it is after the deed."""

    deal = fields.Nested(DealOut, required=True)


@entry_types("account", "deal.opened", "deal.edited", "deal.won", "deal.lost", "deal.reopened")
class DealTouched(Schema):
    """Which deal of the account changed; what it says is for those who see the deal."""

    deal_id = Id(required=True)
