"""Live streams: subscribe, resume, entries as they are committed, and heads that show a silent loss."""

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from flask import request
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import SocketIO, join_room, leave_room
from sqlalchemy.orm import Session

from triangle.activity import queries
from triangle.activity.catalog import may_read
from triangle.core.schema import moment_text
from triangle.core.web.service import Service
from triangle.identity.authentication import browser_session, cookie_name, csrf_matches
from triangle.identity.models import Person, RightsChanged, SignedOut
from triangle.identity.queries import live_session_ids

PROTOCOL = 1
MOST_MISSED = 300
HEADS_EVERY_SECONDS = 15
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose socket it is."""

    person_id: int
    session_id: int


class LiveStreams:
    """Joins sockets to streams and sends them entries; one for each app."""

    def __init__(self, socketio: SocketIO, here: Service) -> None:
        self._io, self._here = socketio, here
        self._joined: dict[str, set[str]] = defaultdict(set)
        self._readers: dict[str, Reader] = {}
        # What else follows a socket's end: there is one handler for it.
        self.when_gone: list[Callable[[str], None]] = []
        for name in ("connect", "disconnect", "subscribe", "unsubscribe"):
            socketio.on_event(name, getattr(self, f"_{name}"))

    def send(self, messages: list[Any]) -> None:
        """Send what was committed to whoever may hear it; a failure is logged, never raised."""
        for message in messages:
            try:
                match message:
                    case SignedOut():
                        self._close(message)
                    case RightsChanged():
                        self._ask_again(message)
                    case dict():
                        self._io.emit("entry", message, to=message["stream"])
            except Exception:
                log.exception("not sent", extra={"what": str(message)[:200]})

    def beat_forever(self) -> None:
        """Tell every stream's readers its head, again and again."""
        while True:
            self._io.sleep(HEADS_EVERY_SECONDS)
            try:
                self.beat()
            except Exception:
                log.exception("heads not sent")

    def beat(self) -> None:
        """Tell every joined stream's readers its head once."""
        names = list(self._joined)
        with self._here.database.reading() as session:
            heads = queries.positions(session, *names) if names else {}
            live = live_session_ids(session, self._here.clock.now()) if self._readers else set()
        for sid, reader in list(self._readers.items()):
            if reader.session_id not in live:
                self._io.server.disconnect(sid)
        for name, head in heads.items():
            self._io.emit("heads", {name: head["seq"]}, to=name)

    def _close(self, ended: SignedOut) -> None:
        for sid, reader in list(self._readers.items()):
            if reader.person_id == ended.person_id and ended.session_id in (None, reader.session_id):
                self._io.server.disconnect(sid)

    def _ask_again(self, changed: RightsChanged) -> None:
        """Take those who lost a stream out of it before they hear of anything more."""
        names = [name for name in self._joined if changed.stream in (None, name)]
        sockets = [(name, sid) for name in names for sid in list(self._joined[name])]
        with self._here.database.reading() as session:
            for name, sid in sockets:
                reader = self._readers.get(sid)
                if reader is None or changed.person_id not in (None, reader.person_id):
                    continue
                if not may_read(session, session.get(Person, reader.person_id), name):
                    self._io.emit("revoked", {"stream": name}, to=sid)
                    self._io.server.leave_room(sid, name)
                    self._leave(sid, name)

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
            self._readers[_sid()] = Reader(found.person_id, found.id)
        now = moment_text(self._here.clock.now())
        self._io.emit("hello", {"server_time": now, "node": "1"}, to=_sid())

    def _disconnect(self, *_why: Any) -> None:
        for name in [name for name, sids in self._joined.items() if _sid() in sids]:
            self._leave(_sid(), name)
        self._readers.pop(_sid(), None)
        for told in self.when_gone:
            told(_sid())

    def reader(self, sid: str) -> Reader | None:
        """Return whose socket it is, while it is open."""
        return self._readers.get(sid)

    def _subscribe(self, wish: Any = None) -> dict[str, Any]:
        given = wish if isinstance(wish, dict) else {}
        name, epoch, after = given.get("stream"), given.get("epoch"), given.get("after")
        if not isinstance(name, str) or type(epoch) is not int or type(after) is not int or after < 0:
            return {"status": "error", "code": "malformed"}
        with self._here.database.reading() as session:
            if not self._may_read(session, name):
                return {"status": "error", "code": "not_found"}
        # Join first, read then: an entry between the two comes twice, and the reader drops the second.
        join_room(name)
        self._joined[name].add(_sid())
        with self._here.database.reading() as session:
            # Asked again in the snapshot that is sent: the room may have been lost while it was joined.
            if not self._may_read(session, name):
                leave_room(name)
                self._leave(_sid(), name)
                return {"status": "error", "code": "not_found"}
            return _resume(session, name, epoch, after)

    def _may_read(self, session: Session, name: str) -> bool:
        # Asked of the database each time: the socket's own view of the session is as old as its connect.
        found = browser_session(session, cast("Any", request))
        return found is not None and may_read(session, found.person, name)

    def _unsubscribe(self, wish: Any = None) -> dict[str, Any]:
        name = wish.get("stream") if isinstance(wish, dict) else None
        if not isinstance(name, str):
            return {"status": "error", "code": "malformed"}
        leave_room(name)
        self._leave(_sid(), name)
        return {"status": "ok"}

    def _leave(self, sid: str, name: str) -> None:
        sids = self._joined.get(name, set())
        sids.discard(sid)
        if not sids:
            self._joined.pop(name, None)


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]


def _resume(session: Session, name: str, epoch: int, after: int) -> dict[str, Any]:
    head = queries.positions(session, name)[name]
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
