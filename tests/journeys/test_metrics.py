"""What a running server says of itself: sockets, entries, resets."""

from collections.abc import Callable
from typing import Any

import requests
from prometheus_client.parser import text_string_to_metric_families

from tests.faults.two import Listening, note
from tests.journeys.installation import Browser, Installation, until

Browsers = Callable[[str], Browser]


def measured(installation: Installation) -> dict[str, float]:
    """Read a server's metrics by name, with the labels that they have."""
    text = requests.get(f"{installation.address}/metrics", timeout=15).text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {
        sample.name + "".join(f'{{{name}="{value}"}}' for name, value in sample.labels.items()): sample.value
        for sample in samples
    }


def test_sockets_entries_and_resets_are_counted(
    installation: Installation, browsers: Browsers, room: dict[str, Any]
) -> None:
    ar, before = browsers("ar"), measured(installation)
    tabs = [Listening(ar, f"deal:{room['id']}") for _ in range(3)]
    note(ar, room, "1")
    note(ar, room, "2")
    assert [tab.until(3) for tab in tabs] == [[2, 3]] * 3
    ar.subscribe(tabs[0].socket, f"deal:{room['id']}", 99)

    after = measured(installation)

    def more(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert more("triangle_sockets") == more("triangle_sockets_opened_total") == 3
    # An entry counts once, however many hear it.
    assert more("triangle_entry_lag_seconds_count") == 2
    assert more('triangle_resets_total{why="ahead"}') == 1
    ar.close()
    until(lambda: measured(installation)["triangle_sockets"] == before["triangle_sockets"])
