"""Doors of streams."""

from contextlib import ExitStack
from threading import BoundedSemaphore
from typing import Any

import gevent

from triangle.activity import queries
from triangle.activity.before import entry_with_before
from triangle.activity.catalog import may_read
from triangle.activity.schemas import EntriesOut, EntriesQuery, EntryWhole
from triangle.activity.stream_export import KIND, Signer, export_key, write_export
from triangle.core.errors import NotFound, TooMany
from triangle.core.web.describe import READ_REFUSALS
from triangle.core.web.documents import Document, draft
from triangle.core.web.door import Door
from triangle.core.web.replies import reply_of
from triangle.core.web.service import Ask

# Browsers count no further.
LAST = 2**53
# Each export walks a whole stream on a connection of its own, and others need theirs.
EXPORTS, TRY_AGAIN_SECONDS = BoundedSemaphore(2), 5

door = Door("activity", __name__, url_prefix="/api", description="Streams and their entries.")


@door.reads("/streams/<string:name>/entries", out=EntriesOut, query=EntriesQuery)
def list_entries(ask: Ask, name: str, after: int, limit: int) -> Any:
    """Read the entries of a stream after a number: activity, audit and catch-up in one."""
    if not may_read(ask.session, ask.actor, name):
        raise NotFound("not_found", "no such stream", noun="stream")
    position = queries.positions(ask.session, name)[name]
    entries = queries.entries_after(ask.session, name, after, limit)
    return {"data": entries, "epoch": position["epoch"], "head": position["seq"]}


@door.reads("/streams/<string:name>/entries/<int:seq>", out=reply_of(EntryWhole))
def show_entry(ask: Ask, name: str, seq: int) -> Any:
    """Read one entry by its number, with what stood there before it."""
    readable = seq <= LAST and may_read(ask.session, ask.actor, name)
    entry = entry_with_before(ask.session, name, seq) if readable else None
    if entry is None:
        raise NotFound("not_found", "no such entry", noun="entry")
    return {"data": entry, "can": [], "positions": {}}


@door.sends("/streams/<string:name>/export", kinds=(KIND,), refusals=tuple(sorted((*READ_REFUSALS, 409))))
def export_stream(ask: Ask, name: str) -> Document:
    """Save every entry of a stream as lines that are checked elsewhere, closed by one that is signed."""
    if not may_read(ask.session, ask.actor, name):
        raise NotFound("not_found", "no such stream", noun="stream")
    here, actor = ask.service, ask.actor
    signer = Signer(actor.id, actor.name, here.clock.now(), export_key(here.config.signing_folder))
    if not EXPORTS.acquire(blocking=False):
        raise TooMany("exports_busy", "others export just now", retry_after=TRY_AGAIN_SECONDS)
    with ExitStack() as always, ExitStack() as until_it_is_whole:
        always.callback(EXPORTS.release)
        # Not sent while it is read: a slow reader would hold the snapshot, and get what is then found wrong.
        file = until_it_is_whole.enter_context(draft())
        stream = write_export(ask.session, name, file, signer, pause=lambda: gevent.sleep(0))
        until_it_is_whole.pop_all()
    title = f"triangle-{name.replace(':', '-')}-{stream.min_seq}-{stream.head_seq}.jsonl"
    return Document(title, KIND, file)
