"""Which accounts are taken back and what becomes of them, as JSON."""

from marshmallow import fields, validate

from triangle.accounts.import_schemas import MOST_AT_ONCE
from triangle.core.schema import Id, Schema


class AddedAccounts(Schema):
    """Accounts that a file added and that are to be taken back."""

    account_ids = fields.List(Id(), required=True, validate=validate.Length(min=1, max=MOST_AT_ONCE))


class RemovalOut(Schema):
    """What became of one account: removed, or left because somebody has used it."""

    account_id = Id(required=True)
    is_removed = fields.Boolean(required=True)


class RemovalsReply(Schema):
    """What became of the accounts."""

    data = fields.List(fields.Nested(RemovalOut), required=True)
