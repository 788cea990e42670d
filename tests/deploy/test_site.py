"""nginx, two processes, PostgreSQL and Redis from the shipped files: driven, and one process killed."""

import os
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from tests.company import Company
from tests.databases import POSTGRESQL, fresh_url
from tests.deploy.reader import COOKIE, Reader
from tests.deploy.site import PATIENCE, Site
from triangle.app import create_app
from triangle.config import Config
from triangle.core.clock import SetClock
from triangle.identity.actions import open_session
from triangle.identity.models import Person
from triangle.identity.queries import csrf_token

REDIS = os.environ.get("TRIANGLE_TEST_REDIS_URL", "")
HAS_NGINX = bool(shutil.which("nginx") or Path("/usr/sbin/nginx").exists())

pytestmark = [
    pytest.mark.skipif(not POSTGRESQL, reason="TRIANGLE_TEST_DATABASE_URL is not set"),
    pytest.mark.skipif(not REDIS, reason="TRIANGLE_TEST_REDIS_URL is not set"),
    pytest.mark.skipif(not HAS_NGINX, reason="nginx is not installed"),
]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """The people of the site, written before it starts."""
    clock = SetClock(datetime.now(UTC))
    app = create_app(Config(database_url=fresh_url(tmp_path_factory.mktemp("database"))), clock=clock)
    made = Company(app, clock)
    made.move_in()
    yield made
    made.service.database.close()


@pytest.fixture(scope="module")
def site(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole site, running."""
    made = Site(tmp_path_factory.mktemp("site"), company.service.config.database_url, REDIS)
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def token(company: Company) -> str:
    """The AR's session."""
    with company.service.database.unit_of_work() as session:
        person = session.get_one(Person, company.id("ar"))
        return open_session(session, person, at=datetime.now(UTC), address="", user_agent="test")


class Writer:
    """Adds contacts to an account again and again; a deed without an answer is repeated with its key."""

    def __init__(self, site: Site, token: str, account_id: int) -> None:
        self._web = requests.Session()
        self._web.verify = str(site.certificate)
        # Else a variable that names another bundle of certificates would win.
        self._web.trust_env = False
        self._address = f"{site.origin}/api/accounts/{account_id}/contacts"
        self._headers = {"Cookie": f"{COOKIE}={token}", "X-CSRF-Token": csrf_token(token)}
        self.written: list[str] = []
        self.repeated = 0
        self.failed = ""
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._write)
        self._thread.start()

    def _write(self) -> None:
        while not self._is_over.is_set():
            name = f"contact {len(self.written)}"
            if self._add(name, str(uuid.uuid4())):
                self.written.append(name)

    def _add(self, name: str, key: str) -> bool:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                answer = self._web.post(
                    self._address,
                    json={"name": name},
                    headers=self._headers | {"Idempotency-Key": key},
                    timeout=10,
                )
            except requests.RequestException:
                answer = None
            if answer is not None and answer.status_code == 201:
                return True
            if answer is not None and answer.status_code < 500:
                break
            self.repeated += 1
            time.sleep(0.1)
        self.failed = f"{name}: {answer.text if answer is not None else 'no answer'}"
        self._is_over.set()
        return False

    def stop(self) -> None:
        """Finish the deed at hand and stop."""
        self._is_over.set()
        self._thread.join()


def until(condition: Callable[[], bool], site: Site, seconds: float = PATIENCE) -> None:
    """Wait until a condition holds."""
    patience = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < patience, site.logs()
        time.sleep(0.05)


def test_plain_http_is_sent_to_tls(site: Site) -> None:
    answer = requests.get(f"http://localhost:{site.http}/deals?q=1", allow_redirects=False, timeout=PATIENCE)

    assert (answer.status_code, answer.headers["Location"]) == (301, f"{site.origin}/deals?q=1")


def test_another_name_gets_no_answer(site: Site) -> None:
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{site.http}/", timeout=PATIENCE)
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(f"https://127.0.0.1:{site.https}/", timeout=PATIENCE, verify=str(site.certificate))


def test_metrics_stay_inside(site: Site) -> None:
    assert site.get("/metrics").status_code == 404
    for port in site.ports:
        assert (
            "triangle_request_seconds"
            in requests.get(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE).text
        )


def test_assets_come_compressed_from_nginx_and_nothing_secret_does(site: Site) -> None:
    asset, page = site.get("/assets/app-1.js"), site.get("/api/session")

    assert asset.headers["Content-Encoding"] == "gzip"
    assert "immutable" in asset.headers["Cache-Control"]
    assert asset.headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Encoding" not in page.headers


def test_request_id_is_the_proxys_own(site: Site) -> None:
    answer = site.get("/api/deals", headers={"X-Request-Id": "made-up-by-the-client"})

    assert answer.status_code == 401
    assert answer.json()["id"] == answer.headers["X-Request-Id"] != "made-up-by-the-client"


def test_forwarded_address_is_the_proxys_peer_and_not_what_a_client_says(
    site: Site, company: Company
) -> None:
    lie = {"X-Forwarded-For": "203.0.113.9", "Origin": site.origin}

    answer = requests.post(
        f"{site.origin}/api/session",
        json={"email": "ar@test.example", "password": "correct horse"},
        headers=lie,
        verify=str(site.certificate),
        timeout=PATIENCE,
    )

    assert answer.status_code == 200, answer.text
    assert COOKIE in answer.headers["Set-Cookie"]
    sessions = site.get("/api/sessions", {"Cookie": f"{COOKIE}={answer.cookies[COOKIE]}"}).json()["data"]
    assert {line["address"] for line in sessions if line["is_current"]} == {"127.0.0.1"}


def test_what_nginx_refuses_has_the_shape_of_a_problem(site: Site) -> None:
    answer = requests.post(
        f"{site.origin}/api/session", data=b"x" * (2**20 + 1), verify=str(site.certificate), timeout=PATIENCE
    )

    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"
    assert answer.headers["Content-Type"] == "application/problem+json"


def position_of(site: Site, token: str, account_id: int) -> dict[str, int]:
    """Return how far an account's state has read its stream."""
    reply = site.get(f"/api/accounts/{account_id}", headers={"Cookie": f"{COOKIE}={token}"}).json()
    return dict(reply["positions"][f"account:{account_id}"])


def contacts(site: Site, token: str, account_id: int) -> list[str]:
    """Return the names of an account's contacts."""
    reply = site.get(f"/api/accounts/{account_id}/contacts", headers={"Cookie": f"{COOKIE}={token}"}).json()
    return [line["name"] for line in reply["data"]]


@pytest.mark.parametrize("which", [0, 1])
def test_killed_process_loses_and_doubles_nothing(
    site: Site, company: Company, token: str, which: int
) -> None:
    account = company.account()
    began = position_of(site, token, account.id)
    readers = readers_on_both(site, token, f"account:{account.id}", began)
    writer = Writer(site, token, account.id)
    try:
        until(lambda: bool(writer.failed) or len(writer.written) >= 10, site)
        assert not writer.failed
        site.kill_process(site.ports[which])
        at_the_kill = len(writer.written)
        until(lambda: bool(writer.failed) or len(writer.written) >= at_the_kill + 20, site)
        assert not writer.failed
        until(lambda: all(reader.is_connected for reader in readers), site)
        writer.stop()

        head = position_of(site, token, account.id)["seq"]
        until(lambda: all(reader.last == head for reader in readers), site, 2 * PATIENCE)
        check_story(readers, writer.written, contacts(site, token, account.id))
    finally:
        writer.stop()
        for reader in readers:
            reader.close()
        site.ensure_process(site.ports[which])


def readers_on_both(site: Site, token: str, stream: str, began: dict[str, int]) -> list[Reader]:
    """Open six readers, some on each process: nginx leaves one that was down alone for two seconds."""
    readers = [Reader(site, token, stream, began) for _ in range(6)]
    patience = time.monotonic() + PATIENCE
    while len({reader.node for reader in readers}) < 2:
        assert time.monotonic() < patience, site.logs()
        readers.pop(0).close()
        readers.append(Reader(site, token, stream, began))
    return readers


def check_story(readers: list[Reader], written: list[str], kept: list[str]) -> None:
    """Check that everybody heard of each deed once, and that each was done once."""
    assert sorted(kept) == sorted(written)
    for reader in readers:
        assert [entry["type"] for entry in reader.applied] == ["contact.added"] * len(written)
        assert reader.resets == []
    cut = [reader for reader in readers if reader.disconnects]
    # Readers were on both processes: some lost theirs, the others did not notice.
    assert 0 < len(cut) < len(readers)
