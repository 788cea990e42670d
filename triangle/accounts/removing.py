"""Taking accounts back that were added by mistake: a file too many, while nobody has used them."""

from typing import Any

from triangle.accounts.actions import lock_account, take_seat
from triangle.accounts.models import Account, account_stream
from triangle.activity.actions import record
from triangle.core.deed import Deed
from triangle.core.policy import may, require


def take_back(deed: Deed, account_ids: list[int]) -> list[dict[str, Any]]:
    """Remove those accounts that nobody used since the actor added them; say of each what became of it."""
    require(deed.actor, "add", Account)
    # Locked in the order of their ids: two who take back the same ones do not wait for each other.
    return [_one(deed, account_id) for account_id in sorted(set(account_ids))]


def _one(deed: Deed, account_id: int) -> dict[str, Any]:
    known = deed.session.get(Account, account_id)
    if known is None:
        return {"account_id": account_id, "is_removed": False}
    account = lock_account(deed, account_id)
    is_removed = may(deed.actor, "remove", account)
    if is_removed:
        _remove(deed, account)
    return {"account_id": account_id, "is_removed": is_removed}


def _remove(deed: Deed, account: Account) -> None:
    """End every seat: what is history stays, for admins to read; nobody else sees the account any more."""
    for role in [seat.role for seat in account.seats]:
        take_seat(deed, account, role, None, reason="")
    account.removed_at = deed.at
    record(deed, "account.removed", [account_stream(account.id)], account=account)
