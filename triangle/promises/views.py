"""Doors of promises."""

from typing import Any

from triangle.accounts import sight as account_sight
from triangle.activity.queries import positions
from triangle.core.deed import Deed
from triangle.core.policy import require
from triangle.core.schema import Schema
from triangle.core.web.door import Door
from triangle.core.web.replies import PageQuery, list_of, reply_of
from triangle.core.web.service import Ask
from triangle.deals import sight as deal_sight
from triangle.deals.models import deal_stream
from triangle.promises import actions, queries, rows
from triangle.promises.models import Promise
from triangle.promises.schemas import (
    PromiseEdit,
    PromiseEnd,
    PromiseNew,
    PromiseOut,
    PromisePage,
    PromiseReason,
    PromiseReturn,
)

door = Door("promises", __name__, url_prefix="/api", description="What customers were promised.")

PromiseReply = reply_of(PromiseOut)
_PROMISE = "/promises/<int:promise_id>"


@door.reads("/deals/<int:deal_id>/promises", out=list_of(PromiseOut, ready=True))
def list_promises(ask: Ask, deal_id: int) -> Any:
    """List every promise of a deal."""
    deal_sight.require_sight(ask.session, ask.actor, deal_id)
    return {"data": rows.rows_of_deal(ask.session, deal_id)}


@door.reads("/accounts/<int:account_id>/promises", out=PromisePage, query=PageQuery)
def list_promises_of_account(ask: Ask, account_id: int, **paging: Any) -> Any:
    """List what an account was promised in the deals that I may see, the newest first, and how it stands."""
    account_sight.require_sight(ask.session, ask.actor, account_id)
    found, counts = rows.rows_of_account(ask.session, ask.actor, account_id, **paging)
    return {"data": found.rows, "next": found.next, "counts": counts}


@door.writes("POST", "/deals/<int:deal_id>/promises", body=PromiseNew, out=PromiseReply, status=201)
def make(deed: Deed, deal_id: int, **fields: Any) -> Any:
    """Write down what a customer was promised."""
    return queries.reply(deed.actor, actions.make(deed, deal_id, **fields))


@door.reads(_PROMISE, out=PromiseReply)
def get_promise(ask: Ask, promise_id: int) -> Any:
    """Show a promise."""
    promise = ask.get(Promise, promise_id)
    require(ask.actor, "see", promise)
    here = positions(ask.session, deal_stream(promise.deal_id))
    return queries.reply(ask.actor, promise) | {"positions": here}


@door.writes("PATCH", _PROMISE, body=PromiseEdit, out=PromiseReply)
def revise(deed: Deed, promise_id: int, **changes: Any) -> Any:
    """Put a promise in other words; it has to be answered again."""
    return queries.reply(deed.actor, actions.revise(deed, promise_id, **changes))


@door.writes("POST", f"{_PROMISE}/accept", body=Schema, out=PromiseReply)
def accept(deed: Deed, promise_id: int) -> Any:
    """Take a promise on."""
    return queries.reply(deed.actor, actions.accept(deed, promise_id))


@door.writes("POST", f"{_PROMISE}/return", body=PromiseReturn, out=PromiseReply)
def return_(deed: Deed, promise_id: int, **why: Any) -> Any:
    """Say that a promise cannot be kept as it was made."""
    return queries.reply(deed.actor, actions.return_(deed, promise_id, **why))


@door.writes("POST", f"{_PROMISE}/keep", body=PromiseEnd, out=PromiseReply)
def keep(deed: Deed, promise_id: int, reason: str) -> Any:
    """Say that a promise was kept."""
    return queries.reply(deed.actor, actions.keep(deed, promise_id, reason=reason))


@door.writes("POST", f"{_PROMISE}/break", body=PromiseReason, out=PromiseReply)
def break_(deed: Deed, promise_id: int, reason: str) -> Any:
    """Say that a promise was broken."""
    return queries.reply(deed.actor, actions.break_(deed, promise_id, reason=reason))


@door.writes("POST", f"{_PROMISE}/waive", body=PromiseReason, out=PromiseReply)
def waive(deed: Deed, promise_id: int, reason: str) -> Any:
    """Let a promise go, with what the customer agreed to."""
    return queries.reply(deed.actor, actions.waive(deed, promise_id, reason=reason))
