"""Keeping what can be found: each deed that names something also writes its words, in its own transaction."""

from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from triangle.accounts.models import Account
from triangle.activity.catalog import listen
from triangle.core.deed import Deed
from triangle.deals.models import Deal
from triangle.search.models import SearchText
from triangle.search.words import index_words

BATCH = 1000


def follow_names() -> None:
    """Listen to the deeds that name an account or a deal."""
    for entry_type in ("account.created", "account.edited"):
        listen(entry_type, _account_named)
    listen("account.removed", _account_gone)
    for entry_type in ("deal.opened", "deal.edited"):
        listen(entry_type, _deal_named)


def rebuild_without_policy(session: Session) -> int:
    """Write the words of every account and deal again and return how many there are; notes are read anew."""
    session.execute(delete(SearchText))
    there = select(Account.id, Account.name, Account.industry, Account.region)
    accounts = session.execute(there.where(Account.removed_at.is_(None)))
    rows = [account_row(*row) for row in accounts]
    deals = session.execute(
        select(Deal.id, Deal.title, Account.name).join(Account, Deal.account_id == Account.id)
    )
    rows += [deal_row(*row) for row in deals]
    for start in range(0, len(rows), BATCH):
        session.execute(insert(SearchText), rows[start : start + BATCH])
    return len(rows)


def account_row(account_id: int, name: str, industry: str, region: str) -> dict[str, Any]:
    """Return what is written of an account."""
    words = index_words(name, industry, region)
    return {"kind": "account", "thing_id": account_id, "title": name, "words": words}


def deal_row(deal_id: int, title: str, account: str) -> dict[str, Any]:
    """Return what is written of a deal: it is found by its account's name, too."""
    return {"kind": "deal", "thing_id": deal_id, "title": title, "words": index_words(title, account)}


def _account_named(deed: Deed, things: dict[str, Any]) -> None:
    account: Account = things["account"]
    row = account_row(account.id, account.name, account.industry, account.region)
    if _write(deed.session, row):
        deals = deed.session.execute(select(Deal.id, Deal.title).where(Deal.account_id == account.id))
        for deal_id, title in deals.all():
            _write(deed.session, deal_row(deal_id, title, account.name))


def _account_gone(deed: Deed, things: dict[str, Any]) -> None:
    gone = delete(SearchText).where(SearchText.kind == "account")
    deed.session.execute(gone.where(SearchText.thing_id == things["account"].id))


def _deal_named(deed: Deed, things: dict[str, Any]) -> None:
    deal: Deal = things["deal"]
    _write(deed.session, deal_row(deal.id, deal.title, deal.account.name))


def _write(session: Session, row: dict[str, Any]) -> bool:
    """Write the words of one thing; say whether they changed."""
    known = session.scalar(
        select(SearchText).where(SearchText.kind == row["kind"], SearchText.thing_id == row["thing_id"])
    )
    if known is None:
        session.add(SearchText(**row))
    elif (known.title, known.words) == (row["title"], row["words"]):
        return False
    else:
        known.title, known.words = row["title"], row["words"]
    session.flush()
    return True
