"""Who sat in which corner of an account's deals, at any moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from triangle.accounts.models import TRIANGLE


@dataclass(frozen=True, slots=True)
class Sat:
    """One interval of a corner: of one deal, or of the account and so of every deal without its own."""

    deal_id: int | None
    role: str
    person_id: int
    from_at: datetime
    until_at: datetime | None

    def holds(self, at: datetime) -> bool:
        """Say whether somebody sat there at a moment."""
        return self.from_at <= at and (self.until_at is None or at < self.until_at)


class Seats:
    """All intervals of the corners of one account and its deals."""

    def __init__(self, sat: Iterable[Sat]) -> None:
        self._sat: dict[tuple[int | None, str], list[Sat]] = {}
        for each in sat:
            self._sat.setdefault((each.deal_id, each.role), []).append(each)

    def holder(self, deal_id: int, role: str, at: datetime) -> int | None:
        """Return who sat in a corner of a deal at a moment: its own seat comes before the account's."""
        for place in ((deal_id, role), (None, role)):
            for each in self._sat.get(place, ()):
                if each.holds(at):
                    return each.person_id
        return None

    def edge(
        self, deal_id: int, at: datetime, giver: int, receiver: int, role: str | None
    ) -> tuple[str, str] | None:
        """Return between which two corners something was handed over, None when it was not between two."""
        seated = {corner: self.holder(deal_id, corner, at) for corner in TRIANGLE}
        to = [role] if role else [corner for corner in TRIANGLE if seated[corner] == receiver]
        for left in (corner for corner in TRIANGLE if seated[corner] == giver):
            for right in to:
                if right in TRIANGLE and right != left:
                    first, second = sorted((left, right), key=TRIANGLE.index)
                    return first, second
        return None
