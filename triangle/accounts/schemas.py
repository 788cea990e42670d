"""Accounts, contacts and seats as JSON."""

from marshmallow import fields, validate

from triangle.accounts.models import CHANNELS, INFLUENCES, SEAT_ROLES, TYPES
from triangle.activity.catalog import entry_types
from triangle.core.schema import Id, MomentField, Schema, Text, one_of
from triangle.core.web.replies import PageQuery, reply_of


class SeatOut(Schema):
    """One interval of a seat."""

    id = Id(required=True)
    role = one_of(SEAT_ROLES, required=True)
    person_id = Id(required=True)
    from_at = MomentField(required=True)
    until_at = MomentField(required=True, allow_none=True)
    reason = fields.String(required=True)


class AccountOut(Schema):
    """An account with its present seats."""

    id = Id(required=True)
    name = Text(required=True)
    type = one_of(TYPES, required=True)
    channel = one_of(CHANNELS, required=True)
    industry = fields.String(required=True)
    region = fields.String(required=True)
    team_id = Id(required=True, allow_none=True)
    seats = fields.List(fields.Nested(SeatOut), required=True)
    version = fields.Integer(required=True)


AccountReply = reply_of(AccountOut)


class AccountEdit(Schema):
    """What may change of an account."""

    name = Text()
    type = one_of(TYPES)
    channel = one_of(CHANNELS)
    industry = Text(longest=80, shortest=0)
    region = Text(longest=80, shortest=0)
    team_id = Id(allow_none=True)


class AccountNew(Schema):
    """An account to be added; who adds it takes the AR seat unless another person is named."""

    name = Text(required=True)
    type = one_of(TYPES, load_default="key_account")
    channel = one_of(CHANNELS, load_default="direct")
    industry = Text(longest=80, shortest=0, load_default="")
    region = Text(longest=80, shortest=0, load_default="")
    team_id = Id(load_default=None, allow_none=True)
    seats = fields.Dict(keys=one_of(SEAT_ROLES), values=Id(), load_default=dict)


class AccountsQuery(PageQuery):
    """Which accounts."""

    q = Text(longest=80)
    type = one_of(TYPES)
    channel = one_of(CHANNELS)
    team_id = fields.Integer(validate=validate.Range(min=1, max=2**31 - 1))
    mine = fields.Boolean(metadata={"description": "Only those in which I have a seat."})
    gap = fields.Boolean(metadata={"description": "Only those whose AR, SR or FR is missing."})


class ContactOut(Schema):
    """Somebody on the customer's side."""

    id = Id(required=True)
    account_id = Id(required=True)
    name = Text(required=True)
    title = fields.String(required=True)
    phone = fields.String(required=True)
    email = fields.String(required=True)
    influence = one_of(INFLUENCES, required=True)
    version = fields.Integer(required=True)


class ContactEdit(Schema):
    """What may change of a contact."""

    name = Text(longest=80)
    title = Text(longest=80, shortest=0)
    phone = Text(longest=40, shortest=0)
    email = Text(longest=200, shortest=0)
    influence = one_of(INFLUENCES)


class ContactNew(Schema):
    """A contact to be added."""

    name = Text(longest=80, required=True)
    title = Text(longest=80, shortest=0, load_default="")
    phone = Text(longest=40, shortest=0, load_default="")
    email = Text(longest=200, shortest=0, load_default="")
    influence = one_of(INFLUENCES, load_default="unknown")


@entry_types("account", "account.created", "account.edited", "account.removed", "seat.assigned")
class AccountEntry(Schema):
    """The account as it is after the deed."""

    account = fields.Nested(AccountOut, required=True)


@entry_types("account", "contact.added", "contact.edited", "contact.removed")
class ContactEntry(Schema):
    """Which contact: the person's own details stay out of the hashed history, so that they can be erased."""

    contact_id = Id(required=True)
