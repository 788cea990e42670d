"""A signed export says what the record says, for anybody to check; what is wrong is not signed."""

import hashlib
import json

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask.testing import FlaskClient

from tests.company import Company
from tests.rooms.play import Play
from tests.test_ledger import tamper
from triangle.activity.export_check import check_export
from triangle.activity.models import GENESIS
from triangle.activity.views import EXPORTS
from triangle.core.signing import known_key


def taken(client: FlaskClient, stream: str) -> bytes:
    """Take a stream away."""
    answer = client.get(f"/api/streams/{stream}/export")
    assert answer.status_code == 200, answer.text
    return answer.data


@pytest.fixture(scope="module")
def stream(company: Company) -> str:
    """The stream of an account with some history."""
    client = company.client("ar")
    account = client.post("/api/accounts", json={"name": "华光电子"}).json["data"]
    for number in range(3):
        path, headers = f"/api/accounts/{account['id']}", {"If-Match": "*", "X-Op-Id": f"op-{number}"}
        assert client.patch(path, json={"name": f"华光 {number}"}, headers=headers).status_code == 200
    return f"account:{account['id']}"


def test_file_holds_what_the_list_of_entries_holds(company: Company, stream: str) -> None:
    client = company.client("ar")
    listed = client.get(f"/api/streams/{stream}/entries").json["data"]

    *entries, last = map(orjson.loads, taken(client, stream).splitlines())

    told = [{**entry, "data": orjson.loads(entry["data"])} for entry in entries]
    assert [{name: entry[name] for name in listed[0]} for entry in told] == listed
    assert [entry["seq"] for entry in entries] == [1, 2, 3, 4]
    assert (last["stream"], last["first"], last["last"]) == (stream, 1, 4)
    assert last["head_hash"] == listed[-1]["hash"]
    assert (last["exported_by"], last["exported_by_name"]) == (company.id("ar"), "ar")


def test_more_at_once_than_there_are_connections_to_spare_wait(company: Company, stream: str) -> None:
    client, taken_places = company.client("ar"), 0
    try:
        while EXPORTS.acquire(blocking=False):
            taken_places += 1
        refused = client.get(f"/api/streams/{stream}/export")
    finally:
        EXPORTS.release(taken_places)

    assert (refused.status_code, refused.json["code"]) == (429, "exports_busy")
    assert int(refused.headers["Retry-After"]) > 0
    assert taken(client, stream)


def test_file_has_a_name_that_every_system_takes(company: Company, stream: str) -> None:
    answer = company.client("ar").get(f"/api/streams/{stream}/export")

    name = f"triangle-{stream.replace(':', '-')}-1-4.jsonl"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.mimetype == "application/x-ndjson"
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_file_is_right_for_whoever_holds_the_key(company: Company, stream: str) -> None:
    file = taken(company.client("ar"), stream)

    found = check_export(file.splitlines(keepends=True), known_key(company.service.config.signing_folder))

    assert found.wrong == []
    assert list(found.entries) == [1, 2, 3, 4]
    taker = f"'ar' ({company.id('ar')})"
    assert str(found).startswith(f"{stream}: entries 1 to 4, taken by {taker} at 2026-03-02T")


def test_file_can_be_checked_without_this_service(company: Company, stream: str) -> None:
    """What docs/operations.md says: common JSON, SHA-256 and Ed25519 are enough."""
    *entries, last = taken(company.client("ar"), stream).splitlines()

    before = "0" * 64
    for raw in entries:
        *covered, told = json.loads(raw).values()
        text = json.dumps(covered, ensure_ascii=False, separators=(",", ":"))
        assert told == hashlib.sha256(text.encode()).hexdigest()
        assert json.loads(raw)["prev_hash"] == before
        before = told
    closing = json.loads(last)
    assert closing["head_hash"] == before
    covered_text = last[: last.index(b',"signature":')] + b"}"
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(closing["key"]))
    key.verify(bytes.fromhex(closing["signature"]), covered_text)


def test_stream_without_entries_is_signed_as_such(company: Company) -> None:
    file = taken(company.client("new"), f"user:{company.id('new')}")

    (last,) = map(orjson.loads, file.splitlines())
    assert (last["first"], last["last"], last["head_hash"]) == (1, 0, GENESIS)
    assert check_export([file], last["key"]).wrong == []


def test_long_stream_comes_whole(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("triangle.core.web.documents.IN_MEMORY", 100)
    monkeypatch.setattr("triangle.activity.stream_export.TURN", 2)
    play = Play(company)
    play.tick("ar", "KD1.1")

    with company.client("ar").get(f"/api/streams/deal:{play.deal.id}/export") as answer:
        file = answer.data

    last = orjson.loads(file.splitlines()[-1])
    assert last["last"] == len(file.splitlines()) - 1 > 2
    assert check_export(file.splitlines(keepends=True), last["key"]).wrong == []


def test_what_is_wrong_is_not_signed(company: Company) -> None:
    play = Play(company)
    play.tick("ar", "KD1.1")
    stream = f"deal:{play.deal.id}"
    tamper(play, "UPDATE entry SET actor = 1 WHERE stream = :it AND seq = 2")

    answer = company.client("ar").get(f"/api/streams/{stream}/export")

    assert (answer.status_code, answer.json["code"]) == (409, "ledger_broken")
    assert f"{stream} entry 2: was changed" in answer.json["detail"]
    assert answer.json["params"]["entry"] == 2
