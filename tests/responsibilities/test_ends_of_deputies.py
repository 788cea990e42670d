"""What a deputy sees ends with the sight of whoever is away, and their sockets hear nothing after it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.company import Company
from tests.responsibilities.away import Away
from tests.tabs import Tab
from triangle.absences.actions import cancel, change
from triangle.absences.models import Absence
from triangle.absences.queries import of_person
from triangle.activity.models import Entry
from triangle.activity.queries import heads
from triangle.core.deed import Deed
from triangle.core.errors import NotFound
from triangle.handoffs.models import Receipt
from triangle.responsibilities.queries import deals_with_duty

FIRST = "KD1.1"


def left_room(company: Company) -> Away:
    """Return a room whose first AR finished a node, left the seat and the room, and is away then."""
    play = Away(company, None)
    play.start("ar", FIRST)
    play.tick("ar", FIRST)
    play.finish("ar", FIRST)
    play.account_seat("AR", "new")
    assert (play.who(FIRST), play.reads("ar")) == ("ar", False)
    play.leave("ar", "other")
    return play


def absence_of(deed: Deed, company: Company, who: str = "ar") -> Absence:
    """Return somebody's absence."""
    return of_person(deed.session, company.id(who))[0]


def choose(company: Company, who: str, of: str, deputy: str) -> Any:
    """Plan an absence that is on, by HTTP."""
    now = company.clock.now()
    times = {"from_at": now.isoformat(), "until_at": (now + timedelta(days=7)).isoformat()}
    body = times | {"deputy_id": company.id(deputy)}
    return company.client(who).post(f"/api/people/{company.id(of)}/absences", json=body)


def listening(play: Away) -> Tab:
    """Return the deputy's tab that reads the room."""
    stream = f"deal:{play.deal.id}"
    with play.company.reading() as session:
        head = heads(session, [stream])[stream]
    tab = Tab(play.company, "other")
    assert tab.read(stream, after=head)["status"] == "ok"
    tab.heard()
    return tab


def said(tab: Tab) -> list[str]:
    """Return the types of entries that a tab heard, and that it was shown out."""
    return [text.get("type", name) for name, text in tab.heard() if name in ("entry", "revoked")]


def test_deputy_of_whoever_left_the_room_stays_outside_as_well(company: Company) -> None:
    play = left_room(company)

    assert not play.reads("other")
    assert play.entries("deal.covered") == []
    assert company.client("other").get(f"/api/deals/{play.deal.id}").status_code == 404
    with pytest.raises(NotFound):
        play.reopen("other", FIRST)


def test_lost_deal_is_closed_to_deputies(company: Company) -> None:
    play = Away(company)
    tab = listening(play)

    play.lose()

    assert not play.reads("other")
    assert said(tab) == ["revoked"]
    with company.reading() as session:
        assert list(deals_with_duty(session, company.id("ar"), None)) == []


def test_nobody_acts_for_a_partner(company: Company) -> None:
    play = Away(company, None)
    play.accept("guest", play.offer("ar", FIRST, "guest", kind="transfer"))
    assert play.who(FIRST) == "guest"

    refused = choose(company, "guest", "guest", "other")

    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "deputy_of_guest")
    # Nor for somebody who became a partner while away.
    assert choose(company, "ar", "ar", "other").status_code == 201
    with company.deed("admin") as deed:
        absence_of(deed, company).person.is_guest = True
    assert not play.reads("other")


def test_partners_handoff_goes_to_no_deputy(company: Company) -> None:
    play = Away(company, None)
    play.offer("ar", FIRST, "guest", kind="transfer")
    assert choose(company, "ar", "ar", "other").status_code == 201
    with company.service.database.unit_of_work() as session:
        # As it could be planned once.
        session.execute(update(Absence).values(person_id=company.id("guest"), is_followed=False))

    play.look()

    assert not play.reads("other")


@pytest.mark.parametrize("who", ["admin", "lead"])
def test_nobody_makes_themselves_the_deputy_of_somebody_else(company: Company, who: str) -> None:
    refused = choose(company, who, "sr", who)

    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "deputy_own_choice")
    assert choose(company, who, "sr", "new").status_code == 201
    with company.deed(who) as deed, pytest.raises(Exception, match="own choice"):
        change(deed, absence_of(deed, company, "sr").id, deputy_id=company.id(who))


def test_deputy_who_leads_writes_a_note_and_stays_no_longer(company: Company) -> None:
    play = Away(company, "ar", "lead")

    with company.deed("lead") as deed:
        absence = change(deed, absence_of(deed, company).id, note="年假")
    with company.deed("lead") as deed, pytest.raises(Exception, match="own choice"):
        change(deed, absence.id, until_at=absence.until_at + timedelta(days=1))
    with company.deed("lead") as deed:
        change(deed, absence.id, until_at=absence.until_at - timedelta(days=1))

    play.look()
    assert play.reads("lead")


def test_socket_is_out_at_once_when_the_absence_is_called_off(company: Company) -> None:
    play = Away(company)
    tab = listening(play)

    with company.deed("ar") as deed:
        cancel(deed, absence_of(deed, company).id)
    play.start("ar", FIRST)

    assert said(tab) == ["revoked"]


def test_socket_is_out_at_once_when_another_deputy_takes_over(company: Company) -> None:
    play = Away(company)
    tab = listening(play)

    with company.deed("ar") as deed:
        change(deed, absence_of(deed, company).id, deputy_id=company.id("other_lead"))
    play.start("ar", FIRST)

    assert said(tab) == ["revoked"]


def test_socket_is_out_at_once_when_whoever_was_away_is_back(company: Company) -> None:
    play = Away(company)
    tab = listening(play)
    play.company.clock.move(timedelta(days=7))

    play.look()

    assert said(tab) == ["revoked"]


def test_socket_is_out_before_it_hears_that_a_reopened_node_went_to_somebody_else(company: Company) -> None:
    play = Away(company, None)
    play.start("ar", FIRST)
    play.tick("ar", FIRST)
    play.finish("ar", FIRST)
    other_work = next(node.code for node in play.nodes() if play.who(node.code) == "sr")
    play.accept("ar", play.offer("sr", other_work, "ar", kind="transfer"))
    play.account_seat("AR", "new")
    play.leave("ar", "other", role="AR")
    tab = listening(play)

    play.reopen("new", FIRST)

    assert not play.reads("other")
    assert said(tab) == ["revoked"]


def test_note_of_an_absence_is_no_news_to_rooms(company: Company) -> None:
    play = Away(company)

    for number in range(3):
        with company.deed("ar") as deed:
            change(deed, absence_of(deed, company).id, note=f"{number}")
        play.look()
    assert len(play.entries("deal.covered")) == 1

    with company.deed("ar") as deed:
        absence = absence_of(deed, company)
        change(deed, absence.id, until_at=absence.until_at + timedelta(days=1))
        change(deed, absence.id, note="and a note")
    play.look()
    assert len(play.entries("deal.covered")) == 2


def test_receipt_is_not_late_because_many_rooms_are_told(company: Company) -> None:
    """The clock of a receipt that is due at the same round strikes before the rooms hear."""
    play = Away(company, None)
    handoff = play.offer("ar", FIRST, "sr", kind="transfer")
    assert choose(company, "ar", "ar", "other").status_code == 201
    with company.service.database.unit_of_work() as session:
        session.execute(update(Absence).values(is_followed=False))
    with company.reading() as session:
        due = session.scalar(select(Receipt.clock_at).where(Receipt.handoff_id == handoff.id))
    assert due is not None
    company.clock.at = due

    play.look()

    with company.reading() as session:
        said = select(Entry.type).where(Entry.stream == f"deal:{play.deal.id}").order_by(Entry.seq)
        types = list(session.scalars(said))
    assert types.index("handoff.reminded") < types.index("deal.covered")
