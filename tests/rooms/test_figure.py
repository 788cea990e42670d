"""The triangle in numbers: load, deputies and answer times, counted in the deals that the reader may see."""

from datetime import timedelta
from typing import Any

import pytest

from tests.company import Company
from tests.rooms.play import Play
from tests.rooms.test_listing import counting
from triangle.absences.actions import plan

HOUR = timedelta(hours=1)


@pytest.fixture
def play(company: Company) -> Play:
    """A room."""
    return Play(company)


def figure(play: Play, who: str = "ar") -> dict[str, Any]:
    """Return the corners and edges as somebody sees them, by role and by pair of roles."""
    answer = play.company.client(who).get(f"/api/accounts/{play.account.id}/figure")
    assert answer.status_code == 200, answer.text
    data = answer.json["data"]
    return {corner["role"]: corner for corner in data["corners"]} | {
        "-".join(edge["roles"]): edge for edge in data["edges"]
    }


def give(play: Play, code: str, who: str, to: str, hours: int) -> None:
    """Hand a node over, and have it accepted some hours later."""
    handoff = play.offer(who, code, to, kind="transfer")
    play.company.clock.move(HOUR * hours)
    play.accept(to, handoff)


def test_load_counts_open_nodes_and_those_at_work(play: Play) -> None:
    seen = figure(play)
    nodes = [node for node in play.nodes() if play.who(node.code) == "ar"]

    assert seen["AR"]["person_id"] == play.company.id("ar")
    assert seen["AR"]["open_nodes"] == len(nodes)
    assert seen["AR"]["at_work"] == len([node for node in nodes if node.started_at])


def test_answer_time_is_the_median_in_working_hours_and_belongs_to_an_edge(play: Play) -> None:
    mine = [node.code for node in play.nodes() if play.who(node.code) == "ar"]

    for code, hours in zip(mine, (1, 2, 3), strict=False):
        give(play, code, "ar", "sr", hours)
    seen = figure(play)

    assert (seen["SR"]["answers"], seen["SR"]["minutes"]) == (3, 120)
    assert (seen["AR-SR"]["answers"], seen["AR-SR"]["minutes"]) == (3, 120)
    assert (seen["AR"]["answers"], seen["AR"]["minutes"]) == (0, None)
    assert (seen["SR-FR"]["answers"], seen["AR-FR"]["minutes"]) == (0, None)


def test_a_night_between_offer_and_answer_does_not_count(play: Play) -> None:
    code = next(node.code for node in play.nodes() if play.who(node.code) == "ar")
    handoff = play.offer("ar", code, "sr", kind="transfer")

    play.company.clock.move(timedelta(days=1))
    play.accept("sr", handoff)

    spans = play.company.service.calendar.worked(handoff.offered_at, play.company.clock.now())
    assert figure(play)["SR"]["minutes"] == round(spans.total_seconds() / 60) < 24 * 60


def test_an_own_seat_of_a_deal_decides_which_edge_it_was(play: Play) -> None:
    play.deal_seat("SR", "new")
    code = next(node.code for node in play.nodes() if play.who(node.code) == "ar")

    give(play, code, "ar", "new", 1)
    seen = figure(play)

    assert (seen["AR-SR"]["answers"], seen["SR"]["answers"]) == (1, 0)


def test_an_old_answer_is_forgotten(play: Play) -> None:
    code = next(node.code for node in play.nodes() if play.who(node.code) == "ar")
    give(play, code, "ar", "sr", 1)

    play.company.clock.move(timedelta(days=91))

    assert figure(play)["SR"]["answers"] == figure(play)["AR-SR"]["answers"] == 0


def test_whoever_stands_in_is_named_while_the_person_is_away(play: Play) -> None:
    now = play.company.clock.now()
    with play.company.deed("fr") as deed:
        plan(
            deed,
            play.company.id("fr"),
            from_at=now,
            until_at=now + timedelta(days=2),
            role=None,
            deputy_id=play.company.id("new"),
            note="",
        )

    seen = figure(play)

    assert (seen["FR"]["is_away"], seen["FR"]["deputy_ids"]) == (True, [play.company.id("new")])
    assert (seen["AR"]["is_away"], seen["AR"]["deputy_ids"]) == (False, [])


def test_only_deals_that_the_reader_may_see_are_counted(play: Play) -> None:
    code = next(node.code for node in play.nodes() if play.who(node.code) == "ar")
    give(play, code, "ar", "sr", 1)

    # In the account's team, and in no room.
    seen = figure(play, "new")

    assert (seen["AR"]["open_nodes"], seen["SR"]["answers"], seen["AR-SR"]["answers"]) == (0, 0, 0)


def test_a_vacant_corner_has_nothing(play: Play) -> None:
    play.account_seat("FR", None)

    corner = figure(play)["FR"]

    assert (corner["person_id"], corner["open_nodes"], corner["answers"]) == (None, 0, 0)


def test_no_further_statement_for_further_deals(play: Play) -> None:
    def asked() -> int:
        with counting(play.company) as statements:
            figure(play)
        return len(statements)

    asked()
    first = asked()
    for _ in range(3):
        play.company.deal(play.account)

    assert asked() == first
