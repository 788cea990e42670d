"""Who may answer in a receiver's place: deputies while the receiver is away, and whom it was escalated to."""

from collections.abc import Callable

from sqlalchemy import select

from triangle.absences.queries import at_work, deputies_now
from triangle.core.deed import Deed
from triangle.deals.queries import holders
from triangle.handoffs.models import Handoff, Receipt, StandIn
from triangle.identity.models import Person, Team


def cover(deed: Deed, handoff: Handoff, receipt: Receipt) -> set[int]:
    """Have exactly those deputies stand in who act for the receiver now; return who came or went."""
    away = {each.person_id: each for each in receipt.stand_ins if each.step == "deputy"}
    wanted = set(deputies_now(deed.session, receipt.receiver_id, receipt.role)) - {handoff.giver_id}
    for person_id in away.keys() - wanted:
        receipt.stand_ins.remove(away[person_id])
    for person_id in sorted(wanted - away.keys()):
        add(deed, receipt, person_id, "deputy")
    return away.keys() ^ wanted


def add(deed: Deed, receipt: Receipt, person_id: int, step: str) -> None:
    """Have somebody stand in, unless they do so already."""
    if receipt.stand_in(person_id) is None:
        receipt.stand_ins.append(StandIn(person_id=person_id, step=step, at=deed.at))
        # As they are read, too: entries say the same as a fresh look.
        receipt.stand_ins.sort(key=lambda each: each.person_id)


def reach(deed: Deed, handoff: Handoff, receipt: Receipt, step: str) -> list[int]:
    """Return whom a step of the clock reaches: people at work, or the deputies of those who are away."""
    find: Callable[[Deed, Handoff, Receipt], list[int]] = {
        "deputy": _deputies,
        "leader": _leaders,
        "sponsor": _sponsor,
        "nobody": lambda deed, handoff, receipt: [handoff.giver_id],
    }[step]
    return find(deed, handoff, receipt)


def _deputies(deed: Deed, handoff: Handoff, receipt: Receipt) -> list[int]:
    cover(deed, handoff, receipt)
    return at_work(deed.session, [each.person_id for each in receipt.stand_ins if each.step == "deputy"])


def _leaders(deed: Deed, handoff: Handoff, receipt: Receipt) -> list[int]:
    """Return the leaders of the nearest team that has one to reach."""
    team: Team | None = deed.session.get_one(Person, receipt.receiver_id).team
    while team is not None:
        led = select(Person.id).where(Person.team_id == team.id, Person.role == "leader", Person.is_active)
        found = _reachable(deed, handoff, receipt, list(deed.session.scalars(led.order_by(Person.id))))
        if found:
            return found
        team = team.parent
    return []


def _sponsor(deed: Deed, handoff: Handoff, receipt: Receipt) -> list[int]:
    sponsor = holders(deed.session, handoff.node.deal)["SP"]
    return _reachable(deed, handoff, receipt, [] if sponsor is None else [sponsor], role="SP")


def _reachable(
    deed: Deed, handoff: Handoff, receipt: Receipt, wanted: list[int], role: str | None = None
) -> list[int]:
    asked = {handoff.giver_id, receipt.receiver_id, *(each.person_id for each in receipt.stand_ins)}
    found = []
    for person_id in (each for each in wanted if each not in asked):
        here = at_work(deed.session, [person_id])
        found += here or at_work(deed.session, deputies_now(deed.session, person_id, role))
    return sorted(set(found) - asked)
