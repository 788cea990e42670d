"""A crowd that comes back at once after its servers died: everybody is let in and nobody hears an error."""

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.faults.crowd import PATIENCE, Crowd, many_files
from tests.faults.two import needs_services, note, start_two
from tests.journeys.installation import Browser, Installation
from triangle.nodes.actions import change_item

# The goal is 5,000; this many are a crowd too, and fit into the time of a test on two busy cores.
COUNT = 500


@contextmanager
def asking(browser: Browser, path: str) -> Iterator[list[int]]:
    """Send one request after the other meanwhile, and keep what status each was answered with."""
    statuses: list[int] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            statuses.append(browser.send("GET", path, patience=PATIENCE).status_code)

    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask)
        try:
            yield statuses
        finally:
            done.set()
        asked.result()


def come_back(installation: Installation) -> None:
    """Kill the servers under a crowd, let it come back at once, and see that it misses nothing."""
    deal = installation.company.deal()
    item = installation.company.node(deal, "KD1.1").checklist[0].id
    stream, servers = f"deal:{deal.id}", installation.servers
    crowd = Crowd(installation, COUNT)
    crowd.come(servers, stream, after=1)
    assert crowd.refusals() == {}
    for server in servers:
        server.stop(signal.SIGKILL)
    crowd.leave()
    with installation.company.deed("ar") as deed:
        change_item(deed, item, note="missed")
    for server in servers:
        server.start()
    ar = installation.browser("ar")

    with asking(ar, f"/deals/{deal.id}") as statuses:
        crowd.come(servers, stream, after=1)
    note(ar, ar.do("GET", f"/deals/{deal.id}")["data"], "heard")
    crowd.hear_until(3)

    assert crowd.refusals() == {}
    assert {tuple(visitor.missed) for visitor in crowd.visitors} == {(2,)}
    assert {tuple(visitor.heard) for visitor in crowd.visitors} == {(3,)}
    assert set(statuses) == {200}
    crowd.leave()


def test_one_server_lets_everybody_in(tmp_path: Path) -> None:
    with many_files():
        installation = Installation(tmp_path)
        installation.start()
        try:
            come_back(installation)
        finally:
            installation.close()


@needs_services
def test_two_servers_let_everybody_in(tmp_path: Path) -> None:
    with many_files():
        two = start_two(tmp_path)
        try:
            come_back(two.installation)
        finally:
            two.close()
