"""Whether somebody sees an account, asked without loading it: for lists of what lies in one."""

from functools import cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from triangle.accounts.models import Account
from triangle.accounts.queries import visible
from triangle.core.policy import not_found
from triangle.core.prepared import Prepared
from triangle.identity.eyes import eyes
from triangle.identity.models import Person

_account = Account.__table__.c


def require_sight(session: Session, actor: Person, account_id: int) -> None:
    """Refuse what lies in an account unless somebody sees it; admins see what was taken back as well."""
    seen_by = eyes(session, actor)
    if not _seen(seen_by.kind).tuples(session, seen_by.values | {"account": account_id}):
        raise not_found()


@cache
def _seen(kind: str) -> Prepared:
    one = select(_account.id).where(_account.id == bindparam("account"))
    return Prepared(one if kind == "admin" else one.where(visible(kind)))
