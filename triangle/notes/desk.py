"""The notes that are open in this process, and who sits at them."""

import threading
import time
from dataclasses import dataclass, field
from typing import Any

from triangle.notes.awareness import Presence
from triangle.notes.models import SCHEMA_VERSION
from triangle.notes.writing import LARGEST_UPDATE, Letter, Sheet

UPDATES_PER_SECOND, UPDATES_AT_ONCE = 50, 200
CARETS_PER_SECOND, CARETS_AT_ONCE = 10, 20
MOST_UNREADABLE = 20


@dataclass(slots=True)
class Bucket:
    """Lets so many through a second, and some more at once."""

    rate: float
    most: float
    level: float = 0.0
    filled_at: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.level = self.most

    def take(self) -> bool:
        """Say whether one more may pass now."""
        now = time.monotonic()
        self.level = min(self.most, self.level + (now - self.filled_at) * self.rate)
        self.filled_at = now
        if self.level < 1:
            return False
        self.level -= 1
        return True


@dataclass(slots=True, eq=False)
class Seat:
    """One socket at one note: who, whether they may write, and what they said of their caret."""

    sid: str
    note_id: int
    deal_id: int
    person_id: int
    name: str
    client: int
    epoch: str
    why: str | None
    schema: int = SCHEMA_VERSION
    presence: Presence | None = None
    unreadable: int = 0
    updates: Bucket = field(default_factory=lambda: Bucket(UPDATES_PER_SECOND, UPDATES_AT_ONCE))
    carets: Bucket = field(default_factory=lambda: Bucket(CARETS_PER_SECOND, CARETS_AT_ONCE))
    is_closed: bool = False

    def terms(self) -> dict[str, Any]:
        """Return what whoever sits here may do, and how."""
        terms = {"epoch": self.epoch, "can_write": self.why is None, "why": self.why}
        # Updates and carets are taken in base64 too; a server that does not say so takes bytes.
        return terms | {"takes_text": True}

    def refusal(self, data: bytes | None, epoch: Any) -> str | None:
        """Say why this update of the seat is not taken, before the log is asked."""
        if data is None:
            return "unreadable"
        if epoch != self.epoch:
            return "epoch"
        if self.why is not None:
            return "read_only"
        if len(data) > LARGEST_UPDATE:
            return "too_big"
        return None if self.updates.take() else "too_fast"


@dataclass(slots=True, eq=False)
class Post:
    """An update on its way from a seat into the log; `n` is the seat's own count."""

    seat: Seat
    n: int
    letter: Letter


@dataclass(eq=False)
class OpenNote:
    """A note that somebody has open: its document, its seats, and the lock that keeps both in step."""

    note_id: int
    sheet: Sheet | None = None
    seats: dict[str, Seat] = field(default_factory=dict)
    lock: Any = field(default_factory=threading.RLock)
    posts: list[Post] = field(default_factory=list)
    # Carets at other processes, by editor, and when they were last heard of.
    away: dict[int, tuple[Presence, float]] = field(default_factory=dict)
    # Updates since the last compaction, and since it was last tried.
    since_compaction: int = 0
    untried: int = 0
    bytes_since: int = 0
    written_at: float = 0.0
    compacted_at: float = 0.0
    # Some update may hold a mention which nobody was told of; and when was last looked.
    has_names: bool = False
    looked_at: float = 0.0
    # The last update that its seats were told of.
    known: int = 0
    # Until when others are expected to write here too, and whether its last round was recorded.
    shared_until: float = 0.0
    is_recorded: bool = False

    @property
    def room(self) -> str:
        """The name of the room that its sockets are in."""
        return f"note/{self.note_id}"
