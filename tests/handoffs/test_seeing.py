"""What an inbox shows is seen together: each hand-off for itself, with one entry each."""

from sqlalchemy import select

from tests.company import Company
from triangle.activity.models import Entry

SEEN = "handoff.seen"


def offers(company: Company, many: int, to: str = "sr") -> list[int]:
    """Have the AR hand off the first node of so many rooms; return the hand-offs."""
    client = company.client("ar")
    found = []
    for _ in range(many):
        node = company.node(company.deal(), "KD1.1").id
        body = {"receiver_ids": [company.id(to)], "kind": "transfer"}
        found.append(client.post(f"/api/nodes/{node}/handoffs", json=body).json["data"]["id"])
    return found


def see(company: Company, who: str, ids: list[int]) -> dict[int, bool]:
    """See them in one request; return which were noted."""
    answer = company.client(who).post("/api/handoffs/see", json={"handoff_ids": ids})
    assert answer.status_code == 200, answer.text
    return {row["handoff_id"]: row["is_seen"] for row in answer.json["data"]}


def seen_in(company: Company, prefix: str) -> list[str]:
    """Return in which streams of a kind it was told that something was seen, one name for each entry."""
    with company.reading() as session:
        query = select(Entry.stream).where(Entry.type == SEEN, Entry.stream.startswith(prefix))
        return sorted(session.scalars(query))


def test_each_is_seen_by_itself_in_one_request(company: Company) -> None:
    ids = offers(company, 3)

    assert see(company, "sr", ids) == dict.fromkeys(ids, True)

    cards = company.client("sr").get("/api/inbox").json["data"]
    deals = {f"deal:{card['deal']['id']}" for card in cards}
    assert all(card["handoff"]["receipts"][0]["seen_at"] for card in cards)
    assert len({card["handoff"]["receipts"][0]["seen_at"] for card in cards}) == 1
    assert seen_in(company, "deal:") == sorted(deals)
    assert seen_in(company, "user:") == sorted([f"user:{company.id(who)}" for who in ("ar", "sr")] * 3)


def test_seeing_again_says_nothing_new(company: Company) -> None:
    ids = offers(company, 2)

    see(company, "sr", ids[:1])
    again = see(company, "sr", [*ids, *ids])

    assert again == dict.fromkeys(ids, True)
    assert len(seen_in(company, "deal:")) == 2


def test_what_does_not_wait_for_me_keeps_nothing_else_from_being_seen(company: Company) -> None:
    (mine,), (theirs,) = offers(company, 1), offers(company, 1, to="fr")
    (answered,) = offers(company, 1)
    company.client("sr").post(f"/api/handoffs/{answered}/accept", json={})

    found = see(company, "sr", [theirs, 2**31 - 1, answered, mine])

    assert found == {theirs: False, 2**31 - 1: False, answered: False, mine: True}
    assert len(seen_in(company, "deal:")) == 1


def test_no_more_than_a_screen_is_seen_at_once(company: Company) -> None:
    client = company.client("sr")

    for ids in ([], list(range(1, 52)), [0], ["x"]):
        assert client.post("/api/handoffs/see", json={"handoff_ids": ids}).status_code == 422
