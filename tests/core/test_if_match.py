"""Nobody overwrites what they have not seen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask.testing import FlaskClient

from tests.company import Company


def state(client: FlaskClient, account_id: int) -> tuple[object, object]:
    """Return an account with how far its stream has come."""
    reply = client.get(f"/api/accounts/{account_id}").json
    return reply["data"], reply["positions"]


def test_write_without_a_version_is_refused(company: Company) -> None:
    account, client = company.account(), company.client("ar")
    before = state(client, account.id)

    answer = client.patch(f"/api/accounts/{account.id}", json={"name": "x"})

    assert (answer.status_code, answer.json["code"]) == (428, "if_match_required")
    assert state(client, account.id) == before


@pytest.mark.parametrize("tag", ['"0"', '"2"', '"1.0"', '"', "W/", '"-1"'])
def test_write_on_an_old_version_changes_nothing(company: Company, tag: str) -> None:
    account, client = company.account(), company.client("ar")
    before = state(client, account.id)

    answer = client.patch(f"/api/accounts/{account.id}", json={"name": "x"}, headers={"If-Match": tag})

    assert (answer.status_code, answer.json["code"]) == (412, "stale")
    assert answer.json["params"] == {"version": account.version}
    assert state(client, account.id) == before


@pytest.mark.parametrize("tag", ["*", '"{}"', 'W/"{}"', '"0", "{}"'])
def test_write_on_the_present_version_is_done(company: Company, tag: str) -> None:
    account, client = company.account(), company.client("ar")
    seen = client.get(f"/api/accounts/{account.id}")

    headers = {"If-Match": tag.format(account.version)}
    answer = client.patch(f"/api/accounts/{account.id}", json={"name": "x"}, headers=headers)

    assert seen.headers["ETag"] == f'"{account.version}"'
    assert answer.status_code == 200
    assert answer.json["data"]["version"] == account.version + 1
    assert answer.headers["ETag"] == f'"{account.version + 1}"'


def test_post_on_an_existing_thing_honours_the_version_when_it_is_sent(company: Company) -> None:
    deal, client = company.deal(), company.client("ar")

    stale = client.post(f"/api/deals/{deal.id}/win", json={}, headers={"If-Match": '"7"'})
    without = client.post(f"/api/deals/{deal.id}/win", json={})

    assert (stale.status_code, without.status_code) == (412, 200)


def test_of_two_writers_with_one_version_the_second_is_refused(company: Company) -> None:
    account, together = company.account(), Barrier(2)

    def write(client: FlaskClient) -> int:
        together.wait(20)
        headers = {"If-Match": f'"{account.version}"'}
        return client.patch(f"/api/accounts/{account.id}", json={"name": "x"}, headers=headers).status_code

    with ThreadPoolExecutor(2) as threads:
        codes = list(threads.map(write, [company.client("ar"), company.client("sp")]))

    assert sorted(codes) == [200, 412]
