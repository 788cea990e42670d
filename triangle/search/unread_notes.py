"""Which notes say what cannot be found yet: a comparison of rows, so that nothing is lost with a process."""

from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, not_, or_, select, union_all
from sqlalchemy.orm import Session

from triangle.core.hot import among
from triangle.core.prepared import Prepared
from triangle.notes.models import Note
from triangle.search.models import SearchText

# Who types pauses now and then; a note in which somebody always types is read after so many updates, but not
# again and again: each time costs what it is long.
PAUSE, MOST_UNREAD, BETWEEN = timedelta(seconds=2), 200, timedelta(seconds=30)
AT_ONCE = 20

_note, _text = Note.__table__.c, SearchText.__table__.c
_IS_OF_NOTE = and_(_text.kind == "note", _text.thing_id == _note.id)
# A clock that stepped back has written moments that lie ahead: those count as long ago.
_RESTS = not_(_note.written_at.between(bindparam("resting_since"), bindparam("now")))
_IS_LONG_UNREAD = and_(_note.head_no - _text.upto > MOST_UNREAD, not_(among(_note.id, "spared")))
_NEVER_READ = select(_note.id).where(~select(_text.thing_id).where(_IS_OF_NOTE).exists())
_WENT_ON = (
    select(_note.id)
    .join_from(SearchText.__table__, Note.__table__, _IS_OF_NOTE)
    .where(
        or_(
            _text.title != _note.title,
            and_(_text.upto != _note.head_no, or_(_RESTS, _IS_LONG_UNREAD)),
        )
    )
)
# Asked every two seconds by every process, of all notes.
UNREAD = union_all(_NEVER_READ, _WENT_ON).limit(AT_ONCE)
_UNREAD = Prepared(UNREAD)


class LatelyRead:
    """The notes that this process has read lately; others may read them as well, which does no harm."""

    def __init__(self) -> None:
        self._at: dict[int, datetime] = {}

    def add(self, note_id: int, now: datetime) -> None:
        """Note that a note is read."""
        self._at[note_id] = now

    def notes(self, now: datetime) -> list[int]:
        """Return those that are to be left alone while somebody types in them."""
        self._at = {note_id: at for note_id, at in self._at.items() if at <= now < at + BETWEEN}
        return list(self._at)


def is_any_unread(session: Session, now: datetime, lately: LatelyRead | None = None) -> bool:
    """Say whether a note says what cannot be found yet."""
    return bool(unread_notes(session, now, lately))


def unread_notes(session: Session, now: datetime, lately: LatelyRead | None = None) -> list[int]:
    """Return some of the notes that say what cannot be found yet, and whose writers rest.

    Those in which somebody always types are among them, unless they were read lately.
    """
    spared = [] if lately is None else lately.notes(now)
    return _UNREAD.column(session, {"now": now, "resting_since": now - PAUSE, "spared": spared})
