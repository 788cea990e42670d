"""Doors of seats and of who answers for what."""

from typing import Any

from triangle.accounts import queries as account_queries
from triangle.accounts.models import SEAT_ROLES
from triangle.accounts.schemas import AccountReply
from triangle.activity.queries import head_at
from triangle.core.deed import Deed
from triangle.core.errors import NotFound
from triangle.core.policy import require
from triangle.core.web.door import Door
from triangle.core.web.service import Ask
from triangle.deals import queries as deal_queries
from triangle.deals.models import Deal, deal_stream
from triangle.deals.schemas import DealReply, Reason, SeatBody
from triangle.responsibilities import actions, queries
from triangle.responsibilities.schemas import AtQuery, ResponsibilitiesAt

door = Door("responsibilities", __name__, url_prefix="/api", description="Seats, and who answers for what.")


@door.writes("PUT", "/accounts/<int:account_id>/seats/<string:role>", body=SeatBody, out=AccountReply)
def assign_seat(deed: Deed, account_id: int, role: str, **given: Any) -> Any:
    """Put a person in an account's seat; the open responsibilities of its deals follow."""
    account = actions.assign_seat(deed, account_id, _known(role), **given)
    return account_queries.reply(deed.session, deed.actor, account)


@door.writes("PUT", "/deals/<int:deal_id>/seats/<string:role>", body=SeatBody, out=DealReply)
def assign_deal_seat(deed: Deed, deal_id: int, role: str, **given: Any) -> Any:
    """Put a person in a deal's own seat, or give it back to the account's holder with null."""
    return deal_queries.reply(
        deed.session, deed.actor, actions.assign_deal_seat(deed, deal_id, _known(role), **given)
    )


@door.writes("POST", "/deals/<int:deal_id>/reopen", body=Reason, out=DealReply)
def reopen_deal(deed: Deed, deal_id: int, reason: str) -> Any:
    """Take a won or lost deal up again."""
    return deal_queries.reply(deed.session, deed.actor, actions.reopen_deal(deed, deal_id, reason=reason))


@door.reads("/deals/<int:deal_id>/responsibilities", out=ResponsibilitiesAt, query=AtQuery)
def list_responsibilities(ask: Ask, deal_id: int, at: Any) -> Any:
    """Tell who answered for which node at a moment, or now."""
    deal = ask.get(Deal, deal_id)
    require(ask.actor, "see", deal)
    # After a step back of the clock the last deed may lie ahead of it.
    last = head_at(ask.session, deal_stream(deal_id)) or deal.opened_at
    moment = at or max(last, ask.service.clock.now())
    return {"data": queries.at_moment(ask.session, deal_id, moment), "at": moment}


def _known(role: str) -> str:
    if role not in SEAT_ROLES:
        raise NotFound("not_found", f"no such seat; there are {', '.join(SEAT_ROLES)}", noun="seat")
    return role
