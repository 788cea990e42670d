"""Until when an answer is expected: in working hours of the installation, over weekends and holidays."""

from datetime import UTC, datetime

import pytest

from tests.company import Company
from tests.rooms.play import Play
from triangle.core.errors import Invalid


@pytest.fixture
def play(company: Company) -> Play:
    """A room that was opened before the moments of these tests."""
    company.clock.at = local("2026-02-24T10:00")
    return Play(company)


def local(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("offered", "due"),
    [
        ("2026-03-02T10:00", "2026-03-02T18:00"),  # eight hours of the same day
        ("2026-03-02T11:30", "2026-03-03T10:30"),  # over one night
        ("2026-03-06T17:00", "2026-03-09T16:00"),  # over a weekend
        ("2026-03-07T12:00", "2026-03-09T17:00"),  # offered on a Saturday
        ("2026-03-02T07:00", "2026-03-02T17:00"),  # before the working day
        ("2026-03-02T22:00", "2026-03-03T17:00"),  # after it
        ("2026-09-30T17:00", "2026-10-08T16:00"),  # over the National Day week
    ],
)
def test_transfer_is_due_after_eight_working_hours(
    company: Company, play: Play, offered: str, due: str
) -> None:
    company.clock.at = local(offered)

    handoff = play.offer("ar", "KD1.1", "sr")

    assert handoff.due_at == local(due)


def test_made_up_saturday_is_worked(company: Company, play: Play) -> None:
    company.clock.at = local("2026-02-27T17:00")

    handoff = play.offer("ar", "KD1.1", "sr")

    assert handoff.due_at == local("2026-02-28T16:00")


def test_briefing_is_due_when_the_playbook_says(company: Company) -> None:
    company.clock.at = local("2026-02-24T10:00")
    play = Play(company, "SD")
    company.clock.at = local("2026-03-02T10:00")

    handoff = play.offer("ar", "SD3.2")

    assert handoff.due_at == local("2026-03-02T14:00")


def test_giver_may_name_another_moment_to_come(play: Play) -> None:
    wish = local("2026-03-20T12:00")

    assert play.offer("ar", "KD1.1", "sr", due_at=wish).due_at == wish


def test_moment_in_the_past_is_refused(company: Company, play: Play) -> None:
    company.clock.at = local("2026-03-02T10:00")

    with pytest.raises(Invalid) as refused:
        play.offer("ar", "KD1.1", "sr", due_at=local("2026-03-02T09:00"))

    assert refused.value.errors[0]["code"] == "in_the_past"
