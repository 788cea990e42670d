"""`touched`: once a second, which deals and accounts moved, each to those who may see it; may be lost."""

from collections import defaultdict

from sqlalchemy.orm import Session

from triangle.activity.audience import Audience, person_room
from triangle.activity.catalog import Sight, chunks, seers_of
from triangle.activity.rights import Rights

# More than any screen shows: what is left out is found when the screen is fetched the next time.
MOST_IDS = 2000


class Touched:
    """Gathers what moved and tells it, in a few queries for everybody together."""

    def __init__(self, audience: Audience, rights: Rights) -> None:
        self._audience, self._rights = audience, rights
        self._moved: dict[str, set[int]] = defaultdict(set)

    @property
    def is_due(self) -> bool:
        """Say whether there is something to tell."""
        return bool(self._moved)

    def note(self, stream: str) -> None:
        """Remember that an entry was written into a stream, here or elsewhere."""
        kind, _, number = stream.partition(":")
        if self._audience.readers and len(self._moved[kind]) < MOST_IDS:
            self._moved[kind].add(int(number))

    def tell(self, session: Session) -> None:
        """Tell every connected person which of the things they may see have moved."""
        moved, self._moved = self._moved, defaultdict(set)
        here = self._audience.people()
        people = {p: s for p, s in self._rights.standings.items() if p in here and not s.is_guest}
        sight = Sight(people, self._rights.teams or {})
        for kind, ids in moved.items():
            seen: dict[int, set[int]] = defaultdict(set)
            for part in chunks(sorted(ids)):
                for person_id, thing_id in seers_of(kind, session, part, sight):
                    if person_id in people:
                        seen[person_id].add(thing_id)
            for person_id, things in seen.items():
                said = {"kind": f"{kind}s", "ids": sorted(things)}
                self._audience.whisper("touched", said, to=person_room(person_id))
