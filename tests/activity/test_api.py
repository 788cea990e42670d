"""Streams through HTTP: numbered without a gap, read after a number, and only under their one name."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.company import Company


@pytest.fixture
def client(company: Company) -> FlaskClient:
    """The AR, who may read what they write."""
    return company.client("ar")


@pytest.fixture
def stream(client: FlaskClient) -> str:
    """The stream of an account that was changed four times."""
    account = client.post("/api/accounts", json={"name": "0"}).json["data"]
    for number in range(1, 5):
        path, headers = f"/api/accounts/{account['id']}", {"If-Match": "*", "X-Op-Id": f"op-{number}"}
        client.patch(path, json={"name": str(number)}, headers=headers)
    return f"account:{account['id']}"


def read(client: FlaskClient, stream: str, **asked: Any) -> dict[str, Any]:
    """Read a stream."""
    answer = client.get(f"/api/streams/{stream}/entries", query_string=asked)
    assert answer.status_code == 200
    return answer.json


def test_entries_are_numbered_from_one_without_a_gap(client: FlaskClient, stream: str) -> None:
    told = read(client, stream)

    assert [entry["seq"] for entry in told["data"]] == [1, 2, 3, 4, 5]
    assert {entry["stream"] for entry in told["data"]} == {stream}
    assert told["head"] == 5
    times = [entry["at"] for entry in told["data"]]
    assert times == sorted(set(times))


def test_state_says_how_far_it_has_read(client: FlaskClient, stream: str) -> None:
    reply = client.get(f"/api/accounts/{stream.partition(':')[2]}").json

    told = read(client, stream)
    assert reply["positions"] == {stream: {"epoch": told["epoch"], "seq": told["head"]}}
    assert told["data"][-1]["data"]["account"] == reply["data"]


@pytest.mark.parametrize(
    ("asked", "seqs"),
    [
        ({"after": 0, "limit": 2}, [1, 2]),
        ({"after": 2}, [3, 4, 5]),
        ({"after": 3, "limit": 1}, [4]),
        ({"after": 5}, []),
        ({"after": 2**53}, []),
    ],
)
def test_entries_after_a_number(
    client: FlaskClient, stream: str, asked: dict[str, int], seqs: list[int]
) -> None:
    told = read(client, stream, **asked)

    assert ([entry["seq"] for entry in told["data"]], told["head"]) == (seqs, 5)


@pytest.mark.parametrize(
    "asked", ["after=-1", "after=x", f"after={2**53 + 1}", "limit=0", "limit=301", "to=5"]
)
def test_unusable_question_is_refused(client: FlaskClient, stream: str, asked: str) -> None:
    assert client.get(f"/api/streams/{stream}/entries?{asked}").status_code == 422


def test_writer_knows_its_own_entry_by_its_mark(client: FlaskClient, stream: str) -> None:
    assert [entry["op_id"] for entry in read(client, stream)["data"]] == [
        None,
        "op-1",
        "op-2",
        "op-3",
        "op-4",
    ]


def test_mark_is_cut_to_what_is_kept(company: Company, client: FlaskClient) -> None:
    made = client.post("/api/accounts", json={"name": "x"}, headers={"X-Op-Id": "o" * 100}).json["data"]

    assert read(client, f"account:{made['id']}")["data"][0]["op_id"] == "o" * 64


OTHER_NAMES = [
    *("{kind}:0{id}", "{kind}:+{id}", "{kind}:{id} ", " {kind}:{id}", "{kind}:{id}:", "{kind}:{id}.0"),
    *("{kind}", "{kind}:", ":{id}", "Account:{id}", "node:{id}"),
    *("{kind}:１", "{kind}:9999999999", "{kind}:{id}%00"),
]


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_stream_has_one_name(client: FlaskClient, stream: str, name: str) -> None:
    kind, _, number = stream.partition(":")

    answer = client.get(f"/api/streams/{name.format(kind=kind, id=number)}/entries")

    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


def test_own_stream_is_empty_before_anything_happened(company: Company) -> None:
    told = read(company.client("new"), f"user:{company.id('new')}")

    assert (told["data"], told["head"]) == ([], 0)


def test_refused_deed_leaves_no_entry_and_no_gap(client: FlaskClient, stream: str) -> None:
    path = f"/api/accounts/{stream.partition(':')[2]}"
    for changes in ({"name": ""}, {"team_id": 4711}):
        assert client.patch(path, json=changes, headers={"If-Match": "*"}).status_code == 422

    client.patch(path, json={"name": "x"}, headers={"If-Match": "*"})

    assert [entry["seq"] for entry in read(client, stream, after=4)["data"]] == [5, 6]
