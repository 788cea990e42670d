"""Live streams: subscribe, resume, entries as they are committed, and heads that show a silent loss."""

import logging
from typing import Any, cast

from flask import request
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import SocketIO, join_room, leave_room

from triangle.activity import queries
from triangle.activity.catalog import may_read
from triangle.core.web.service import Service
from triangle.identity.authentication import browser_session, cookie_name, csrf_matches
from triangle.identity.models import Person

PROTOCOL = 1
MOST_MISSED = 300
HEADS_EVERY_SECONDS = 15
log = logging.getLogger(__name__)


class LiveStreams:
    """Joins sockets to streams and sends them entries; one for each app."""

    def __init__(self, socketio: SocketIO, here: Service) -> None:
        self._io, self._here = socketio, here
        self._streams: dict[str, set[str]] = {}
        self._people: dict[str, int] = {}
        for name, work in (("connect", self._connect), ("disconnect", self._disconnect)):
            socketio.on_event(name, work)
        socketio.on_event("subscribe", self._subscribe)
        socketio.on_event("unsubscribe", self._unsubscribe)

    def send(self, messages: list[dict[str, Any]]) -> None:
        """Send committed entries to whoever has joined their streams; a failure is logged, never raised."""
        for message in messages:
            try:
                self._io.emit("entry", message, to=message["stream"])
            except Exception:
                log.exception("entry not sent", extra={"stream": message["stream"], "seq": message["seq"]})

    def beat_forever(self) -> None:
        """Tell every stream's readers its head, again and again."""
        while True:
            self._io.sleep(HEADS_EVERY_SECONDS)
            self.beat()

    def beat(self) -> None:
        """Tell every joined stream's readers its head once."""
        names = [name for name, sockets in self._streams.items() if sockets]
        with self._here.database.reading() as session:
            heads = queries.positions(session, *names) if names else {}
        for name, head in heads.items():
            self._io.emit("heads", {name: head["seq"]}, to=name)

    def _connect(self, auth: Any = None) -> None:
        given = auth if isinstance(auth, dict) else {}
        if given.get("protocol") != PROTOCOL:
            raise Refused("bad_protocol")
        with self._here.database.reading() as session:
            found = browser_session(session, cast("Any", request))
            if found is None:
                raise Refused("unauthenticated")
            if not csrf_matches(request.cookies.get(cookie_name(self._here), ""), given.get("csrf")):
                raise Refused("bad_csrf")
            self._people[self._sid()] = found.person_id
        self._io.emit(
            "hello", {"server_time": self._here.clock.now().isoformat(), "node": "1"}, to=self._sid()
        )

    def _disconnect(self, *why: Any) -> None:
        self._people.pop(self._sid(), None)
        for sockets in self._streams.values():
            sockets.discard(self._sid())
        self._streams = {name: sockets for name, sockets in self._streams.items() if sockets}

    def _subscribe(self, wish: Any = None) -> dict[str, Any]:
        if not isinstance(wish, dict) or not isinstance(name := wish.get("stream"), str):
            return {"status": "error", "code": "malformed"}
        epoch, after = wish.get("epoch"), wish.get("after")
        if type(epoch) is not int or type(after) is not int or not 0 <= after < 2**53:
            return {"status": "error", "code": "malformed"}
        with self._here.database.reading() as session:
            if not self._may_read(session, name):
                return {"status": "error", "code": "not_found"}
        # Join first, read then: an entry between the two comes twice, and the reader drops the second.
        self._join(name)
        with self._here.database.reading() as session:
            return self._resume(session, name, epoch, after)

    def _may_read(self, session: Any, name: str) -> bool:
        found = browser_session(session, cast("Any", request))
        person: Person | None = found.person if found else None
        return person is not None and may_read(session, person, name)

    def _join(self, name: str) -> None:
        join_room(name)
        self._streams.setdefault(name, set()).add(self._sid())

    def _resume(self, session: Any, name: str, epoch: int, after: int) -> dict[str, Any]:
        head = queries.positions(session, name)[name]
        why = "epoch" if epoch != head["epoch"] else "ahead" if after > head["seq"] else None
        if why is None and head["seq"] - after > MOST_MISSED:
            why = "too_far"
        if why is not None:
            return {"status": "reset", "why": why}
        entries = queries.entries_after(session, name, after, MOST_MISSED)
        return {"status": "ok", "epoch": head["epoch"], "head": head["seq"], "entries": entries}

    def _unsubscribe(self, wish: Any = None) -> dict[str, Any]:
        name = wish.get("stream") if isinstance(wish, dict) else None
        if not isinstance(name, str):
            return {"status": "error", "code": "malformed"}
        leave_room(name)
        self._streams.get(name, set()).discard(self._sid())
        return {"status": "ok"}

    def _sid(self) -> str:
        return str(request.sid)  # type: ignore[attr-defined]
