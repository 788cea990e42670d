"""The page behind a personal link: shows on GET, answers once on POST, signs nobody in."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.company import Company
from tests.rooms.play import Play
from triangle.handoffs.models import Handoff
from triangle.notifications.links import LIVES, make_link


def link(company: Company, name: str, handoff: Handoff) -> str:
    with company.service.database.unit_of_work() as session:
        return f"/answer/{make_link(session, company.id(name), handoff.id, company.clock.now())}"


@pytest.fixture
def stranger(company: Company) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return company.app.test_client()


def test_looking_answers_nothing(company: Company, stranger: FlaskClient) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")

    shown = [stranger.open(link(company, "sr", handoff), method=m) for m in ("GET", "HEAD", "GET")]

    assert [answer.status_code for answer in shown] == [200, 200, 200]
    assert play.status(handoff) == "offered"


def test_a_post_accepts_as_the_person_of_the_link_and_signs_nobody_in(
    company: Company, stranger: FlaskClient
) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")

    answer = stranger.post(link(company, "sr", handoff), data={"answer": "accept"})

    assert (answer.status_code, play.answers(handoff), play.who("KD1.1")) == (200, {"sr": "accepted"}, "sr")
    assert "Set-Cookie" not in answer.headers
    assert stranger.get("/api/inbox").status_code == 401


def test_a_link_works_once(company: Company, stranger: FlaskClient) -> None:
    play = Play(company)
    path = link(company, "sr", play.offer("ar", "KD1.1", "sr"))
    stranger.post(path, data={"answer": "accept"})

    assert [stranger.get(path).status_code, stranger.post(path).status_code] == [410, 410]


def test_a_return_needs_its_reason_and_the_link_survives_the_mistake(
    company: Company, stranger: FlaskClient
) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")
    path = link(company, "sr", handoff)

    wrong = stranger.post(path, data={"answer": "return", "reason_code": "other", "reason": ""})
    right = stranger.post(path, data={"answer": "return", "reason_code": "other", "reason": "没空"})

    assert (wrong.status_code, right.status_code, play.status(handoff)) == (422, 200, "returned")


def test_a_link_ends_after_a_week_or_with_its_person(company: Company, stranger: FlaskClient) -> None:
    path = link(company, "sr", Play(company).offer("ar", "KD1.1", "sr"))

    company.clock.move(LIVES)

    assert stranger.get(path).status_code == 410


def test_another_site_cannot_post_it(company: Company, stranger: FlaskClient) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")

    answer = stranger.post(
        link(company, "sr", handoff), data={"answer": "accept"}, headers={"Origin": "https://evil.example"}
    )

    assert (answer.status_code, play.status(handoff)) == (403, "offered")


def test_what_needs_no_answer_any_more_is_not_answered(company: Company, stranger: FlaskClient) -> None:
    play = Play(company)
    handoff = play.offer("ar", "KD1.1", "sr")
    path = link(company, "sr", handoff)
    play.withdraw("ar", handoff)

    answer = stranger.post(path, data={"answer": "accept"})

    assert (answer.status_code, play.status(handoff)) == (409, "withdrawn")


def test_words_of_others_are_shown_as_text(company: Company, stranger: FlaskClient) -> None:
    handoff = Play(company).offer("ar", "KD1.1", "sr", message="<script>alert(1)</script>")

    page = stranger.get(link(company, "sr", handoff)).get_data(as_text=True)

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_dead_link_says_so_in_the_browsers_language(stranger: FlaskClient, company: Company) -> None:
    company.clock.move(timedelta(0))

    page = stranger.get("/answer/nothing", headers={"Accept-Language": "en"})

    assert (page.status_code, "expired" in page.get_data(as_text=True)) == (410, True)
