"""Takes sockets out of what their people may no longer see: at once here, within a second elsewhere."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from triangle.activity.audience import Audience
from triangle.activity.catalog import Sight, may_move_readers, may_read, seers_of, streams_beside
from triangle.activity.queries import heads, types_after
from triangle.core.web.service import Service
from triangle.identity.models import Person, RightsChanged, SignedOut, Standing
from triangle.identity.queries import standings, team_tree

# Up to so many readers are asked one by one; more of them in a few queries for all.
FEW = 3


class Rights:
    """Asks again who may read what.

    Deeds of this process say themselves what they changed. What other processes did is seen by what rights
    rest on: the sessions and standings of those who are connected, the tree of teams, and the entries of
    the streams that somebody here reads or that lie beside one of these (docs/adr/0010).
    """

    def __init__(self, here: Service, audience: Audience) -> None:
        self._here, self._audience = here, audience
        self.standings: dict[int, Standing] = {}
        self.teams: dict[int, int | None] | None = None
        # How far the entries beside the streams that are read here were looked at.
        self._looked: dict[str, int] = {}

    def enter(self, session: Session, standing: Standing) -> None:
        """Remember on what somebody's rights rest now that they connect."""
        self.standings.setdefault(standing.person_id, standing)
        if self.teams is None:
            self.teams = team_tree(session)

    def watch(self, session: Session, stream: str) -> None:
        """Remember how far the streams beside one have come at the moment its reader was found to be one."""
        others = streams_beside(session, [stream]).get(stream, [])
        unseen = [name for name in others if name not in self._looked]
        for name, head in heads(session, unseen).items():
            self._looked.setdefault(name, head)

    def close(self, ended: SignedOut) -> None:
        """Close the sockets of a session, or of all sessions of a person."""
        for sid in self._audience.sockets_of(ended.person_id):
            if ended.session_id in (None, self._audience.readers[sid].session_id):
                self._audience.drop(sid)

    def changed(self, change: RightsChanged) -> None:
        """Ask again those whom a deed may have taken something from."""
        if change.stream is not None:
            self.ask(change.stream, change.person_id)
        else:
            self._ask_people(None if change.person_id is None else {change.person_id})

    def ask(self, stream: str, person_id: int | None = None) -> None:
        """Ask the readers of a stream, and of the streams beside it, whether they may still read it."""
        if not self._audience.streams:
            # Nobody reads anything here: the deed's answer does not wait for the question.
            return
        with self._here.database.reading() as session:
            # What lies beside a stream lies beside it in both directions: a room and its account.
            names = [stream, *streams_beside(session, [stream]).get(stream, [])]
            self._ask(session, [(sid, name) for name in names for sid in self._readers_of(name, person_id)])

    def look(self, session: Session) -> dict[str, int]:
        """See what changed in other processes, act on it, and return the heads of all streams read here."""
        self._look_at_people(session)
        read = set(self._audience.streams)
        by_other: dict[str, set[str]] = defaultdict(set)
        for name, others in streams_beside(session, read).items():
            for other in others:
                by_other[other].add(name)
        found = heads(session, read | by_other.keys())
        moved = [other for other in by_other if self._has_moved_readers(session, other, found[other])]
        self._looked = {other: found[other] for other in by_other}
        names = {name for other in moved for name in by_other[other]}
        self._ask(session, [(sid, name) for name in names for sid in self._readers_of(name)])
        return {name: found[name] for name in read}

    def _has_moved_readers(self, session: Session, stream: str, head: int) -> bool:
        after = self._looked.get(stream)
        if after is None:
            # It came to lie beside after its neighbour's readers were asked: what it did before is not known.
            return True
        if head == after:
            return False
        return any(may_move_readers(stream, name) for name in types_after(session, stream, after))

    def _look_at_people(self, session: Session) -> None:
        readers, now = dict(self._audience.readers), self._here.clock.now()
        live = standings(session, {reader.session_id for reader in readers.values()}, now)
        for sid, reader in readers.items():
            if reader.session_id not in live:
                self._audience.drop(sid)
        present = {standing.person_id: standing for standing in live.values()}
        moved = {person for person, standing in present.items() if self.standings.get(person) != standing}
        # Kept for those who have connected since this was read, too.
        self.standings = {p: s for p, s in self.standings.items() if p in self._audience.people()} | present
        teams = team_tree(session) if readers else self.teams
        if teams != self.teams:
            moved |= {person for person, standing in present.items() if standing.leads}
        self.teams = teams
        if moved:
            self._ask_people(moved, session)

    def _ask_people(self, people: set[int] | None, session: Session | None = None) -> None:
        people = self._audience.people() if people is None else people
        sids = [sid for person in people for sid in self._audience.sockets_of(person)]
        pairs = [(sid, name) for sid in sids for name in self._audience.streams_of(sid)]
        if session is not None:
            self._ask(session, pairs)
            return
        with self._here.database.reading() as fresh:
            self._ask(fresh, pairs)

    def _readers_of(self, stream: str, person_id: int | None = None) -> list[str]:
        sids = self._audience.streams.get(stream, set())
        return [s for s in sids if person_id in (None, self._audience.readers[s].person_id)]

    def _ask(self, session: Session, pairs: Iterable[tuple[str, str]]) -> None:
        by_stream: dict[str, list[str]] = defaultdict(list)
        for sid, name in pairs:
            by_stream[name].append(sid)
        for name, sids in by_stream.items():
            self._ask_about(session, name, sids)

    def _ask_about(self, session: Session, name: str, sids: list[str]) -> None:
        sure = self._sure(session, name, sids) if len(sids) > FEW else set()
        answers: dict[int, bool] = dict.fromkeys(sure, True)
        for sid in sids:
            reader = self._audience.readers.get(sid)
            if reader is None:
                continue
            if reader.person_id not in answers:
                answers[reader.person_id] = self._may_read(session, reader.person_id, name)
            if not answers[reader.person_id] and self._audience.reads(sid, name):
                self._audience.leave(sid, name)
                self._audience.tell("revoked", {"stream": name}, to=sid)

    def _sure(self, session: Session, name: str, sids: list[str]) -> set[int]:
        """Return those who may certainly read a stream, in a few queries for everybody together.

        Nobody is taken out by it: whoever is not among them is asked the rule itself.
        """
        kind, _, number = name.partition(":")
        readers = [self._audience.readers[sid] for sid in sids if sid in self._audience.readers]
        found = standings(session, {reader.session_id for reader in readers}, self._here.clock.now())
        here = {each.person_id: each for each in found.values() if not each.is_guest}
        seen = seers_of(kind, session, [int(number)], Sight(here, team_tree(session)))
        return {person_id for person_id, _ in seen if person_id in here}

    def _may_read(self, session: Session, person_id: int, name: str) -> bool:
        person: Any = session.get(Person, person_id)
        return person is not None and may_read(session, person, name)
