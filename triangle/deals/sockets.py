"""The socket door of presence: where somebody is in a deal room, while they are."""

from collections.abc import Callable
from typing import Any, TypeGuard, cast

from flask import request
from sqlalchemy.orm import Session

from triangle.activity.catalog import may_read
from triangle.activity.live import Live
from triangle.core.transport.server import SocketIO
from triangle.core.web.service import Service
from triangle.deals.models import deal_stream
from triangle.deals.presence import Presence
from triangle.identity.authentication import browser_session

# Says whether a node belongs to a deal: nodes stand above deals, so app.py hands it in.
Belongs = Callable[[Session, int, int], bool]


class PresenceDoor:
    """Takes `presence {deal, state}` from sockets that read the room's stream.

    `state` is `{"node": id}`, `{"node": null}` for the room as a whole, or null to be gone. The answer holds
    everybody who is there (`{status, deal, people}`); changes follow as `presence {deal, changed, gone}`.
    """

    def __init__(
        self, socketio: SocketIO, here: Service, live: Live, presence: Presence, belongs: Belongs
    ) -> None:
        self._here, self._audience, self._presence, self._belongs = here, live.audience, presence, belongs
        socketio.on_event("presence", self._come_or_go)

    def _come_or_go(self, wish: Any = None) -> dict[str, Any]:
        given = wish if isinstance(wish, dict) else {}
        deal_id, state = given.get("deal"), given.get("state")
        if not _is_id(deal_id) or "state" not in given or not _is_state(state):
            return {"status": "error", "code": "malformed"}
        if state is None:
            self._presence.go(_sid(), deal_id)
            return {"status": "ok", "deal": deal_id, "people": []}
        return self._come(deal_id, state["node"])

    def _come(self, deal_id: int, node: int | None) -> dict[str, Any]:
        stream = deal_stream(deal_id)
        with self._here.database.reading() as session:
            found = browser_session(session, cast("Any", request))
            if found is None or not may_read(session, found.person, stream):
                return {"status": "error", "code": "not_found"}
            if node is not None and not self._belongs(session, node, deal_id):
                return {"status": "error", "code": "not_found"}
            person_id = found.person.id
        if not self._audience.reads(_sid(), stream):
            return {"status": "error", "code": "not_subscribed"}
        people = self._presence.come(_sid(), person_id, deal_id, node, self._here.clock.now())
        return {"status": "ok", "deal": deal_id, "people": people}


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]


def _is_id(value: Any) -> TypeGuard[int]:
    return type(value) is int and 0 < value < 2**31


def _is_state(state: Any) -> bool:
    if state is None:
        return True
    return (
        isinstance(state, dict)
        and state.keys() == {"node"}
        and (state["node"] is None or _is_id(state["node"]))
    )
