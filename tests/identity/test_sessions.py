"""A session ends by time, by its person, and by a new password; on the server, at once."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.company import PASSWORD, Company
from triangle.identity.models import BrowserSession, Person


def is_in(client: FlaskClient) -> bool:
    """Say whether a client is signed in, as it is told and as it is let in."""
    told = client.get("/api/session").json["data"] is not None
    assert (client.get("/api/inbox").status_code == 200) == told
    return told


def test_session_ends_after_a_week_without_use(company: Company) -> None:
    client = company.client("ar")

    company.clock.move(timedelta(days=7, seconds=-1))
    assert is_in(client)
    company.clock.move(timedelta(days=7))
    assert not is_in(client)


def test_session_ends_after_thirty_days_however_much_it_is_used(company: Company) -> None:
    client = company.client("ar")

    for _ in range(5):
        company.clock.move(timedelta(days=5, hours=23))
        assert is_in(client)
    company.clock.move(timedelta(hours=5))
    assert not is_in(client)


def test_signing_out_ends_this_session_only(company: Company) -> None:
    here, there = company.client("ar"), company.client("ar")
    cookie = here.get_cookie("triangle_session").value

    answer = here.delete("/api/session")

    assert answer.status_code == 204
    assert here.get_cookie("triangle_session") is None
    here.set_cookie("triangle_session", cookie)
    assert not is_in(here)
    assert is_in(there)


def test_list_tells_my_browsers_and_which_one_this_is(company: Company) -> None:
    here, there = company.client("ar"), company.client("ar")
    company.client("sr")
    company.clock.move(timedelta(hours=1))
    there.get("/api/inbox")

    listed = here.get("/api/sessions").json["data"]

    assert [line["is_current"] for line in listed] == [False, True]
    assert listed[0]["seen_at"] > listed[1]["seen_at"]
    assert listed[0].keys() == {"id", "created_at", "seen_at", "address", "user_agent", "is_current"}


def test_list_leaves_out_what_has_ended(company: Company) -> None:
    company.client("ar")
    company.clock.move(timedelta(days=8))

    assert len(company.client("ar").get("/api/sessions").json["data"]) == 1


def test_another_browser_can_be_signed_out(company: Company) -> None:
    here, there = company.client("ar"), company.client("ar")
    number = next(line["id"] for line in here.get("/api/sessions").json["data"] if not line["is_current"])

    revoked = here.delete(f"/api/sessions/{number}", headers={"If-Match": "*"})

    assert revoked.status_code == 204
    assert (is_in(here), is_in(there)) == (True, False)
    assert len(here.get("/api/sessions").json["data"]) == 1


@pytest.mark.parametrize("by", ["new", "admin"])
def test_new_password_signs_out_everywhere(company: Company, by: str) -> None:
    browsers, writer = [company.client("new"), company.client("new")], company.client(by)
    mine = {"current_password": PASSWORD} if by == "new" else {}

    path = f"/api/people/{company.id('new')}/password"
    answer = writer.put(path, json={"password": "battery staple", **mine}, headers={"If-Match": "*"})

    assert answer.status_code == 200
    assert [is_in(browser) for browser in browsers] == [False, False]
    assert sign_in(company, PASSWORD) == 401
    assert sign_in(company, "battery staple") == 200


def sign_in(company: Company, password: str) -> int:
    """Try to sign somebody in with a password."""
    given = {"email": "new@test.example", "password": password}
    return company.app.test_client().post("/api/session", json=given).status_code


@pytest.mark.parametrize("mine", [{}, {"current_password": "wrong horse"}, {"current_password": ""}])
def test_own_password_is_changed_with_the_current_one_only(company: Company, mine: dict[str, str]) -> None:
    client = company.client("new")

    path = f"/api/people/{company.id('new')}/password"
    answer = client.put(path, json={"password": "battery staple", **mine}, headers={"If-Match": "*"})

    assert (answer.status_code, answer.json["code"]) == (403, "wrong_password")
    assert is_in(client)
    assert sign_in(company, PASSWORD) == 200


def test_admin_needs_the_current_password_for_their_own(company: Company) -> None:
    path = f"/api/people/{company.id('admin')}/password"
    headers = {"If-Match": "*"}

    answer = company.client("admin").put(path, json={"password": "battery staple"}, headers=headers)

    assert answer.json["code"] == "wrong_password"


def test_deactivated_person_is_out_at_once(company: Company) -> None:
    client = company.client("new")

    path = f"/api/people/{company.id('new')}/deactivate"
    assert company.client("admin").post(path, json={}).status_code == 200

    assert not is_in(client)
    with company.reading() as session:
        ended = select(BrowserSession.revoked_at).where(BrowserSession.person_id == company.id("new"))
        assert None not in session.scalars(ended).all()


def test_old_browser_stays_out_when_its_person_comes_back(company: Company) -> None:
    client, admin = company.client("new"), company.client("admin")
    for verb in ("deactivate", "activate"):
        assert admin.post(f"/api/people/{company.id('new')}/{verb}", json={}).status_code == 200

    assert not is_in(client)
    assert sign_in(company, PASSWORD) == 200


def test_session_of_somebody_inactive_signs_nobody_in(company: Company) -> None:
    client = company.client("new")
    with company.service.database.unit_of_work() as session:
        session.execute(update(Person).where(Person.id == company.id("new")).values(is_active=False))

    assert not is_in(client)
