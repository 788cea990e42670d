"""Opening a deal room: the playbook's nodes, their plan and everybody's duties, in one transaction."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import insert

from triangle.accounts.actions import fitting_person, lock_account
from triangle.accounts.models import Account
from triangle.activity.actions import record
from triangle.core.deed import Deed
from triangle.core.errors import Invalid, field_error, invalid
from triangle.core.policy import require
from triangle.core.working_calendar import WorkingCalendar
from triangle.deals.actions import let_in, streams_of
from triangle.deals.models import Deal, DealSeat
from triangle.deals.queries import effective_seats, holders, member_ids
from triangle.nodes.models import ChecklistItem, Node
from triangle.playbooks.models import NodeTemplate, Playbook
from triangle.playbooks.queries import by_code
from triangle.responsibilities.models import Responsibility
from triangle.responsibilities.resolve import Holders, person_for

Planned = tuple[NodeTemplate, date, date]


def open_deal(deed: Deed, *, account_id: int, playbook: str, seats: dict[str, int], **fields: Any) -> Deal:
    """Open a deal room: nodes, dates, checklists, seats and responsibilities at once, or nothing."""
    account = lock_account(deed, account_id)
    require(deed.actor, "open_deal", account)
    pinned = by_code(deed.session, playbook)
    if pinned is None:
        raise invalid("playbook", "unknown", code=playbook)
    deal = _deal(deed, account, pinned, fields)
    _own_seats(deed, deal, account, seats)
    seated = holders(deed.session, deal)
    if seated["AR"] is None:
        raise Invalid(
            "invalid_input", "an AR is needed", errors=[field_error("seats.AR", "seat_vacant", role="AR")]
        )
    plan = list(planned(deed.calendar, pinned, deal.opens_on))
    nodes = _lay_out(deed, deal, plan)
    responsibilities = _resolve(deed, deal, plan, nodes, seated)
    let_in(deed, deal.id, {person for person in seated.values() if person is not None})
    record(
        deed,
        "deal.opened",
        streams_of(deal),
        deal=deal,
        deal_id=deal.id,
        seats=effective_seats(deed.session, deal),
        members=member_ids(deed.session, deal.id),
        responsibilities=responsibilities,
    )
    return deal


def planned(calendar: WorkingCalendar, playbook: Playbook, opens_on: date) -> Iterator[Planned]:
    """Yield each node with its first and last working day: one after the other, stages in their length."""
    length = sum(max(s.working_days, sum(n.working_days for n in s.nodes)) for s in playbook.stages)
    days = list(islice(calendar.days_from(opens_on), length))
    begins = 0
    for stage in playbook.stages:
        first = begins
        for template in stage.nodes:
            yield template, days[first], days[first + template.working_days - 1]
            first += template.working_days
        begins += max(stage.working_days, first - begins)


def _deal(deed: Deed, account: Account, pinned: Playbook, fields: dict[str, Any]) -> Deal:
    deal = Deal(
        account=account,
        playbook=pinned,
        opens_on=deed.calendar.today(deed.at),
        opened_at=deed.at,
        **fields,
    )
    deed.session.add(deal)
    deed.session.flush()
    return deal


def _own_seats(deed: Deed, deal: Deal, account: Account, seats: dict[str, int]) -> None:
    for role, person_id in sorted(seats.items()):
        fitting_person(deed, person_id, role, f"seats.{role}")
        if account.holder(role) != person_id:
            seat = DealSeat(deal_id=deal.id, role=role, person_id=person_id, from_at=deed.at, reason="opened")
            deed.session.add(seat)
    deed.session.flush()


def _lay_out(deed: Deed, deal: Deal, plan: list[Planned]) -> list[int]:
    rows = [
        {
            "deal_id": deal.id,
            "template_id": template.id,
            "position": template.position,
            "status": "waiting",
            "planned_start_on": first,
            "planned_finish_on": last,
            "version": 1,
        }
        for template, first, last in plan
    ]
    # Asked back by position and not in the order of the rows, which SQLite gives only for one row at a time.
    made = deed.session.execute(insert(Node).returning(Node.position, Node.id), rows)
    id_at = {row.position: row.id for row in made}
    ids = [id_at[template.position] for template, _, _ in plan]
    items = [
        {
            "node_id": node_id,
            "position": position,
            "text": {"zh": item["zh"], "en": item["en"]},
            "required": item["required"],
            "state": "open",
            "note": "",
            "evidence": [],
            "reason": "",
            "version": 1,
        }
        for node_id, (template, _, _) in zip(ids, plan, strict=True)
        for position, item in enumerate(template.checklist)
    ]
    deed.session.execute(insert(ChecklistItem), items)
    return ids


def _resolve(
    deed: Deed, deal: Deal, plan: list[Planned], nodes: list[int], seated: Holders
) -> list[Responsibility]:
    rows = [
        {
            "deal_id": deal.id,
            "node_id": node_id,
            "person_id": person_id,
            "duty": duty,
            "role": role,
            "from_at": deed.at,
            "cause": "opened",
        }
        for node_id, (template, _, _) in zip(nodes, plan, strict=True)
        for duty, role in template.duties()
        if (person_id := person_for(duty, role, seated)) is not None
    ]
    made = deed.session.scalars(insert(Responsibility).returning(Responsibility), rows)
    return sorted(made, key=lambda row: row.id)
