"""A server that is told to stop takes leave of every socket, and finishes what it is doing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest

from tests.databases import POSTGRESQL
from tests.faults.test_locked import lock
from tests.journeys.installation import Browser, Installation, until
from tests.journeys.server import PATIENCE
from tests.transport.wire import PATH, Closed, Wire, frame
from triangle.activity.live import WAVE
from triangle.identity.queries import csrf_token

NORMAL = 1000


def connected(browser: Browser) -> Wire:
    """Connect a bare socket as the browser part does."""
    wire = Wire(urlsplit(browser.server.address).port or 0)
    wire.open(PATH, Origin=browser.server.address, Cookie=f"triangle_session={browser.token}")
    wire.say(f'40{{"csrf":"{csrf_token(browser.token)}","protocol":1}}')
    while not str(wire.message()).startswith("40"):
        pass
    return wire


def farewell(wire: Wire) -> tuple[list[str], int | None]:
    """Read to the end; return what was said and the code of the close frame."""
    said = []
    try:
        while True:
            said.append(str(wire.message()))
    except Closed as closed:
        wire.close()
        return said, closed.code


def test_every_socket_is_told_and_taken_leave_of(installation: Installation) -> None:
    people = [installation.browser(name) for name in ("ar", "sr", "fr")]
    # More than one wave, and no more than a person may have.
    wires = [connected(people[number % 3]) for number in range(WAVE + 20)]

    with ThreadPoolExecutor(len(wires)) as pool:
        ends = [pool.submit(farewell, wire) for wire in wires]
        installation.stop()

    for end in ends:
        said, code = end.result()
        assert [packet[:11] for packet in said[-3:]] == ['42["restart', "41", "1"]
        assert code == NORMAL


@pytest.mark.skipif(bool(POSTGRESQL), reason="an SQLite file is locked to make a request slow")
def test_a_request_that_runs_is_answered(installation: Installation) -> None:
    deal, browser = installation.company.deal(), installation.browser("ar")
    path = f"/nodes/{installation.company.node(deal, 'KD1.1').id}/start"
    goes = Event()

    with ThreadPoolExecutor(1) as pool:
        with lock(installation):
            answer = pool.submit(browser.send, "POST", path, {})
            stopping = Thread(target=lambda: (goes.set(), installation.stop()))
            # It waits for the file when the server is told to stop.
            until(lambda: browser.send("GET", "/session").ok)
            stopping.start()
            assert goes.wait(PATIENCE)
        stopping.join()

    assert answer.result().status_code == 200


def test_a_flood_of_strangers_holds_nobody_up(installation: Installation) -> None:
    address = installation.browser("ar").server.address
    flood = frame('40{"protocol":1}') * 2900
    strangers = [
        Wire(urlsplit(address).port or 0).open(PATH, Origin=address, Cookie="triangle_session=x")
        for _ in range(3)
    ]

    for stranger in strangers:
        stranger.pour(flood)
    codes = [stranger.ending() for stranger in strangers]
    for stranger in strangers:
        stranger.close()

    # Each was let try a few times; nothing of the rest was done.
    assert codes == [1008] * 3
    assert installation.browser("ar").send("GET", "/session").ok
