"""A calendar address shows one person's due days to whoever knows it, and nothing after it ended."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from werkzeug.test import TestResponse

from tests.company import Company
from tests.rooms.play import Play
from triangle.deals.actions import show_out
from triangle.promises.actions import make


@pytest.fixture
def play(company: Company) -> Play:
    """A room with a hand-off that waits for the SR and a promise that delivery keeps."""
    made = Play(company)
    made.offer("ar", "KD1.1", "sr")
    with company.deed("ar") as deed:
        make(
            deed,
            made.deal.id,
            text="三月底上线",
            node_id=None,
            contact_id=None,
            role="FR",
            made_on=None,
            due_on=date(2026, 3, 31),
            evidence=[],
        )
    return made


def address(company: Company, who: str) -> str:
    """Make somebody's address and return its path."""
    made = company.client(who).post("/api/calendar-feed", json={})
    assert made.status_code == 201
    return str(made.get_json()["data"]["address"]).removeprefix("http://localhost")


def read(company: Company, path: str) -> TestResponse:
    """Read an address as a calendar does: without a session."""
    return company.app.test_client().get(path)


def events(company: Company, who: str) -> dict[str, Any]:
    """Return the events of somebody's calendar by kind, through a parser."""
    book = Calendar.from_ical(read(company, address(company, who)).data)
    found: dict[str, Any] = {}
    for event in book.walk("VEVENT"):
        found.setdefault(str(event["UID"]).partition("-")[0], []).append(event)
    return found


def test_everybody_finds_what_is_theirs(play: Play) -> None:
    seen = {who: events(play.company, who) for who in ("sr", "fr", "sp")}

    name = play.node("KD1.1").name["zh"]
    assert [str(e["SUMMARY"]) for e in seen["sr"]["handoff"]] == [f"交接待答复: {name}"]
    assert [str(e["SUMMARY"]) for e in seen["fr"]["promise"]] == ["承诺到期: 三月底上线"]
    assert "promise" not in seen["sr"]
    assert "handoff" not in seen["fr"]
    assert "promise" not in seen["sp"]
    assert "handoff" not in seen["sp"]
    assert seen["sp"]["node"]


def test_days_are_whole_days_and_moments_are_exact(play: Play) -> None:
    (promise,) = events(play.company, "fr")["promise"]
    (handoff,) = events(play.company, "sr")["handoff"]

    assert (promise["DTSTART"].dt, promise["DTEND"].dt) == (date(2026, 3, 31), date(2026, 4, 1))
    due = play.company.client("sr").get("/api/inbox?box=to_answer").get_json()["data"][0]["handoff"]["due_at"]
    assert handoff["DTSTART"].dt == datetime.fromisoformat(due).astimezone(UTC).replace(microsecond=0)


def test_answer_is_a_calendar_that_nobody_keeps(play: Play) -> None:
    answer = read(play.company, address(play.company, "sr"))

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="triangle.ics"'
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))


def test_address_ends_at_once_when_revoked(play: Play) -> None:
    path = address(play.company, "sr")

    gone = play.company.client("sr").delete("/api/calendar-feed", headers={"If-Match": "*"})

    assert gone.status_code == 204
    assert read(play.company, path).status_code == 404
    assert play.company.client("sr").get("/api/calendar-feed").get_json()["data"] == {"made_at": None}


def test_new_address_ends_the_old_one(play: Play) -> None:
    old = address(play.company, "sr")

    new = address(play.company, "sr")

    assert [read(play.company, path).status_code for path in (old, new)] == [404, 200]


def test_address_of_somebody_who_left_is_none(play: Play) -> None:
    path = address(play.company, "new")
    with play.company.deed("admin") as deed:
        deed.get(type(play.company.people["new"]), play.company.id("new")).is_active = False

    assert read(play.company, path).status_code == 404


def test_room_that_one_has_left_is_in_the_calendar_no_longer(play: Play) -> None:
    path = address(play.company, "fr")
    before = Calendar.from_ical(read(play.company, path).data).walk("VEVENT")

    with play.company.deed("ar") as deed:
        show_out(deed, play.deal.id, play.company.id("fr"))

    assert before
    assert not Calendar.from_ical(read(play.company, path).data).walk("VEVENT")


def test_lost_deal_is_in_nobodys_calendar(play: Play) -> None:
    play.lose()

    assert events(play.company, "sp") == {}


def test_secret_is_kept_as_a_hash_only(play: Play) -> None:
    path = address(play.company, "sr")
    secret = path.removeprefix("/api/calendar/").removesuffix(".ics")

    with play.company.service.database.writer.connect() as connection:
        kept = connection.exec_driver_sql("SELECT secret_hash FROM feed").scalar_one()

    assert len(secret) >= 43
    assert secret not in kept


def test_calendar_that_asks_without_end_is_told_to_wait(play: Play) -> None:
    path = address(play.company, "sr")

    asked = [read(play.company, path) for _ in range(31)]

    assert {answer.status_code for answer in asked[:30]} == {200}
    assert asked[30].status_code == 429
    assert int(asked[30].headers["Retry-After"]) > 0
    play.company.clock.move(timedelta(minutes=11))
    assert read(play.company, path).status_code == 200


def test_guessing_is_slowed_down(company: Company) -> None:
    answers = [read(company, f"/api/calendar/guess{n}.ics").status_code for n in range(61)]

    assert answers == [404] * 60 + [429]


def test_address_signs_nobody_in(play: Play) -> None:
    client = play.company.app.test_client()

    client.get(address(play.company, "sr"))

    assert client.get("/api/inbox").status_code == 401


def test_language_is_the_persons(play: Play) -> None:
    with play.company.deed("sr") as deed:
        deed.get(type(play.company.people["sr"]), play.company.id("sr")).language = "en"

    (handoff,) = events(play.company, "sr")["handoff"]

    assert str(handoff["SUMMARY"]).startswith("Hand-off to answer: ")
