"""What hand-offs do to responsibilities."""

from datetime import timedelta

from tests.company import Company
from triangle.handoffs.actions import accept, offer
from triangle.responsibilities.queries import at_moment

OFFER = {"message": "请接手", "kind": None, "due_at": None, "questions": []}


def accountable(company: Company, deal_id: int, node_id: int, at) -> list[int]:
    with company.reading() as session:
        rows = at_moment(session, deal_id, at)
        return [row.person_id for row in rows if row.node_id == node_id and row.duty == "A"]


def test_receiver_becomes_accountable_on_accept(company: Company) -> None:
    deal = company.deal()
    node = company.node(deal, "KD1.1")
    company.clock.move(timedelta(days=1))
    with company.deed("ar") as deed:
        handoff = offer(deed, node.id, receiver_ids=[company.id("sr")], **OFFER)
    offered_at = company.clock.now()
    company.clock.move(timedelta(hours=1))

    with company.deed("sr") as deed:
        accept(deed, handoff.id, open_items=[])

    assert accountable(company, deal.id, node.id, company.clock.now()) == [company.id("sr")]
    assert accountable(company, deal.id, node.id, offered_at) == [company.id("ar")]
