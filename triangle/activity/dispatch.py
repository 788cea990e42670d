"""Entries to the sockets of this process: each once, in the order of their numbers, none left out."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from triangle.activity.audience import Audience
from triangle.activity.catalog import may_move_readers
from triangle.activity.queries import entries_after
from triangle.activity.rights import Rights
from triangle.core.db import Database

MOST_WAITING = 300
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Line:
    """How far a stream was sent: `told` is the last number, None until the first reader knows theirs."""

    told: int | None = None
    waiting: dict[int, dict[str, Any]] = field(default_factory=dict)
    is_sending: bool = False


class Dispatcher:
    """Sends the entries of every stream that somebody here reads.

    An entry comes from a commit of this process or from the database, after a hint or a look at the heads;
    the number says whether it is next, was sent already, or shows that some before it are missing.
    """

    def __init__(self, database: Database, audience: Audience, rights: Rights) -> None:
        self._database, self._audience, self._rights = database, audience, rights
        self._lines: dict[str, Line] = {}
        self.behind: set[str] = set()
        self.on_sent: Callable[[dict[str, Any]], None] = lambda entry: None
        audience.on_leave.append(self._close)

    def open(self, stream: str) -> None:
        """Keep what is committed into a stream from now on: its first reader is about to be told the head."""
        self._lines.setdefault(stream, Line())

    def begin(self, stream: str, head: int) -> None:
        """Go on after `head`, which the first reader was told; later readers change nothing."""
        line = self._lines.get(stream)
        if line is not None and line.told is None:
            line.told = head
            # What was committed since `head` was read, and was compared with nothing, is looked for again.
            self._audience.comings += 1
            self._send(stream, line)

    def committed(self, entry: dict[str, Any]) -> None:
        """Send an entry that was committed here, at once if it is next."""
        line = self._lines.get(entry["stream"])
        if line is not None:
            self._take(entry["stream"], line, [entry])

    def hinted(self, stream: str, seq: int) -> None:
        """Remember that another process says it has written as far as `seq`."""
        line = self._lines.get(stream)
        if line is not None and line.told is not None and seq > line.told:
            self.behind.add(stream)

    def compare(self, heads: dict[str, int]) -> None:
        """Find the streams of which something was not sent: a hint was lost, or never given."""
        for stream, head in heads.items():
            line = self._lines.get(stream)
            if line is None or line.told is None:
                continue
            if head > line.told:
                self.behind.add(stream)
            elif head < line.told and not line.is_sending:
                # A head read before the last commit, or another database in the place of the old one.
                log.debug("a head lies before what was sent", extra={"stream": stream, "head": head})

    def catch_up(self) -> None:
        """Read what is missing from the database and send it."""
        for stream in list(self.behind):
            self.behind.discard(stream)
            try:
                self._read(stream)
            except Exception:
                # The others need not wait for this one.
                self.behind.add(stream)
                log.warning("not caught up yet", extra={"stream": stream}, exc_info=True)

    def _read(self, stream: str) -> None:
        while (line := self._lines.get(stream)) is not None and line.told is not None:
            with self._database.reading() as session:
                entries = entries_after(session, stream, line.told, MOST_WAITING)
            self._take(stream, line, [_as_sent(entry) for entry in entries])
            if len(entries) < MOST_WAITING:
                return

    def _take(self, stream: str, line: Line, entries: list[dict[str, Any]]) -> None:
        line.waiting.update((entry["seq"], entry) for entry in entries)
        if line.told is not None:
            self._send(stream, line)
        if len(line.waiting) > MOST_WAITING:
            # So many out of order: they are read again from the database, which keeps them better.
            line.waiting.clear()
            self.behind.add(stream)

    def _send(self, stream: str, line: Line) -> None:
        # One greenlet sends at a time; what others bring meanwhile is found in `waiting` before it stops.
        if line.is_sending or line.told is None:
            return
        line.is_sending = True
        try:
            while (entry := line.waiting.pop(line.told + 1, None)) is not None:
                if may_move_readers(stream, entry["type"]):
                    self._rights.ask(stream)
                line.told += 1
                self._audience.tell("entry", entry, to=stream)
                self.on_sent(entry)
        except Exception:
            # Not sent to anybody whose right is not sure: it is read and tried again.
            self.behind.add(stream)
            raise
        finally:
            line.is_sending = False
        self._forget_sent(stream, line)

    def _forget_sent(self, stream: str, line: Line) -> None:
        assert line.told is not None
        for seq in [seq for seq in line.waiting if seq <= line.told]:
            del line.waiting[seq]
        if line.waiting:
            self.behind.add(stream)

    def _close(self, sid: str, stream: str) -> None:
        if stream not in self._audience.streams:
            self._lines.pop(stream, None)
            self.behind.discard(stream)


def _as_sent(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != "hash"}
