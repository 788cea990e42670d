"""Readers whose position is of no use any more: they are told so, and then have what everybody has."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.databases import POSTGRESQL
from tests.faults.two import note
from tests.journeys.installation import Browser, Installation
from tests.replay import replay
from triangle.nodes.actions import change_item


def resumed(browser: Browser, path: str, stream: str) -> Any:
    """Read a room, subscribe from its position, and return it with the entries that were missed meanwhile."""
    reply = browser.do("GET", path)
    at = reply["positions"][stream]
    note(browser, reply["data"], f"after {at}")
    answer = browser.subscribe(browser.connect(), stream, at["seq"], at["epoch"])
    assert answer["status"] == "ok"
    assert len(answer["entries"]) == 1
    return replay("room", reply["data"], answer["entries"])


def test_away_for_longer_than_the_log_is_a_reset_and_then_the_same_state(installation: Installation) -> None:
    company, ar = installation.company, installation.browser("ar")
    deal = company.deal()
    stream, path = f"deal:{deal.id}", f"/deals/{deal.id}"
    old = ar.do("GET", path)["positions"][stream]
    item = company.node(deal, "KD1.1").checklist[0].id
    with company.deed("ar") as deed:
        for number in range(301):
            change_item(deed, item, note=f"{number}")

    answer = ar.subscribe(ar.connect(), stream, old["seq"], old["epoch"])

    assert answer == {"status": "reset", "why": "too_far"}
    assert resumed(ar, path, stream) == ar.do("GET", path)["data"]
    ar.close()


def new_epoch(installation: Installation) -> "subprocess.CompletedProcess[str]":
    """Run the command that follows a restored backup."""
    return subprocess.run(
        [Path(sys.executable).with_name("triangle"), "ledger", "new-epoch"],
        env=os.environ | {"TRIANGLE_DATABASE_URL": installation.url},
        capture_output=True,
        text=True,
        check=False,
    )


def test_new_epoch_is_a_reset_and_then_the_same_state(installation: Installation) -> None:
    company, ar = installation.company, installation.browser("ar")
    deal = company.deal()
    stream, path = f"deal:{deal.id}", f"/deals/{deal.id}"
    old = ar.do("GET", path)["positions"][stream]
    installation.stop()
    begun = new_epoch(installation)
    installation.start()

    answer = ar.subscribe(ar.connect(), stream, old["seq"], old["epoch"])

    assert begun.stdout.startswith(f"Epoch {old['epoch'] + 1}:")
    assert answer == {"status": "reset", "why": "epoch"}
    assert ar.do("GET", path)["positions"][stream]["epoch"] == old["epoch"] + 1
    assert resumed(ar, path, stream) == ar.do("GET", path)["data"]
    ar.close()


def test_epoch_that_begins_under_a_running_server_is_refused_or_seen_at_once(
    installation: Installation,
) -> None:
    deal, ar = installation.company.deal(), installation.browser("ar")
    stream = f"deal:{deal.id}"

    begun = new_epoch(installation)

    answer = ar.subscribe(ar.connect(), stream, 1, 1)
    if POSTGRESQL:
        assert answer == {"status": "reset", "why": "epoch"}
    else:
        assert (begun.returncode, answer["status"]) == (1, "ok")
        assert "stop it first" in begun.stderr
    ar.close()
