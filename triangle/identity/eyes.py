"""Whose eyes read, in the form that a statement takes which was built before anybody asked."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Integer, bindparam
from sqlalchemy.orm import Session

from triangle.identity.models import Person
from triangle.identity.queries import team_ids_below

# Building a statement costs several times what it takes to run it: those of lists are built once for each
# kind of reader, with these two in the place of who it is; the second is the name of numbers for `among`.
ME: BindParameter[int] = bindparam("me", type_=Integer())
BELOW = "below"
Me = BindParameter[int] | int


@dataclass(frozen=True, slots=True)
class Eyes:
    """As what somebody reads: nobody, guest, member, leader or admin; and the values for `ME` and `BELOW`."""

    kind: str
    me: int
    below: list[int]

    @property
    def values(self) -> dict[str, Any]:
        """What a statement with `ME` and `BELOW` in it is run with."""
        return {"me": self.me, "below": self.below}


def eyes(session: Session, actor: Person) -> Eyes:
    """Return the eyes of somebody: below a leader are all teams of theirs, below all others their own."""
    if actor.is_guest or not actor.is_active:
        return Eyes("guest" if actor.is_active else "nobody", actor.id, [])
    if actor.role == "leader" and actor.team_id is not None:
        return Eyes("leader", actor.id, team_ids_below(session, actor.team_id))
    own = [] if actor.team_id is None else [actor.team_id]
    return Eyes("admin" if actor.is_admin else "member", actor.id, own)
