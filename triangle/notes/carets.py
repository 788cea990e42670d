"""Carets of open notes: shown to everybody at a note, here and at other processes, and kept nowhere."""

import time

from triangle.activity.hints import Hints
from triangle.core.errors import Malformed
from triangle.core.transport.server import SocketIO
from triangle.notes import awareness
from triangle.notes.awareness import Presence
from triangle.notes.desk import OpenNote

# An editor says every 15 seconds that it is still there.
SILENT_SECONDS = 40
# More people than this have no note open at other processes.
MOST_AWAY = 500
ASK = b""


class Carets:
    """Shows carets; those of other processes come over Redis and go when nothing is heard of them."""

    def __init__(self, io: SocketIO, hints: Hints, notes: dict[int, OpenNote]) -> None:
        self._io, self._hints, self._notes = io, hints, notes
        hints.on_caret = self.hear

    def show(self, note: OpenNote, presence: Presence, sid: str) -> None:
        """Show where the caret of a seat is to everybody else."""
        self._tell(note, presence, sid)
        self._hints.show(note.note_id, presence.encoded)

    def ask(self, note: OpenNote) -> None:
        """Ask other processes for the carets in a note when the first seat here was taken."""
        if len(note.seats) == 1:
            self._hints.show(note.note_id, ASK)

    def known(self, note: OpenNote) -> bytes:
        """Return all carets in a note as one message of y-protocols."""
        here = [seat.presence.encoded for seat in note.seats.values() if seat.presence]
        return awareness.frame([*here, *(presence.encoded for presence, _ in note.away.values())])

    def hear(self, note_id: int, caret: bytes) -> None:
        """Take what another process says of a caret, or asks."""
        note = self._notes.get(note_id)
        if note is None or not note.seats:
            return
        if caret == ASK:
            for seat in note.seats.values():
                if seat.presence:
                    self._hints.show(note_id, seat.presence.encoded)
            return
        try:
            presence = awareness.recognise(caret)
        except Malformed:
            return
        # Nobody is spoken of by others who sits here.
        if all(seat.client != presence.client for seat in note.seats.values()):
            self._keep(note, presence)

    def _keep(self, note: OpenNote, presence: Presence) -> None:
        if not presence.is_here:
            note.away.pop(presence.client, None)
        elif presence.client in note.away or len(note.away) < MOST_AWAY:
            note.away[presence.client] = presence, time.monotonic()
        self._tell(note, presence, None)

    def tidy(self) -> None:
        """Take away the carets of other processes that nothing was heard of for long."""
        now = time.monotonic()
        for note in list(self._notes.values()):
            for presence, heard_at in list(note.away.values()):
                if now - heard_at > SILENT_SECONDS:
                    self._keep(note, awareness.gone(presence))

    def _tell(self, note: OpenNote, presence: Presence, sid: str | None) -> None:
        carets = awareness.frame([presence.encoded])
        said = {"note": note.note_id}
        self._io.say("note.awareness", said, to=note.room, skip=sid, attached=("carets", carets))
