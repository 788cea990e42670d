"""A server that is told to stop says so, and sends people away a few at a time."""

import signal
from pathlib import Path

import pytest

from tests.faults.two import Listening
from tests.journeys.installation import Installation, until
from triangle.activity.live import BETWEEN_WAVES_SECONDS, WAVE


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """A server that the test itself stops."""
    made = Installation(tmp_path)
    made.start()
    return made


def test_every_socket_hears_when_it_will_be_closed(installation: Installation) -> None:
    deal = installation.company.deal()
    people = ["ar", "sr", "fr"]
    # More than one wave, and at most fifty sockets a person.
    tabs = [
        Listening(installation.browser(people[number % 3]), f"deal:{deal.id}") for number in range(WAVE + 10)
    ]

    installation.stop(signal.SIGTERM)

    until(lambda: not any(tab.is_open() for tab in tabs))
    promised = [said["in_ms"] for tab in tabs for said in tab.heard("restart")]
    step = round(BETWEEN_WAVES_SECONDS * 1000)
    assert sorted(promised) == [step] * WAVE + [2 * step] * 10
    installation.close()


def test_person_has_enough_sockets_and_no_more(installation: Installation) -> None:
    ar = installation.browser("ar")
    for _ in range(50):
        ar.connect()

    assert ar.refusal() == "too_many_sockets"
    assert installation.browser("sr").refusal() is None
    ar.sockets.pop().disconnect()
    until(lambda: ar.refusal() is None)
    ar.close()
    installation.close()


def test_process_has_a_name_of_its_own(installation: Installation) -> None:
    nodes = set()
    for _ in range(2):
        socket = installation.browser("ar").connect()
        nodes.add(socket.receive(timeout=15)[1]["node"])
        installation.stop()
        installation.start()

    assert len(nodes) == 2
    installation.close()
