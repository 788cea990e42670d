"""Each leader is told once a week what is so in their teams, and nobody anything of others' teams."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.channels.receivers import mailbox
from tests.company import MONDAY, Company
from tests.notifications.reading import told
from tests.rooms.play import Play
from triangle.channels.catalog import Channels
from triangle.channels.mail import Mailer
from triangle.channels.posting import Poster
from triangle.core.working_calendar import WorkingCalendar, calendar_of
from triangle.identity.models import Person
from triangle.matrix.weekly import Weekly, week_of
from triangle.notifications.models import Notification
from triangle.notifications.outbox_models import Delivery
from triangle.notifications.rounds import Post

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEK = timedelta(days=7)


def weekly(company: Company) -> Weekly:
    """Return the chore as the worker of a company has it."""
    return Weekly(company.service.database, company.service.calendar, company.service.config)


def tell(company: Company) -> None:
    """Let the chore of weekly summaries run now."""
    weekly(company).work(company.service.database.unit_of_work, company.clock.now())


def summaries(company: Company, who: str = "lead") -> list[dict[str, Any]]:
    """Return what somebody reads of weekly summaries, the last first."""
    answer = company.client(who).get("/api/notifications?box=information")
    assert answer.status_code == 200, answer.text
    return [each["about"] for each in answer.get_json()["data"] if each["type"] == "summary.weekly"]


def of_team(company: Company, about: dict[str, Any], name: str = "east") -> dict[str, Any]:
    """Return what a summary tells of a team."""
    return next(row for row in about["teams"] if row["team_id"] == company.teams[name].id)


def change(company: Company, name: str, **values: Any) -> None:
    """Change somebody's own row."""
    with company.service.database.unit_of_work() as session:
        person = session.get_one(Person, company.id(name))
        for column, value in values.items():
            setattr(person, column, value)


def test_summary_counts_findings_hand_offs_and_coverage_of_each_team(company: Company) -> None:
    Play(company)
    play = Play(company, FR="")
    play.start("ar", "KD1.1")
    play.offer("ar", "KD1.1", "sr")
    company.clock.move(timedelta(days=3))

    tell(company)

    (about,) = summaries(company)
    east = of_team(company, about)
    assert about["week"] == "2026-03-02"
    assert (about["compared"], len(about["teams"])) == (False, 1)
    assert (east["name"], east["deals"], east["covered"]) == ("east", 2, 1)
    assert (east["waiting"], east["overdue"]) == (1, 1)
    assert east["high"] == 1


def test_new_and_gone_are_told_beside_the_last_summary(company: Company) -> None:
    first, second = Play(company), Play(company)
    waits = first.offer("ar", "KD1.1", "sr")
    company.clock.move(timedelta(days=3))
    tell(company)

    first.accept("sr", waits)
    for code in ("KD1.1", "KD1.3"):
        second.offer("ar", code, "sr")
    company.clock.move(WEEK)
    tell(company)

    last, before = summaries(company)
    assert (before["compared"], last["compared"], last["week"]) == (False, True, "2026-03-09")
    assert of_team(company, before)["high"] == 1
    assert {name: of_team(company, last)[name] for name in ("high", "new", "gone")} == {
        "high": 2,
        "new": 2,
        "gone": 1,
    }


def test_it_comes_once_a_week_however_many_workers_look_and_after_downtime(company: Company) -> None:
    Play(company)
    for _ in range(3):
        tell(company)
        company.clock.move(timedelta(days=1))
    once = len(summaries(company))

    # Away for three weeks, and back on a Thursday.
    company.clock.move(3 * WEEK)
    tell(company)
    tell(company)

    assert (once, len(summaries(company))) == (1, 2)
    assert summaries(company)[0]["week"] == "2026-03-23"


def test_a_clock_that_was_far_ahead_silences_nobody_when_it_is_set_right(company: Company) -> None:
    Play(company)
    company.clock.move(4 * WEEK)
    tell(company)
    ahead = summaries(company)
    company.clock.move(-4 * WEEK)

    tell(company)
    tell(company)

    assert [about["week"] for about in ahead] == ["2026-03-30"]
    assert [about["week"] for about in summaries(company)] == ["2026-03-02", "2026-03-30"]


def test_who_goes_west_into_the_week_before_is_not_told_of_it_again(company: Company) -> None:
    Play(company)
    tell(company)
    change(company, "lead", time_zone="America/New_York")

    tell(company)

    assert [about["week"] for about in summaries(company)] == ["2026-03-02"]


def test_two_workers_that_reckon_at_once_tell_once(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    Play(company)
    slow = weekly(company)
    reckon = slow._reckon

    def overtaken(*given: Any) -> Any:
        tell(company)
        return reckon(*given)

    monkeypatch.setattr(slow, "_reckon", overtaken)
    slow.work(company.service.database.unit_of_work, company.clock.now())

    assert len(summaries(company)) == 1


def test_it_waits_for_the_leaders_own_monday_morning(company: Company) -> None:
    Play(company)
    change(company, "lead", time_zone="America/New_York")
    tell(company)
    company.clock.at = datetime(2026, 3, 2, 13, 59, tzinfo=UTC)
    tell(company)
    early = summaries(company)

    company.clock.at = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
    tell(company)

    # New York was still in the week before, and is told of that one at once.
    assert [about["week"] for about in early] == ["2026-02-23"]
    assert [about["week"] for about in summaries(company)] == ["2026-03-02", "2026-02-23"]


def test_a_week_begins_with_its_first_working_day(company: Company) -> None:
    calendar = company.service.calendar
    # The spring festival of 2026 is from Sunday the 15th to Monday the 23rd of February.
    assert week_of(calendar, SHANGHAI, datetime(2026, 2, 24, 12, tzinfo=UTC)) == (
        date(2026, 2, 23),
        datetime(2026, 2, 24, 9, tzinfo=SHANGHAI),
    )
    idle = WorkingCalendar(
        "none",
        SHANGHAI,
        calendar.hours,
        days_off=frozenset((MONDAY + timedelta(days=n)).date() for n in range(7)),
    )
    assert week_of(idle, SHANGHAI, MONDAY)[1] is None
    assert calendar_of(company.service.config).is_working(MONDAY.date())


def test_only_leaders_are_told_and_only_of_teams_they_lead(company: Company) -> None:
    Play(company)

    tell(company)

    assert [each for each in company.people if told(company, each)] == ["lead"]


def test_who_leads_the_team_no_more_reads_and_gets_nothing_of_it(company: Company) -> None:
    Play(company)
    tell(company)
    change(company, "lead", team_id=company.teams["west"].id)
    company.clock.move(timedelta(minutes=2))

    with mailbox() as box:
        send(company, box.url)

    answer = company.client("lead").get("/api/notifications?box=information").get_json()
    assert (answer["data"], answer["counts"]["unread"]) == ([], 0)
    assert box.mails == []


@pytest.mark.parametrize(
    ("language", "subject", "line"),
    [
        ("zh", "责任周报", "east：缺口 高 1 中 0 低 0；待答复交接 1（超时 1）；三角齐全 1/1"),
        (
            "en",
            "Responsibility this week: 1 high, 0 medium and 0 low findings in your teams (1)",
            "east: findings 1 high, 0 medium, 0 low; hand-offs waiting 1 (1 overdue); triangle complete 1/1",
        ),
    ],
)
def test_mail_tells_team_by_team_in_the_readers_language(
    company: Company, language: str, subject: str, line: str
) -> None:
    play = Play(company)
    play.offer("ar", "KD1.1", "sr")
    company.clock.move(timedelta(days=3))
    change(company, "lead", language=language)
    tell(company)
    company.clock.move(timedelta(minutes=2))

    with mailbox() as box:
        send(company, box.url)

    (mail,) = (mail for mail in map(read, box.mails) if mail["To"].addresses[0].username == "lead")
    assert subject in mail["Subject"]
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        assert body is not None
        assert line in body.get_content()
        assert (
            f"view=gaps&{'amp;' if kind == 'html' else ''}team={company.teams['east'].id}"
            in body.get_content()
        )


def wish(company: Company, **wished: Any) -> None:
    """Have the leader say how they want to hear."""
    open_end = {"quiet_from": None, "quiet_until": None, "digest_at": None}
    client = company.client("lead")
    version = client.get("/api/notification-wish").get_json()["data"]["version"]
    answer = client.put(
        "/api/notification-wish", json=open_end | wished, headers={"If-Match": f'"{version}"'}
    )
    assert answer.status_code == 200, answer.text


def test_channels_and_digest_are_the_leaders_choice(company: Company) -> None:
    Play(company)
    wish(company, channels={"weekly": ["mail"]}, digest_at="18:00")
    tell(company)
    wish(company, channels={"weekly": ["browser"]})
    company.clock.move(WEEK)
    tell(company)

    with company.reading() as session:
        (waiting,) = session.query(Delivery).filter_by(event="summary.weekly")
        assert waiting.due_at == datetime(2026, 3, 2, 18, 0, tzinfo=SHANGHAI)
        assert session.query(Notification).filter_by(type="summary.weekly").count() == 2


def test_the_worker_tells(company: Company) -> None:
    Play(company)

    company.app.extensions["worker"].turn()

    assert len(summaries(company)) == 1


def send(company: Company, mail: str) -> None:
    office = Post(
        company.service.database,
        Channels(Poster(frozenset()), Mailer(mail, "triangle@test.example")),
        company.clock,
        "http://localhost",
    )
    office.round(patience=30)
    office.close()


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)
