"""Reading a whole deal room: a constant number of statements, built once, that read columns."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from triangle.accounts.models import Account
from triangle.activity.queries import positions
from triangle.core.policy import not_found
from triangle.core.prepared import Prepared
from triangle.deals.models import Deal, deal_stream
from triangle.deals.queries import can, effective_seats, member_ids
from triangle.gates.vetoes import overrides_of
from triangle.handoffs.rows import open_rows
from triangle.identity.models import Person
from triangle.nodes.rows import whole_rows
from triangle.playbooks.models import Playbook, Stage
from triangle.promises.rows import rows_of_deal
from triangle.responsibilities.queries import current_rows
from triangle.rooms.listing import DEAL_NAMES, deal_columns, with_parts

_stage = Stage.__table__.c
_STAGES = Prepared(
    select(_stage.code, _stage.name, _stage.entry, _stage.exit)
    .where(_stage.playbook_id == bindparam("playbook"))
    .order_by(_stage.position),
    sent=True,
)
_deal, _account = Deal.__table__.c, Account.__table__.c
_DEAL = Prepared(
    select(*deal_columns(), _deal.playbook_id, _account.team_id)
    .join(Account.__table__, _account.id == _deal.account_id)
    .join(Playbook.__table__, Playbook.__table__.c.id == _deal.playbook_id)
    .where(_deal.id == bindparam("deal"))
)


@dataclass(frozen=True, slots=True)
class Read:
    """A deal that was read without an object: as rules take it, and what a room says of it itself."""

    deal: Deal
    own: dict[str, Any]


def read(session: Session, deal_id: int) -> Read:
    """Read a deal for its room; an unknown id is not found."""
    for row in _DEAL.rows(session, {"deal": deal_id}):
        team_id, playbook_id = row.pop("team_id"), row.pop("playbook_id")
        own = with_parts(row)
        columns = {name: own[name] for name in DEAL_NAMES}
        return Read(Deal.known(session, columns | {"playbook_id": playbook_id}, team_id=team_id), own)
    raise not_found()


def room(session: Session, actor: Person, found: Read) -> dict[str, Any]:
    """Return the reply of a deal room; its position is read before its state."""
    deal = found.deal
    here = positions(session, deal_stream(deal.id))
    inside = {
        "members": member_ids(session, deal.id),
        "seats": effective_seats(session, deal),
        "stages": _stages(session, deal),
        "handoffs": open_rows(session, deal.id),
        "responsibilities": current_rows(session, deal.id),
        "promises": rows_of_deal(session, deal.id),
        "overrides": overrides_of(session, deal.id),
    }
    return {"data": found.own | inside, "can": can(actor, deal), "positions": here}


def _stages(session: Session, deal: Deal) -> list[dict[str, Any]]:
    in_stage: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for node in whole_rows(session, deal.id):
        in_stage[node["stage"]].append(node)
    stages = _STAGES.rows(session, {"playbook": deal.playbook_id})
    return [stage | {"nodes": in_stage[stage["code"]]} for stage in stages]
