"""A node that comes back for the third time is told to whoever leads."""

from typing import Any

import pytest

from tests.company import Company
from tests.rooms.play import Play
from triangle.deals.models import Deal
from triangle.handoffs.loops import leaders_of


def entries(company: Company, who: str, stream: str) -> list[dict[str, Any]]:
    """Return the loops that a stream tells of."""
    told = company.client(who).get(f"/api/streams/{stream}/entries?after=0").get_json()["data"]
    return [entry["data"] for entry in told if entry["type"] == "handoff.looped"]


def bounce(play: Play, times: int) -> None:
    """Have a node offered and returned some times."""
    for _ in range(times):
        play.return_("sr", play.offer("ar", "KD1.1", "sr"))


def test_second_return_is_nobodys_matter_yet(company: Company) -> None:
    play = Play(company)

    bounce(play, 2)

    assert entries(company, "ar", f"deal:{play.deal.id}") == []


def test_third_return_is_told_with_its_reasons(company: Company) -> None:
    play = Play(company)

    bounce(play, 3)

    (told,) = entries(company, "ar", f"deal:{play.deal.id}")
    assert (told["returns"], told["reasons"]) == (3, ["unclear_need"] * 3)
    assert told["leaders"] == [company.id("lead")]


def test_leader_and_giver_are_told_without_the_amount(company: Company) -> None:
    play = Play(company)

    bounce(play, 4)

    for who in ("lead", "ar"):
        told = entries(company, who, f"user:{company.id(who)}")
        assert [each["returns"] for each in told] == [3, 4]
        assert told[0]["deal"]["amount"] is None


@pytest.mark.parametrize(("active", "found"), [(True, ["lead"]), (False, [])])
def test_leader_is_the_nearest_above_who_is_here(company: Company, active: bool, found: list[str]) -> None:
    play = Play(company)
    with company.deed("admin") as deed:
        deed.get(type(company.people["lead"]), company.id("lead")).is_active = active

    with company.reading() as session:
        leaders = leaders_of(session, session.get_one(Deal, play.deal.id))

    assert leaders == [company.id(name) for name in found]
