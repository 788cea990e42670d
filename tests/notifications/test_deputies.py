"""Whoever is to act for somebody away hears of it when they are named, and when that changes."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.company import Company
from tests.notifications.reading import told
from triangle.absences import actions
from triangle.absences.models import Absence
from triangle.notifications.models import Notification
from triangle.notifications.outbox_models import Delivery, Outlet
from triangle.notifications.wording import message_of

BEGINS = datetime(2026, 3, 9, 1, tzinfo=UTC)
WEEK = timedelta(days=7)


def away(company: Company, deputy: str | None, *, who: str = "ar", role: str | None = None) -> Absence:
    """Plan an absence for somebody, as they do themselves."""
    deputy_id = company.id(deputy) if deputy else None
    times = {"from_at": BEGINS, "until_at": BEGINS + WEEK}
    with company.deed(who) as deed:
        return actions.plan(deed, company.id(who), role=role, deputy_id=deputy_id, note="体检", **times)


def change(company: Company, absence: Absence, **changes: Any) -> None:
    """Change it, from the newest version."""
    with company.deed("ar") as deed:
        actions.change(deed, absence.id, **changes)


def heard(company: Company, who: str) -> list[dict[str, Any]]:
    """Return somebody's box of what they need not answer, the oldest first."""
    answer = company.client(who).get("/api/notifications?box=information").json
    assert answer is not None
    return list(reversed(answer["data"]))


def test_deputy_hears_for_whom_and_when_but_not_why(company: Company) -> None:
    away(company, "sr", role="AR")

    (said,) = heard(company, "sr")
    assert (said["type"], said["topic"], said["deal"]) == ("deputy.named", "deputy", None)
    assert said["about"] == {
        "person_id": company.id("ar"),
        "role": "AR",
        "from_at": "2026-03-09T01:00:00.000000Z",
        "until_at": "2026-03-16T01:00:00.000000Z",
    }
    assert company.client("sr").get("/api/notifications").json["counts"]["unread"] == 1


def test_nobody_hears_of_an_absence_without_a_deputy(company: Company) -> None:
    away(company, None)

    assert [told(company, who) for who in ("ar", "sr", "fr", "lead")] == [[], [], [], []]


def test_another_deputy_is_told_and_so_is_the_one_before(company: Company) -> None:
    absence = away(company, "sr")

    change(company, absence, deputy_id=company.id("fr"))

    assert [line[1] for line in told(company, "sr")] == ["deputy.named", "deputy.released"]
    assert [line[1] for line in told(company, "fr")] == ["deputy.named"]


def test_another_end_is_told_and_another_note_is_not(company: Company) -> None:
    absence = away(company, "sr")

    change(company, absence, note="年假")
    change(company, absence, until_at=BEGINS + 2 * WEEK)

    assert [said["type"] for said in heard(company, "sr")] == ["deputy.named", "deputy.moved"]
    assert heard(company, "sr")[-1]["about"]["until_at"] == "2026-03-23T01:00:00.000000Z"


def test_whoever_is_let_go_with_another_end_hears_of_the_one_they_were_asked_for(company: Company) -> None:
    absence = away(company, "sr")

    change(company, absence, deputy_id=company.id("fr"), until_at=BEGINS + 2 * WEEK)

    ends = [heard(company, who)[-1]["about"]["until_at"] for who in ("sr", "fr")]
    assert ends == ["2026-03-16T01:00:00.000000Z", "2026-03-23T01:00:00.000000Z"]


def test_called_off_it_asks_nothing_of_the_deputy(company: Company) -> None:
    absence = away(company, "sr")

    with company.deed("ar") as deed:
        actions.cancel(deed, absence.id)

    assert [line[1] for line in told(company, "sr")] == ["deputy.named", "deputy.released"]


def test_beginning_and_ending_is_no_news(company: Company) -> None:
    away(company, "sr")

    for moment in (BEGINS, BEGINS + WEEK):
        company.clock.at = moment + timedelta(minutes=1)
        here = company.service
        actions.turn_without_policy(here.database.unit_of_work, here.calendar, company.clock.now())

    assert [line[1] for line in told(company, "sr")] == ["deputy.named"]


def test_what_is_about_oneself_is_marked_like_anything_else(company: Company) -> None:
    away(company, "sr")
    (said,) = heard(company, "sr")

    marked = company.client("sr").post("/api/notifications/mark", json={"ids": [said["id"]], "done": True})

    assert marked.status_code == 200
    assert heard(company, "sr") == []
    assert company.client("fr").post("/api/notifications/mark", json={"ids": [said["id"]]}).status_code != 200


def test_mail_says_it_by_the_clock_of_its_reader(company: Company) -> None:
    away(company, "sr", role="AR")

    with company.service.database.unit_of_work() as session:
        told_of = session.query(Notification).filter_by(type="deputy.named").one()
        sent = session.query(Delivery).filter_by(notification_id=told_of.id).one()
        outlet = session.get_one(Outlet, sent.outlet_id)
        away_name = company.people["ar"].name
        said = {}
        for language in ("zh", "en"):
            outlet.person.language = language
            (line,) = message_of(session, outlet, [sent], "https://t.example", {}).lines
            said[language] = line
        session.rollback()
    assert (
        said["zh"].text == f"2026-03-09 09:00 至 2026-03-16 09:00，你被指定为{away_name}的代理人（AR 席位）"
    )
    assert said["en"].text == (
        f"You were named {away_name}’s deputy in the AR seat from 2026-03-09 09:00 until 2026-03-16 09:00"
    )
    assert said["zh"].link == "https://t.example/away"
