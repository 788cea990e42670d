"""What each entry of an account's stream does to an account that was read before it."""

from typing import Any

Value = dict[str, Any]


def replace_account(account: Value, entry: Value) -> Value:
    """Take the account with its seats as the entry says it."""
    return account | entry["data"]["account"]


def leave(account: Value, entry: Value) -> Value:
    """Leave the account as it is: its contacts and deals are lists of their own, fetched again."""
    return account


REDUCERS = {
    **dict.fromkeys(
        ["account.created", "account.edited", "account.removed", "seat.assigned"], (replace_account,)
    ),
    **dict.fromkeys(["contact.added", "contact.edited", "contact.removed"], (leave,)),
    **dict.fromkeys(["deal.opened", "deal.edited", "deal.won", "deal.lost", "deal.reopened"], (leave,)),
}
