"""Whether somebody sees a deal, asked without loading it: for lists of what lies in one."""

from functools import cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from triangle.core.policy import not_found
from triangle.core.prepared import Prepared
from triangle.deals.models import Deal
from triangle.deals.queries import visible
from triangle.identity.eyes import eyes
from triangle.identity.models import Person

_deal = Deal.__table__.c


def sees(session: Session, actor: Person, deal_id: int) -> bool:
    """Say whether there is such a deal and somebody sees it, by the same rule as policy.py and unloaded."""
    seen_by = eyes(session, actor)
    return bool(_seen(seen_by.kind).tuples(session, seen_by.values | {"deal": deal_id}))


def require_sight(session: Session, actor: Person, deal_id: int) -> None:
    """Refuse what lies in a deal unless somebody sees the deal."""
    if not sees(session, actor, deal_id):
        raise not_found()


@cache
def _seen(kind: str) -> Prepared:
    return Prepared(select(_deal.id).where(_deal.id == bindparam("deal"), visible(kind)))
