"""The socket door of streams: connect, subscribe, resume, unsubscribe."""

from typing import Any, cast

from flask import request
from flask_socketio import ConnectionRefusedError as Refused
from sqlalchemy.orm import Session

from triangle.activity import queries
from triangle.activity.audience import MOST_STREAMS_A_SOCKET
from triangle.activity.catalog import may_read
from triangle.activity.live import Live
from triangle.core.schema import moment_text
from triangle.core.transport.server import SocketIO
from triangle.core.web.service import Service
from triangle.identity.authentication import browser_session, cookie_name, csrf_matches
from triangle.identity.models import Standing

PROTOCOL = 1
MOST_MISSED = 300
NOT_FOUND = {"status": "error", "code": "not_found"}
MALFORMED = {"status": "error", "code": "malformed"}


class StreamDoor:
    """Joins sockets to streams and tells them what they missed."""

    def __init__(self, socketio: SocketIO, here: Service, live: Live) -> None:
        self._here, self._live, self._audience = here, live, live.audience
        for name in ("connect", "disconnect", "subscribe", "unsubscribe"):
            socketio.on_event(name, getattr(self, f"_{name}"))

    def _connect(self, auth: Any = None) -> None:
        given = auth if isinstance(auth, dict) else {}
        if given.get("protocol") != PROTOCOL:
            raise Refused("bad_protocol")
        if self._live.is_leaving:
            raise Refused("restarting")
        with self._here.database.reading() as session:
            found = browser_session(session, cast("Any", request))
            if found is None:
                raise Refused("unauthenticated")
            if not csrf_matches(request.cookies.get(cookie_name(self._here), ""), given.get("csrf")):
                raise Refused("bad_csrf")
            if self._audience.is_full_for(found.person.id):
                raise Refused("too_many_sockets")
            person = found.person
            standing = Standing(person.id, person.role, person.team_id, person.is_guest)
            self._live.rights.enter(session, standing)
            self._audience.enter(sid(), standing, found.id)
        now = moment_text(self._here.clock.now())
        self._audience.tell("hello", {"server_time": now, "node": self._live.node}, to=sid())

    def _disconnect(self, *_why: Any) -> None:
        self._audience.forget(sid())

    def _subscribe(self, wish: Any = None) -> dict[str, Any]:
        given = wish if isinstance(wish, dict) else {}
        name, epoch, after = given.get("stream"), given.get("epoch"), given.get("after")
        if not isinstance(name, str) or type(epoch) is not int or type(after) is not int or after < 0:
            return MALFORMED
        with self._here.database.reading() as session:
            if not self._may_read(session, name):
                return NOT_FOUND
        streams = self._audience.streams_of(sid())
        if name not in streams and len(streams) >= MOST_STREAMS_A_SOCKET:
            return {"status": "error", "code": "too_many_streams"}
        # Join first, read then: an entry between the two comes twice, and the reader drops the second.
        self._audience.join(sid(), name)
        self._live.dispatcher.open(name)
        with self._here.database.reading() as session:
            return self._admit(session, name, epoch, after)

    def _admit(self, session: Session, name: str, epoch: int, after: int) -> dict[str, Any]:
        """Tell a socket that has joined what it missed, if the room was not lost while it joined."""
        if not self._may_read(session, name):
            self._audience.leave(sid(), name)
            return NOT_FOUND
        self._live.rights.watch(session, name)
        head = queries.positions(session, name)[name]
        answer = _resume(session, name, head, epoch, after)
        if answer["status"] == "reset":
            self._here.metrics.reset(answer["why"])
        if not self._audience.reads(sid(), name):
            # Taken out by somebody who saw a later state than this snapshot.
            return NOT_FOUND
        self._live.dispatcher.begin(name, head["seq"])
        return answer

    def _may_read(self, session: Session, name: str) -> bool:
        # Asked of the database each time: the socket's own view of the session is as old as its connect.
        found = browser_session(session, cast("Any", request))
        return found is not None and sid() in self._audience.readers and may_read(session, found.person, name)

    def _unsubscribe(self, wish: Any = None) -> dict[str, Any]:
        name = wish.get("stream") if isinstance(wish, dict) else None
        if not isinstance(name, str):
            return MALFORMED
        self._audience.leave(sid(), name)
        return {"status": "ok"}


def sid() -> str:
    """Return the id of the socket that speaks."""
    return str(request.sid)  # type: ignore[attr-defined]


def _resume(session: Session, name: str, head: dict[str, int], epoch: int, after: int) -> dict[str, Any]:
    why = None
    if epoch != head["epoch"]:
        why = "epoch"
    elif after > head["seq"]:
        why = "ahead"
    elif head["seq"] - after > MOST_MISSED:
        why = "too_far"
    if why is not None:
        return {"status": "reset", "why": why}
    entries = queries.entries_after(session, name, after, MOST_MISSED)
    return {"status": "ok", "epoch": head["epoch"], "head": head["seq"], "entries": entries}
