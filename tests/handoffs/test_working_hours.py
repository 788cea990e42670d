"""What is left until a due time is counted in the hours that the API lists."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.company import Company
from tests.handoffs.clock_play import ClockPlay

# Friday evening before the Spring Festival of 2026, whose Saturdays around are worked.
BEGINS, ENDS = "2026-02-13T16:00:00+08:00", "2026-02-25T10:00:00+08:00"


def listed(company: Company, from_at: str, until_at: str) -> list[tuple[datetime, datetime]]:
    """Return the spans between two moments."""
    query = {"from_at": from_at, "until_at": until_at}
    answer = company.client("guest").get("/api/working-hours", query_string=query)
    assert answer.status_code == 200, answer.text
    moments = [(span["from_at"], span["until_at"]) for span in answer.json["data"]]
    return [(datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in moments]


def test_holidays_are_left_out_and_make_up_days_are_in(company: Company) -> None:
    spans = listed(company, BEGINS, ENDS)

    here = company.service.calendar.time_zone
    local = [(a.astimezone(here), b.astimezone(here)) for a, b in spans]
    assert [(f"{a:%d %H:%M}", f"{b:%H:%M}") for a, b in local] == [
        ("13 16:00", "18:00"),
        ("14 09:00", "18:00"),
        ("24 09:00", "18:00"),
        ("25 09:00", "10:00"),
    ]


def test_hours_until_a_transfer_is_due_add_up_to_its_working_time(company: Company) -> None:
    company.clock.at = datetime(2026, 2, 13, 8, 0, tzinfo=UTC)
    handoff = ClockPlay(company).offer()

    spans = listed(company, handoff.offered_at.isoformat(), handoff.due_at.isoformat())

    assert sum((b - a for a, b in spans), timedelta()) == timedelta(hours=8)


@pytest.mark.parametrize("until_at", ["2028-02-13T16:00:00Z", "nonsense", None])
def test_time_that_is_too_long_or_none_is_refused(company: Company, until_at: str | None) -> None:
    query = {"from_at": BEGINS} | ({"until_at": until_at} if until_at else {})

    assert company.client("sr").get("/api/working-hours", query_string=query).status_code == 422


def test_time_that_ends_before_it_begins_has_no_hours(company: Company) -> None:
    assert listed(company, ENDS, BEGINS) == []


@pytest.mark.parametrize("year", ["0001", "1900", "2500", "9999"])
def test_a_time_that_no_calendar_knows_is_refused(company: Company, year: str) -> None:
    query = {"from_at": f"{year}-12-01T00:00:00Z", "until_at": f"{year}-12-02T00:00:00Z"}

    answer = company.client("ar").get("/api/working-hours", query_string=query)

    assert (answer.status_code, answer.get_json()["errors"][0]["code"]) == (422, "out_of_range")
