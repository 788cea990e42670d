"""Live notes: open, type, see carets, close; what is typed is recorded before it is sent on."""

import logging
import time
from collections.abc import Callable
from typing import Any, cast

from flask import request
from flask_socketio import join_room, leave_room
from gevent.event import Event
from sqlalchemy.orm import Session

from triangle.activity.live import Live
from triangle.core.errors import Malformed
from triangle.core.policy import may
from triangle.core.transport.server import SocketIO
from triangle.core.web.service import Service
from triangle.deals.models import deal_stream
from triangle.identity.authentication import browser_session
from triangle.identity.models import Person, RightsChanged, SignedOut
from triangle.notes import awareness
from triangle.notes.carets import Carets
from triangle.notes.crdt import Unreadable
from triangle.notes.desk import OpenNote, Post, Seat
from triangle.notes.models import LARGE, Note, NoteWritten
from triangle.notes.queries import epoch_of, is_writer, why_not_write, writers_of
from triangle.notes.rounds import Rounds
from triangle.notes.telling import Teller
from triangle.notes.upkeep import Upkeep
from triangle.notes.wishes import Opening, read_client_bytes, read_count, read_opening
from triangle.notes.writing import Letter

# How soon one round may follow another: the later, the more updates the fullest note had in the last one.
GROUP_SECONDS, SECONDS_EACH, LONGEST_SECONDS = 0.012, 0.004, 0.04
TIDY_EVERY_SECONDS = 5
MOST_OPEN = 20
Answer = dict[str, Any]
log = logging.getLogger(__name__)


class LiveNotes:
    """The notes that sockets of this process have open; one for each app."""

    def __init__(self, socketio: SocketIO, here: Service, live: Live) -> None:
        self._io, self._here, self._live = socketio, here, live
        self._notes: dict[int, OpenNote] = {}
        self._posted, self._next_at = Event(), 0.0
        self.upkeep = Upkeep(here, self._notes)
        self.rounds = Rounds(here, self._notes, Teller(socketio, self._shut).tell, self.upkeep)
        self._carets = Carets(socketio, live.hints, self._notes)
        live.audience.on_gone.append(self._gone)
        live.audience.on_leave.append(self._left_stream)
        # A hint names no number here: one look at the heads of the open notes answers for all of them.
        live.on_hint["note"].append(lambda stream: self.rounds.follow_all())
        live.on_look += [self.rounds.follow_all, self._ask_unheard]
        for name in ("open", "sync", "close"):
            socketio.on_event(f"note.{name}", getattr(self, f"_{name}"))
        for name in ("update", "awareness"):
            socketio.server.on_quick(f"note.{name}", getattr(self, f"_{name}"))

    def hear(self, messages: list[Any]) -> None:
        """Follow what was committed: writes of others, rights that changed, sessions that ended."""
        for message in messages:
            match message:
                case NoteWritten():
                    self._live.hints.say("note", f"note:{message.note_id}", message.no)
                    self.rounds.follow(message.note_id, message.no)
                case RightsChanged():
                    self._ask_again(message)
                case SignedOut():
                    self._close_all(message)

    def loops(self) -> list[Callable[[], None]]:
        """Return what is to run for as long as the process does, each in a greenlet of its own."""
        return [self._write_forever, self.upkeep.compact_forever, self._tidy_forever]

    def _tidy_forever(self) -> None:
        """Have compacted what rests, and forget what is closed, again and again."""
        while True:
            self._io.sleep(TIDY_EVERY_SECONDS)
            try:
                self.upkeep.tidy()
                self._carets.tidy()
            except Exception:
                log.exception("notes are not tidied")

    def _write_forever(self) -> None:
        """Write down what is posted, again and again; a greenlet for each round costs more than it."""
        while True:
            self._posted.wait()
            try:
                self._round()
            except Exception:
                log.exception("a round of notes ended early")

    def _round(self) -> None:
        """Write at once what comes after a pause, and then in rounds: the more one note has, the longer.

        They are so far apart from begin to begin: what came while the disk was slow has waited long enough.
        """
        wait = self._next_at - time.monotonic()
        if wait > 0:
            self._io.sleep(wait)
        self._posted.clear()
        begun = time.monotonic()
        fullest = self.rounds.flush()
        self._next_at = begun + min(LONGEST_SECONDS, GROUP_SECONDS + fullest * SECONDS_EACH)

    def _open(self, wish: Any = None) -> Answer:
        opening = read_opening(wish)
        if opening is None:
            return _error("malformed")
        if sum(_sid() in note.seats for note in self._notes.values()) >= MOST_OPEN:
            return _error("too_many")
        with self._here.database.reading() as session:
            seat = self._seat_for(session, opening)
        if isinstance(seat, dict):
            return seat
        note = self._notes.setdefault(opening.note_id, OpenNote(opening.note_id))
        with note.lock:
            if self._notes.get(opening.note_id) is not note:
                # It was forgotten while its lock was waited for.
                return self._open(wish)
            self.rounds.have_sheet(note)
            # A socket that went meanwhile is in no room any more, and its seat would stay for ever.
            join_room(note.room)
            note.seats[seat.sid] = seat
            self._live.audience.comings += 1
            # Asked again once the seat is known to whoever takes rights away.
            with self._here.database.reading() as session:
                asked = self._seat_for(session, opening)
            if isinstance(asked, dict):
                self._leave(note, seat)
                return asked
            self._carets.ask(note)
            seat.why = asked.why
            answer = self._state(note, opening.vector)
        if answer["status"] != "ok":
            self._leave(note, seat)
            return answer
        return answer | seat.terms() | {"large": opening.is_large}

    def _seat_for(self, session: Session, opening: Opening) -> Seat | Answer:
        found = browser_session(session, cast("Any", request))
        note = session.get(Note, opening.note_id)
        if found is None or note is None or not may(found.person, "see", note):
            return _error("not_found")
        epoch = epoch_of(session, note)
        if opening.epoch is not None and opening.epoch != epoch:
            return _error("epoch") | {"epoch": epoch}
        opening.is_large = note.size > LARGE
        why = why_not_write(session, found.person, note, opening.schema)
        person = found.person
        seat = Seat(_sid(), note.id, note.deal_id, person.id, person.name, opening.client, epoch, why)
        seat.schema = opening.schema
        return seat

    def _state(self, note: OpenNote, vector: bytes) -> Answer:
        self.rounds.have_sheet(note)
        assert note.sheet is not None
        paper = note.sheet.paper
        try:
            missing = paper.since(vector)
        except Unreadable:
            return _error("malformed")
        return {
            "status": "ok",
            "head": note.sheet.head,
            "update": missing,
            "vector": paper.doc.get_state(),
            "carets": self._carets.known(note),
        }

    def _update(self, sid: str, wish: Any = None, *_: Any) -> None:
        found = self._find(wish, sid)
        n = read_count(wish, "n")
        if found is None or n is None:
            self._refuse(sid, _note_id(wish), n or 0, "not_open")
            return
        note, seat = found
        data = read_client_bytes(wish, "update")
        code = seat.refusal(data, wish.get("epoch"))
        if code is not None:
            self._refuse(sid, note.note_id, n, code)
            return
        note.posts.append(Post(seat, n, Letter(seat.person_id, data or b"", schema=seat.schema)))
        self._posted.set()

    def _sync(self, wish: Any = None) -> Answer:
        found, vector = self._find(wish, _sid()), read_client_bytes(wish, "vector")
        if found is None:
            return _error("not_open")
        with found[0].lock:
            return self._state(found[0], vector) if vector is not None else _error("malformed")

    def _awareness(self, sid: str, wish: Any = None, *_: Any) -> None:
        found, data = self._find(wish, sid), read_client_bytes(wish, "state")
        if found is None or data is None or not found[1].carets.take():
            return
        note, seat = found
        try:
            seat.presence = awareness.rewrite(data, seat.client, seat.person_id, seat.name)
        except Malformed:
            return
        self._carets.show(note, seat.presence, seat.sid)

    def _close(self, wish: Any = None) -> Answer:
        found = self._find(wish, _sid())
        if found is not None:
            self._leave(*found)
            leave_room(found[0].room)
        return {"status": "ok"}

    def _gone(self, sid: str) -> None:
        for note in list(self._notes.values()):
            if sid in note.seats:
                self._leave(note, note.seats[sid])

    def _left_stream(self, sid: str, stream: str) -> None:
        """Ask again for a socket that lost its deal, also when another process took it away."""
        for note in list(self._notes.values()):
            seat = note.seats.get(sid)
            if seat is not None and deal_stream(seat.deal_id) == stream:
                self._recheck(note, seat)

    def _leave(self, note: OpenNote, seat: Seat) -> None:
        """Take a seat away; what it posted before is still written."""
        note.seats.pop(seat.sid, None)
        if seat.presence is not None:
            self._carets.show(note, awareness.gone(seat.presence), seat.sid)

    def _ask_again(self, changed: RightsChanged) -> None:
        for note in list(self._notes.values()):
            for seat in list(note.seats.values()):
                if changed.stream not in (None, deal_stream(seat.deal_id)):
                    continue
                if changed.person_id in (None, seat.person_id):
                    self._recheck(note, seat)

    def _ask_unheard(self) -> None:
        """Ask again for sockets that do not read their deal: no entry that ends a right reaches them."""
        seats = [(note, seat) for note in list(self._notes.values()) for seat in list(note.seats.values())]
        reads = self._live.audience.reads
        unheard = [(note, seat) for note, seat in seats if not reads(seat.sid, deal_stream(seat.deal_id))]
        if not unheard:
            return
        deals, people = {seat.deal_id for _, seat in unheard}, {seat.person_id for _, seat in unheard}
        with self._here.database.glimpse() as session:
            writers = writers_of(session, deals, people)
        for note, seat in unheard:
            if (seat.deal_id, seat.person_id) not in writers:
                self._recheck(note, seat)

    def _recheck(self, note: OpenNote, seat: Seat) -> None:
        with self._here.database.reading() as session:
            person, row = session.get(Person, seat.person_id), session.get(Note, note.note_id)
            if person is None or row is None or not may(person, "see", row):
                self._shut(note, seat, "revoked")
            elif not is_writer(session, seat.deal_id, seat.person_id) and seat.why is None:
                seat.why = "not_member"
                self._io.emit("note.sync", {"note": note.note_id}, to=seat.sid)

    def _shut(self, note: OpenNote, seat: Seat, code: str) -> None:
        seat.is_closed = True
        self._io.emit("note.closed", {"note": note.note_id, "code": code}, to=seat.sid)
        self._io.server.leave_room(seat.sid, note.room)
        self._leave(note, seat)

    def _close_all(self, ended: SignedOut) -> None:
        for note in list(self._notes.values()):
            for seat in list(note.seats.values()):
                reader = self._live.audience.readers.get(seat.sid)
                is_same = reader is None or ended.session_id in (None, reader.session_id)
                if seat.person_id == ended.person_id and is_same:
                    self._shut(note, seat, "revoked")

    def _refuse(self, sid: str, note_id: int, n: int, code: str) -> None:
        self._io.emit("note.nack", {"note": note_id, "n": n, "code": code}, to=sid)

    def _find(self, wish: Any, sid: str) -> tuple[OpenNote, Seat] | None:
        note = self._notes.get(_note_id(wish))
        seat = note.seats.get(sid) if note is not None else None
        return (note, seat) if note is not None and seat is not None else None


def _note_id(wish: Any) -> int:
    given = wish.get("note") if isinstance(wish, dict) else None
    return given if type(given) is int else 0


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]


def _error(code: str) -> Answer:
    return {"status": "error", "code": code}
