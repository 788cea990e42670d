"""What everyone at a note, and every sender, is told after a round."""

from collections.abc import Callable
from typing import Any

from triangle.core.transport.server import SocketIO
from triangle.notes.crdt import write_number
from triangle.notes.desk import MOST_UNREADABLE, OpenNote, Post, Seat


class Teller:
    """Speaks to the seats of open notes; `shut` is called for one that sent nothing but rubbish."""

    def __init__(self, io: SocketIO, shut: Callable[[OpenNote, Seat, str], None]) -> None:
        self._io, self.shut = io, shut

    def tell(self, note: OpenNote, others: list[Any], posts: list[Post]) -> None:
        """Send what was recorded to everyone at the note, and every sender their answer."""
        if others:
            self._send(note, [(row.no, row.data) for row in others], None)
        if note.sheet is not None and note.sheet.jumped:
            note.sheet.jumped = False
            self._io.emit("note.sync", {"note": note.note_id}, to=note.room)
        # What is gapped is recorded and not sent on: whoever heals it sends the whole.
        written = [post for post in posts if post.letter.no is not None and not post.letter.gapped]
        senders = {post.seat.sid for post in written}
        if written:
            # One frame for all; only a lone sender is spared the echo.
            self._send(
                note,
                [(p.letter.no, p.letter.data) for p in written],
                senders.pop() if len(senders) == 1 else None,
            )
        upto: dict[str, int] = {}
        for post in posts:
            if post.letter.refusal is not None:
                self._refused(note, post)
                continue
            upto[post.seat.sid] = post.n
            if post.letter.gapped:
                self._io.emit("note.sync", {"note": note.note_id}, to=post.seat.sid)
        for sid, n in upto.items():
            head = note.sheet.head if note.sheet else 0
            self._io.say("note.ack", {"note": note.note_id, "upto": n, "head": head}, to=sid)

    def _send(self, note: OpenNote, numbered: list[tuple[Any, bytes]], skip: str | None) -> None:
        parts = b"".join(write_number(len(data)) + data for _, data in numbered)
        said = {"note": note.note_id, "after": numbered[0][0] - 1, "head": numbered[-1][0]}
        self._io.say("note.update", said, to=note.room, skip=skip, attached=("updates", parts))

    def _refused(self, note: OpenNote, post: Post) -> None:
        self._io.emit(
            "note.nack", {"note": note.note_id, "n": post.n, "code": post.letter.refusal}, to=post.seat.sid
        )
        if post.letter.refusal == "unreadable":
            post.seat.unreadable += 1
            if post.seat.unreadable >= MOST_UNREADABLE and not post.seat.is_closed:
                self.shut(note, post.seat, "unreadable")
