"""The triangle of an account in numbers: how much each corner has in hand, and how fast they answer.

Five statements, however large the account: seats come with it, then one each for load, deputies, answers of
the people, answers within the account, and who sat where then.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from statistics import median
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, case, func, null, select, union_all
from sqlalchemy.orm import Session

from triangle.absences.models import Absence
from triangle.accounts.models import TRIANGLE, Account, Seat
from triangle.core.db import Moment
from triangle.core.working_calendar import WorkingCalendar
from triangle.deals.models import Deal, DealSeat
from triangle.deals.queries import visible
from triangle.handoffs.models import Handoff, Receipt
from triangle.identity.eyes import eyes
from triangle.identity.models import Person
from triangle.nodes.models import IS_OPEN, Node
from triangle.responsibilities.models import Responsibility
from triangle.rooms.figure_seats import Sat, Seats

SPAN = timedelta(days=90)
# Each pair of corners is an edge.
EDGES = tuple((TRIANGLE[left], TRIANGLE[right]) for left, right in ((0, 1), (0, 2), (1, 2)))
_deal, _node, _held = Deal.__table__.c, Node.__table__.c, Responsibility.__table__.c
_handoff, _receipt, _absence = Handoff.__table__.c, Receipt.__table__.c, Absence.__table__.c
_PEOPLE: BindParameter[Any] = bindparam("people", expanding=True)
_SINCE: BindParameter[Any] = bindparam("since", type_=Moment())
_ANSWERED = (_receipt.status.in_(("accepted", "returned")), _receipt.answered_at >= _SINCE)
_DEPUTIES = (
    select(_absence.person_id, _absence.role, _absence.deputy_id)
    .where(_absence.person_id.in_(_PEOPLE), _absence.status == "running")
    .order_by(_absence.id)
)


def figure(
    session: Session, actor: Person, account: Account, calendar: WorkingCalendar, now: datetime
) -> dict[str, Any]:
    """Return the corners and edges of an account, counted in the deals that this reader may see.

    A corner's load are the nodes its person answers for; its answer time is the median of what they answered
    in the last 90 days, an edge's the median of the hand-offs between two roles of this account, both ways.
    """
    seen_by = eyes(session, actor)
    people = {account.holder(role) for role in TRIANGLE} - {None}
    asked = {"people": list(people), "account": account.id, "since": now - SPAN} | seen_by.values
    loads = {row.person_id: row for row in session.execute(_load(seen_by.kind), asked)}
    away = session.execute(_DEPUTIES, asked).all()
    spans = defaultdict(list)
    for person, start, end in session.execute(_answers(seen_by.kind), asked):
        spans[person].append((start, end))
    corners = []
    for role in TRIANGLE:
        person = account.holder(role)
        theirs = [row for row in away if row.person_id == person and row.role in (None, role)]
        load = loads.get(person)
        corners.append(
            {
                "role": role,
                "person_id": person,
                "open_nodes": int(load.open_nodes) if load else 0,
                "at_work": int(load.at_work) if load else 0,
                "is_away": bool(theirs),
                "deputy_ids": list(dict.fromkeys(row.deputy_id for row in theirs if row.deputy_id)),
                **_speed(calendar, spans[person]),
            }
        )
    return {"corners": corners, "edges": _edges(session, seen_by.kind, asked, calendar)}


def _edges(session: Session, kind: str, asked: dict[str, Any], calendar: WorkingCalendar) -> Any:
    sat = Seats(Sat(*row) for row in session.execute(_SEATS, {"account": asked["account"]}))
    spans = defaultdict(list)
    for row in session.execute(_between(kind), asked):
        edge = sat.edge(row.deal_id, row.offered_at, row.giver_id, row.receiver_id, row.role)
        if edge is not None:
            spans[edge].append((row.offered_at, row.answered_at))
    return [{"roles": list(edge), **_speed(calendar, spans[edge])} for edge in EDGES]


def _speed(calendar: WorkingCalendar, spans: Iterable[tuple[datetime, datetime]]) -> dict[str, Any]:
    """Return how many answers there were, and the working minutes that half of them took at most."""
    minutes = [calendar.worked(start, end).total_seconds() / 60 for start, end in spans]
    return {"answers": len(minutes), "minutes": round(median(minutes)) if minutes else None}


@cache
def _load(kind: str) -> Select[Any]:
    """Count the nodes that people answer for in rooms that go on: the open ones, and those at work."""
    started = case((_node.started_at.is_not(None), 1), else_=0)
    return (
        select(_held.person_id, func.count().label("open_nodes"), func.sum(started).label("at_work"))
        .join(Node.__table__, _node.id == _held.node_id)
        .join(Deal.__table__, _deal.id == _held.deal_id)
        .where(_held.person_id.in_(_PEOPLE), _held.duty == "A", _held.until_at.is_(None))
        .where(IS_OPEN, _deal.status != "lost", visible(kind))
        .group_by(_held.person_id)
    )


@cache
def _answers(kind: str) -> Select[Any]:
    """What people answered themselves, in whichever account."""
    return (
        select(_receipt.receiver_id, _handoff.offered_at, _receipt.answered_at)
        .join(Handoff.__table__, _handoff.id == _receipt.handoff_id)
        .join(Deal.__table__, _deal.id == _handoff.deal_id)
        .where(_receipt.receiver_id.in_(_PEOPLE), _receipt.answered_by == _receipt.receiver_id, *_ANSWERED)
        .where(visible(kind))
    )


@cache
def _between(kind: str) -> Select[Any]:
    """What was answered in an account's deals, by whomever."""
    return (
        select(
            *(_handoff.deal_id, _handoff.offered_at, _handoff.giver_id),
            *(_receipt.receiver_id, _receipt.role, _receipt.answered_at),
        )
        .join(Handoff.__table__, _handoff.id == _receipt.handoff_id)
        .join(Deal.__table__, _deal.id == _handoff.deal_id)
        .where(_deal.account_id == bindparam("account"), *_ANSWERED, visible(kind))
    )


def _who_sat() -> Any:
    account, own = Seat.__table__.c, DealSeat.__table__.c
    said = ("role", "person_id", "from_at", "until_at")
    of_account = select(null().label("deal_id"), *(account[name] for name in said))
    of_deals = select(own.deal_id, *(own[name] for name in said)).join(
        Deal.__table__, _deal.id == own.deal_id
    )
    return union_all(
        of_account.where(account.account_id == bindparam("account"), account.role.in_(TRIANGLE)),
        of_deals.where(_deal.account_id == bindparam("account"), own.role.in_(TRIANGLE)),
    )


_SEATS = _who_sat()
