"""The house that our notes are in: a company on one kind of database, and the people who write."""

from itertools import count

import orjson

from bench.asked import Asked
from bench.company import found, invite
from bench.databases import Databases
from bench.keep_alive import KeepAlive
from bench.notes.tongues import Ours
from bench.servers import Server
from triangle.activity.queries import present_epoch
from triangle.core.db import Database

PEOPLE = 60


class House:
    """A company with one deal room, in which notes are begun."""

    def __init__(self, databases: Databases) -> None:
        self._databases, self._numbers = databases, count()
        self.company = found(databases.original, rooms=1)
        self.tokens = invite(databases.original, self.company, PEOPLE)

    def copy(self) -> str:
        """Return the address of a fresh copy of its database."""
        return self._databases.copy(f"notes{next(self._numbers)}")

    def begin(self, server: Server, url: str, notes: int) -> Ours:
        """Begin so many blank notes in the room and return how they are spoken of."""
        http = KeepAlive(server.port)
        made = [self._begin(http, f"note {next(self._numbers)}") for _ in range(notes)]
        http.close()
        database = Database(url)
        with database.reading() as session:
            epoch = f"{present_epoch(session)}.{made[0]['epoch']}"
        database.close()
        return Ours(server.port, [note["id"] for note in made], self.tokens, epoch)

    def _begin(self, http: KeepAlive, title: str) -> dict[str, int]:
        key = (("Idempotency-Key", f"bench-{title}"),)
        path, body = f"/api/deals/{self.company.deals[0]}/notes", {"title": title, "template": "blank"}
        asked = Asked("POST", path, self.company.tokens["ar"], body, key)
        return orjson.loads(http.ask(asked.raw()))["data"]
