"""Reading a whole deal room in a constant number of queries."""

from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from triangle.activity.queries import positions
from triangle.deals.models import Deal, deal_stream
from triangle.deals.queries import can, effective_seats, member_ids
from triangle.deals.schemas import DealOut
from triangle.gates.vetoes import overrides_of
from triangle.handoffs.queries import open_in_deal
from triangle.identity.models import Person
from triangle.nodes.queries import nodes_of
from triangle.promises.queries import of_deal
from triangle.responsibilities.queries import current


def room(session: Session, actor: Person, deal: Deal) -> dict[str, Any]:
    """Return the reply of a deal room; its position is read before its state."""
    here = positions(session, deal_stream(deal.id))
    own = {name: getattr(deal, name) for name in DealOut().fields}
    inside = {
        "account": deal.account,
        "members": member_ids(session, deal.id),
        "seats": effective_seats(session, deal),
        "stages": _stages(session, deal),
        "handoffs": open_in_deal(session, deal.id),
        "responsibilities": current(session, deal.id),
        "promises": of_deal(session, deal.id),
        "overrides": overrides_of(session, deal.id),
    }
    return {"data": own | inside, "can": can(actor, deal), "positions": here}


def _stages(session: Session, deal: Deal) -> list[dict[str, Any]]:
    nodes = groupby(nodes_of(session, deal.id, with_checklist=True), key=lambda node: node.stage)
    in_stage = {code: list(members) for code, members in nodes}
    return [
        {
            "code": stage.code,
            "name": stage.name,
            "entry": stage.entry,
            "exit": stage.exit,
            "nodes": in_stage.get(stage.code, []),
        }
        for stage in deal.playbook.stages
    ]
