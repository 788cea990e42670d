"""What one more entry costs in a short, a long and a very long stream."""

import os
from collections.abc import Sequence

from bench.company import Company, deed
from bench.databases import Databases
from bench.http.peers import Peer
from bench.table import Row, row
from triangle.activity.actions import record
from triangle.activity.queries import positions
from triangle.core.db import Database
from triangle.deals.models import deal_stream
from triangle.nodes.actions import change_item
from triangle.nodes.models import ChecklistItem

LENGTHS = (10, 1_000, 100_000)
COUNTED, WARM_UP, ROUND, BATCH = 200, 40, 10, 1_000


def flat(company: Company, databases: Databases, lengths: Sequence[int]) -> list[Row]:
    """Tick one line of a checklist in streams of these lengths, taking turns; return a row for each."""
    opened = [Database(databases.copy(f"entries_{length}")) for length in lengths]
    peers = []
    for database, length in zip(opened, lengths, strict=True):
        fill(database, company, length)
        peers.append(_ticking(database, company))
    for peer in peers:
        peer.run(range(WARM_UP), counted=False)
    for begin in range(WARM_UP, WARM_UP + COUNTED, ROUND):
        for peer in peers:
            peer.run(range(begin, begin + ROUND), counted=True)
    for database in opened:
        database.close()
    return _rows(databases.name, peers, lengths)


def _ticking(database: Database, company: Company) -> Peer:
    def tick(number: int) -> int:
        with deed(database, company.people["ar"]) as now:
            change_item(now, company.item, note=f"第 {number} 次确认")
        return 0

    return Peer(os.getpid(), tick)


def fill(database: Database, company: Company, length: int) -> None:
    """Write entries into the stream of the first deal until it has so many."""
    stream = deal_stream(company.deals[0])
    with database.reading() as session:
        missing = length - positions(session, stream)[stream]["seq"]
    while missing > 0:
        with deed(database, company.people["ar"]) as now:
            item = now.get(ChecklistItem, company.item)
            for _ in range(min(missing, BATCH)):
                record(now, "checklist_item.changed", [stream], item=item)
        missing -= BATCH


def _rows(database: str, peers: Sequence[Peer], lengths: Sequence[int]) -> list[Row]:
    first = peers[0].figures
    return [
        row(database, "one entry", f"from entry {length:,} on", peer.figures, [first])
        for peer, length in zip(peers, lengths, strict=True)
    ]
