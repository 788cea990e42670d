"""How often deals like this one were won: counted from what became of them, never guessed."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from triangle.core.db import Moment
from triangle.deals.models import Deal
from triangle.playbooks.models import Playbook
from triangle.rooms.listing import stage_of_deal

SPAN = timedelta(days=730)
# Fewer would say more of single deals, which the reader may not see, than of a rate.
FEWEST = 5
_deal, _book = Deal.__table__.c, Playbook.__table__.c
_STAGE = select(stage_of_deal()).where(_deal.id == bindparam("deal"))
# A deal came as far as the stage it was lost in; a won one went through all of them.
_ENDED = (
    select(func.count().label("ended"), func.sum(case((_deal.status == "won", 1), else_=0)).label("won"))
    .join(Playbook.__table__, _book.id == _deal.playbook_id)
    .where(
        _book.code == bindparam("playbook"),
        _deal.id != bindparam("deal"),
        _deal.closed_at >= bindparam("since", type_=Moment()),
        _deal.status.in_(("won", "lost")),
        or_(_deal.status == "won", stage_of_deal() >= bindparam("stage")),
    )
)


def win_rate(session: Session, deal: Deal, now: datetime) -> dict[str, Any]:
    """Return how many deals of the same playbook came as far and ended within two years, and were won.

    All of the installation's deals count, whoever may see them; of fewer than five nothing is said.
    """
    stage = session.scalar(_STAGE, {"deal": deal.id})
    asked = {"deal": deal.id, "playbook": deal.playbook.code, "stage": stage, "since": now - SPAN}
    found = session.execute(_ENDED, asked).one()
    enough = found.ended >= FEWEST
    return {
        "stage": stage,
        "ended": found.ended if enough else None,
        "won": int(found.won) if enough else None,
    }
