"""PostgreSQL that resets connections, is slow, or is prepared by two servers at once."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from tests.databases import POSTGRESQL, postgresql_url
from tests.faults.proxy import Proxy
from tests.faults.two import Listening, note
from tests.journeys.installation import Browser, Installation, until
from tests.journeys.server import Server, measured
from tests.transport.wire import Wire
from triangle.core.engines import MOST_CONNECTIONS
from triangle.identity.queries import csrf_token
from triangle.ledger import verify

pytestmark = pytest.mark.skipif(not POSTGRESQL, reason="needs PostgreSQL; set TRIANGLE_TEST_DATABASE_URL")


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    """A proxy in front of PostgreSQL."""
    url = make_url(postgresql_url())
    made = Proxy(url.host or "127.0.0.1", url.port or 5432)
    yield made
    made.close()


@pytest.fixture
def server(installation: Installation, proxy: Proxy) -> Server:
    """A server that reaches PostgreSQL through the proxy."""
    url = make_url(installation.url).set(host="127.0.0.1", port=proxy.port)
    return installation.another(TRIANGLE_DATABASE_URL=url.render_as_string(hide_password=False))


def test_reset_inside_a_transaction_changes_nothing_and_heals(
    installation: Installation, server: Server, proxy: Proxy
) -> None:
    company = installation.company
    deal = company.deal()
    ar = installation.browser("ar", server)
    path = f"/nodes/{company.node(deal, 'KD1.1').id}/start"
    tab = Listening(installation.browser("sr", server), f"deal:{deal.id}")
    outside = create_engine(postgresql_url())
    # Each look is a transaction of its own: within one the answer stays what it was.
    onlooker = outside.execution_options(isolation_level="AUTOCOMMIT")
    with outside.connect() as connection, onlooker.connect() as looks, ThreadPoolExecutor(1) as pool:
        connection.execute(text("SELECT 1 FROM deal WHERE id = :id FOR UPDATE"), {"id": deal.id})
        # Waits for the row in the middle of its transaction.
        waiting = pool.submit(ar.send, "POST", path, {}, Idempotency_Key="the same")
        until(lambda: _waits_for_a_lock(looks))

        proxy.reset()
        answer = waiting.result()
        connection.rollback()
    outside.dispose()

    assert (answer.status_code, answer.json()["code"]) == (503, "database_unavailable")
    assert ar.do("GET", f"/deals/{deal.id}")["data"]["stages"][0]["nodes"][0]["status"] == "waiting"
    again = ar.send("POST", path, {}, Idempotency_Key="the same")
    assert (again.status_code, again.json()["data"]["status"]) == (200, "active")
    assert tab.until(2) == [2]
    with company.reading() as session:
        assert verify(session).wrong == []


def _waits_for_a_lock(connection: object) -> bool:
    query = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    return bool(connection.scalar(query))  # type: ignore[attr-defined]


def test_slow_database_makes_readers_wait_and_loses_none(
    installation: Installation, server: Server, proxy: Proxy
) -> None:
    company = installation.company
    deal = company.deal()
    room = installation.browser("ar").do("GET", f"/deals/{deal.id}")["data"]
    tabs = [Listening(installation.browser(name, server), f"deal:{deal.id}") for name in ("sr", "fr")]
    proxy.delay = 0.5

    # Written at the first server, which is fast; read at the second, for which every answer takes long.
    for number in range(3):
        note(installation.browser("ar"), room, str(number))

    assert [tab.until(4) for tab in tabs] == [[2, 3, 4]] * 2
    proxy.delay = 0
    note(installation.browser("ar", server), room, "fast again")
    assert [tab.until(5) for tab in tabs] == [[2, 3, 4, 5]] * 2
    assert all(tab.is_open() for tab in tabs)


def test_server_ends_when_it_is_told_to_in_the_middle_of_a_question(
    installation: Installation, server: Server, proxy: Proxy
) -> None:
    deal = installation.company.deal()
    Listening(installation.browser("sr", server), f"deal:{deal.id}")
    proxy.delay = 0.3
    # The look at the heads is all the time in the middle of one.
    until(lambda: measured(server)["triangle_database_connections_in_use"] > 0)

    # Waits for the end of the process, and not for ever.
    server.stop()

    assert "Traceback" not in server.log.read_text()


MANY = 40


def connected(browser: Browser) -> Wire:
    """Return a socket of a person that shows the server's pings."""
    wire = Wire(int(browser.server.address.rpartition(":")[2]))
    wire.socket.settimeout(60)
    wire.open(Origin=browser.server.address, Cookie=f"triangle_session={browser.token}")
    wire.say("40" + json.dumps({"csrf": csrf_token(browser.token), "protocol": 1}))
    wire.pongs = False
    return wire


def test_very_slow_database_is_waited_for_or_refused_and_keeps_no_socket_from_its_heartbeat(
    installation: Installation, server: Server, proxy: Proxy
) -> None:
    deal = installation.company.deal()
    ar, stream = installation.browser("ar", server), f"deal:{deal.id}"
    room = ar.do("GET", f"/deals/{deal.id}")["data"]
    tabs = [Listening(installation.browser(name, server), stream) for name in ("sr", "fr")]
    heart = connected(ar)
    # Two seconds for each answer of the database: one on the way there, one on the way back.
    proxy.delay = 1

    with ThreadPoolExecutor(MANY) as pool:
        asked = [pool.submit(ar.send, "GET", "/session", patience=100) for _ in range(MANY)]
        # One of those that read may be the one that rests for what is asked each second.
        most = MOST_CONNECTIONS // 2 - 1
        until(lambda: measured(server)["triangle_database_connections_in_use"] >= most)
        note(installation.browser("ar"), room, "written where it is fast")
        while heart.message() != "2":
            pass
        heart.say("3")
        waits = measured(server)
        statuses = {answer.result().status_code for answer in asked}

    assert waits["triangle_socket_queued_bytes"] == 0
    assert waits["triangle_sockets"] == len(tabs) + 1
    # More are asked than may work at once: whoever gets no turn in ten seconds is told so.
    assert statuses == {200, 503}
    proxy.delay = 0
    assert [tab.until(2) for tab in tabs] == [[2]] * 2
    assert ar.send("GET", "/session").status_code == 200
    heart.close()
    assert all(tab.is_open() for tab in tabs)


def test_two_servers_that_start_at_once_prepare_an_empty_database_once(tmp_path: Path) -> None:
    name = f"{make_url(postgresql_url()).database}_twice"
    admin = create_engine(postgresql_url(), isolation_level="AUTOCOMMIT")
    url = make_url(postgresql_url()).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(text(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'"))
        servers = [Server(tmp_path, f"server{n}", TRIANGLE_DATABASE_URL=url) for n in range(2)]
        for server in servers:
            server.begin()
        try:
            for server in servers:
                server.wait()
            with create_engine(url, poolclass=NullPool).connect() as reading:
                counted = reading.execute(text("SELECT count(*), count(DISTINCT code) FROM playbook")).one()
        finally:
            for server in servers:
                server.stop()
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()

    assert counted[0] == counted[1] > 0
