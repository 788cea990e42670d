"""Doors of deal rooms and of the lists that lead to them."""

from typing import Any

from triangle.accounts.models import Account
from triangle.accounts.schemas import AccountsQuery
from triangle.core.deed import Deed
from triangle.core.policy import require
from triangle.core.web.door import Door
from triangle.core.web.replies import list_of, page_of
from triangle.core.web.service import Ask
from triangle.deals.models import Deal
from triangle.deals.schemas import DealNew
from triangle.responsibilities.opening import open_deal
from triangle.rooms import listing
from triangle.rooms.account_rows import account_rows
from triangle.rooms.figure import figure
from triangle.rooms.figure_schemas import FigureReply
from triangle.rooms.queries import read, room
from triangle.rooms.schemas import (
    AccountRow,
    BoardColumn,
    BoardQuery,
    DealsQuery,
    RoomReply,
    RoomRow,
    WinRateReply,
)
from triangle.rooms.win_rate import win_rate

door = Door("rooms", __name__, url_prefix="/api", description="Deal rooms.")


@door.reads("/accounts", out=page_of(AccountRow, ready=True), query=AccountsQuery)
def list_accounts(ask: Ask, **query: Any) -> Any:
    """List the accounts that I may see, by name, with what is open there."""
    found = account_rows(ask.session, ask.actor, **query)
    return {"data": found.rows, "next": found.next}


@door.reads("/accounts/<int:account_id>/figure", out=FigureReply)
def show_figure(ask: Ask, account_id: int) -> Any:
    """Show the triangle of an account in numbers, as far as I may see its deals."""
    account = ask.get(Account, account_id)
    require(ask.actor, "see", account)
    found = figure(ask.session, ask.actor, account, ask.service.calendar, ask.service.clock.now())
    return {"data": found, "can": [], "positions": {}}


@door.reads("/deals", out=page_of(RoomRow, ready=True), query=DealsQuery)
def list_deals(ask: Ask, **query: Any) -> Any:
    """List the deals that I may see, the last opened first."""
    found = listing.deal_rows(ask.session, ask.actor, **query)
    return {"data": found.rows, "next": found.next}


@door.reads("/deals/board", out=list_of(BoardColumn, ready=True), query=BoardQuery)
def show_board(ask: Ask, **query: Any) -> Any:
    """Show the deals that I may see by the stage they stand in."""
    return {"data": listing.board(ask.session, ask.actor, **query)}


@door.writes("POST", "/deals", body=DealNew, out=RoomReply, status=201)
def open_room(deed: Deed, **fields: Any) -> Any:
    """Open a deal room for an account."""
    return room(deed.session, deed.actor, read(deed.session, open_deal(deed, **fields).id))


@door.reads("/deals/<int:deal_id>", out=RoomReply)
def get_room(ask: Ask, deal_id: int) -> Any:
    """Show a deal room."""
    found = read(ask.session, deal_id)
    require(ask.actor, "see", found.deal)
    return room(ask.session, ask.actor, found)


@door.reads("/deals/<int:deal_id>/win-rate", out=WinRateReply)
def show_win_rate(ask: Ask, deal_id: int) -> Any:
    """Tell how many of the deals that came as far as this one were won."""
    deal = ask.get(Deal, deal_id)
    require(ask.actor, "see", deal)
    return {"data": win_rate(ask.session, deal, ask.service.clock.now()), "can": [], "positions": {}}
