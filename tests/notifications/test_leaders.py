"""Who hears that a node comes back again and again, and that a veto was overridden."""

from datetime import timedelta

from tests.company import Company
from tests.notifications.reading import told
from tests.rooms.play import Play
from triangle.gates import actions as gates
from triangle.identity.models import Person
from triangle.matrix.weekly import Weekly
from triangle.notifications.models import TOPICS, Notification
from triangle.notifications.words import CATALOGUES, word

REVIEW = "KD4.3"


def test_the_third_return_is_told_to_the_leader_with_its_number(company: Company) -> None:
    play = Play(company)

    for _ in range(3):
        play.return_("sr", play.offer("ar", "KD1.1", "sr"))

    assert told(company, "lead") == [("information", "handoff.looped", False)]
    with company.reading() as session:
        assert session.query(Notification).filter_by(type="handoff.looped").one().about == {"returns": 3}


def test_the_giver_hears_of_a_return_once(company: Company) -> None:
    play = Play(company)

    for _ in range(3):
        play.return_("sr", play.offer("ar", "KD1.1", "sr"))

    assert [kind for _, kind, _ in told(company, "ar")] == ["handoff.returned"] * 3


def test_an_overridden_veto_is_told_to_all_seated_with_the_risk(company: Company) -> None:
    play = Play(company)
    play.skip_before(REVIEW)
    play.start("sr", REVIEW)
    play.tick("sr", REVIEW)
    play.accept("fr", play.offer("sr", REVIEW))
    play.decide("fr", REVIEW, "no_go", "产能不足")
    company.clock.move(timedelta(minutes=1))

    with company.deed("sp") as deed:
        gates.override(deed, play.node(REVIEW).id, risk="延期由公司承担")

    with company.reading() as session:
        found = session.query(Notification).filter_by(type="veto.overridden").all()
        assert {each.person_id for each in found} == {company.id(name) for name in ("ar", "sr", "fr")}
        assert {each.about["reason"] for each in found} == {"延期由公司承担"}


def test_a_summary_is_marked_by_whoever_leads_the_team_still(company: Company) -> None:
    Play(company)
    service, client = company.service, company.client("lead")
    weekly = Weekly(service.database, service.calendar, service.config)
    weekly.work(service.database.unit_of_work, company.clock.now())
    (summary,) = client.get("/api/notifications?box=information").get_json()["data"]
    assert client.post("/api/notifications/read-all", json={}).status_code == 200

    lead(company, "member")
    refused = client.post("/api/notifications/mark", json={"ids": [summary["id"]], "read": False})

    assert refused.status_code == 404
    lead(company, "leader")
    (kept,) = client.get("/api/notifications?box=information").get_json()["data"]
    assert kept["read_at"] is not None


def lead(company: Company, role: str) -> None:
    """Let who leads the team east be something from now on."""
    with company.service.database.unit_of_work() as session:
        session.get_one(Person, company.id("lead")).role = role


def test_every_type_has_words_in_every_language() -> None:
    given = {"actor": "甲", "node": "乙", "subject": "丙", "role": "AR", "outcome": "通过", "returns": 3}
    given |= {"person": "丁", "from_at": "2026-03-09 09:00", "until_at": "2026-03-16 09:00"}
    given |= dict.fromkeys(("teams", "high", "medium", "low", "change"), 0)

    said = {(language, name): word(language, name, **given) for language in CATALOGUES for name in TOPICS}

    assert all(said.values())
    assert all("3" in said[language, "handoff.looped"] for language in CATALOGUES)
