"""Who is in a deal room at this moment, and at which node, whichever process their socket is at."""

import logging
from collections import defaultdict
from datetime import datetime
from typing import Any

import gevent
from gevent.event import Event
from sqlalchemy.exc import SQLAlchemyError

from triangle.activity.live import Live
from triangle.core.db import Database
from triangle.core.errors import Unavailable
from triangle.core.schema import moment_text
from triangle.deals.models import deal_stream
from triangle.deals.presence_rows import People, PresenceRows

FLUSH_SECONDS = 0.2
log = logging.getLogger(__name__)


class Presence:
    """Keeps who is where, and tells the readers of a room what changed, at most five times a second.

    Several tabs of one person count once: the one that spoke last says where they are. On SQLite there is one
    process and memory is enough; on PostgreSQL processes read each other's rows (docs/adr/0011).
    """

    def __init__(self, database: Database, live: Live) -> None:
        self._live, self._audience = live, live.audience
        self._rows = None if database.is_sqlite else PresenceRows(database, live.node)
        # room -> socket -> where its person is
        self._here: dict[int, dict[str, dict[str, Any]]] = defaultdict(dict)
        self._elsewhere: dict[int, People] = {}
        self._told: dict[int, People] = {}
        self._changed: set[int] = set()
        self._unwritten: set[int] = set()
        self._unread: set[int] = set()
        # Set by whatever leaves something in these three.
        self._wake = Event()
        self._audience.on_leave.append(self._left)
        live.on_hint["presence"].append(self._hinted)
        live.on_second.append(self._look)

    def come(self, sid: str, person_id: int, deal_id: int, node: int | None, at: datetime) -> list[Any]:
        """Put a socket's person at a node, or in the room as a whole; return who is in it now."""
        self._told.setdefault(deal_id, {})
        before = self._here[deal_id].get(sid)
        if before is None or before["node"] != node:
            # Put last, so that of two tabs that speak in one moment the later counts.
            self._here[deal_id].pop(sid, None)
            self._here[deal_id][sid] = {"id": person_id, "node": node, "since": moment_text(at)}
            self._moved(deal_id)
        if deal_id not in self._elsewhere and self._rows is not None:
            self._elsewhere[deal_id] = self._rows.read([deal_id]).get(deal_id, {})
            # The room's readers may have been told meanwhile, without those elsewhere.
            self._moved(deal_id)
        return self.people(deal_id)

    def go(self, sid: str, deal_id: int) -> None:
        """Take a socket out of a room."""
        if self._here.get(deal_id, {}).pop(sid, None) is not None:
            self._moved(deal_id)

    def people(self, deal_id: int) -> list[dict[str, Any]]:
        """Return who is in a room, by id."""
        view = self._view(deal_id)
        return [view[person_id] for person_id in sorted(view)]

    def flush(self) -> None:
        """Tell the readers of every room what changed since they were told, and let other processes know."""
        changed, self._changed = self._changed, set()
        for deal_id in changed:
            self._tell(deal_id)
        if self._rows is None:
            self._unwritten.clear()
            return
        unwritten, self._unwritten = self._unwritten, set()
        try:
            self._rows.write({deal_id: self._own(deal_id) for deal_id in unwritten})
        except (SQLAlchemyError, Unavailable):
            self._unwritten |= unwritten
            raise
        for deal_id in unwritten:
            self._live.hints.say("presence", deal_stream(deal_id))
        unread, self._unread = self._unread, set()
        if unread:
            self._read(unread)

    def work_forever(self) -> None:
        """Flush whenever something changed, and then not again for a moment."""
        while True:
            self._wake.wait()
            self._wake.clear()
            try:
                self.flush()
            except (SQLAlchemyError, Unavailable) as error:
                log.warning("presence waits for the database", extra={"why": str(error)[:200]})
            except Exception:
                log.exception("presence not told")
            if self._changed or self._unwritten or self._unread:
                self._wake.set()
            gevent.sleep(FLUSH_SECONDS)

    def close(self) -> None:
        """Take this process's people out of every room: it stops."""
        if self._rows is not None:
            self._rows.clear()

    def _moved(self, deal_id: int) -> None:
        """Note that somebody here came, went or is at another node."""
        self._changed.add(deal_id)
        self._unwritten.add(deal_id)
        self._wake.set()

    def _own(self, deal_id: int) -> People:
        """Return the people who are in a room through this process; of several tabs the last counts."""
        tabs = sorted(self._here.get(deal_id, {}).values(), key=lambda tab: tab["since"])
        return {tab["id"]: tab for tab in tabs}

    def _view(self, deal_id: int) -> People:
        view = dict(self._elsewhere.get(deal_id, {}))
        for person_id, state in self._own(deal_id).items():
            if person_id not in view or view[person_id]["since"] <= state["since"]:
                view[person_id] = state
        return view

    def _tell(self, deal_id: int) -> None:
        told, view = self._told.get(deal_id, {}), self._view(deal_id)
        changed = [view[person] for person in sorted(view) if told.get(person) != view[person]]
        gone = sorted(told.keys() - view.keys())
        if changed or gone:
            said = {"deal": deal_id, "changed": changed, "gone": gone}
            self._audience.tell("presence", said, to=deal_stream(deal_id))
        self._told[deal_id] = view
        if not self._has_readers(deal_id):
            for kept in (self._here, self._elsewhere, self._told):
                kept.pop(deal_id, None)

    def _has_readers(self, deal_id: int) -> bool:
        return deal_stream(deal_id) in self._audience.streams

    def _left(self, sid: str, stream: str) -> None:
        kind, _, number = stream.partition(":")
        if kind == "deal":
            self.go(sid, int(number))
            if stream not in self._audience.streams and int(number) in self._told:
                self._changed.add(int(number))
                self._wake.set()

    def _hinted(self, stream: str) -> None:
        kind, _, number = stream.partition(":")
        if kind == "deal" and int(number) in self._told:
            self._unread.add(int(number))
            self._wake.set()

    def _look(self) -> None:
        """See once a second what other processes wrote, hinted or not."""
        if self._rows is not None:
            written = self._rows.beat()
            own = {deal_id for deal_id, tabs in self._here.items() if tabs}
            if written is not None and written != len(own):
                # Others took us for dead, or the database crashed and emptied the table.
                self._unwritten |= own
            self._read(set(self._told))
            if self._changed or self._unwritten:
                self._wake.set()

    def _read(self, deal_ids: set[int]) -> None:
        assert self._rows is not None
        found = self._rows.read(sorted(deal_ids))
        for deal_id in deal_ids:
            others = found.get(deal_id, {})
            if deal_id in self._told and others != self._elsewhere.get(deal_id, {}):
                self._elsewhere[deal_id] = others
                self._changed.add(deal_id)
