"""Nobody overwrites how another admin set an outlet up, and how its messages fare is no change."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.channels.receivers import receiving, said
from tests.company import Company
from tests.notifications.test_rounds import hook, post, send

SEEN = {"If-Match": '"1"'}


def outlet(client: FlaskClient) -> dict[str, Any]:
    """Return the one outlet of the installation as an admin reads it."""
    (found,) = [each for each in client.get("/api/outlets").json["data"] if each["person_id"] is None]
    return dict(found)


def test_change_of_what_was_changed_meanwhile_is_refused_and_the_first_one_stays(company: Company) -> None:
    hook(company, "https://hooks.example/x")
    client = company.client("admin")
    address = f"/api/outlets/{outlet(client)['id']}"

    first = client.patch(address, json={"name": "数据平台"}, headers=SEEN)
    second = client.patch(address, json={"name": "仓库"}, headers=SEEN)
    removed = client.delete(address, headers=SEEN)

    assert (first.status_code, first.headers["ETag"], first.json["data"]["version"]) == (200, '"2"', 2)
    assert (second.status_code, second.json["params"]["version"]) == (412, 2)
    assert removed.status_code == 412
    assert outlet(client)["name"] == "数据平台"
    assert client.delete(address, headers={"If-Match": '"2"'}).status_code == 204


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_change_without_a_version_is_refused(company: Company, method: str) -> None:
    hook(company, "https://hooks.example/x")
    client = company.client("admin")

    answer = client.open(f"/api/outlets/{outlet(client)['id']}", method=method, json={})

    assert answer.status_code == 428


def test_messages_that_come_or_fail_are_no_change_of_the_outlet(company: Company) -> None:
    client = company.client("admin")
    with receiving(said({}, status=410)) as receiver:
        hook(company, receiver.url)
        send(post(company, receiver.inside))
        found = outlet(client)

    assert (found["failures"], found["version"]) == (1, 1)
