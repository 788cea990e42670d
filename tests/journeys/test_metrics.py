"""What a running server says of itself: sockets, entries, resets."""

from collections.abc import Callable
from typing import Any

from tests.faults.two import Listening, note
from tests.journeys.installation import Browser, Installation, until
from tests.journeys.server import measured

Browsers = Callable[[str], Browser]


def test_sockets_entries_and_resets_are_counted(
    installation: Installation, browsers: Browsers, room: dict[str, Any]
) -> None:
    ar, before = browsers("ar"), measured(installation.server)
    tabs = [Listening(ar, f"deal:{room['id']}") for _ in range(3)]
    note(ar, room, "1")
    note(ar, room, "2")
    assert [tab.until(3) for tab in tabs] == [[2, 3]] * 3
    ar.subscribe(tabs[0].socket, f"deal:{room['id']}", 99)

    after = measured(installation.server)

    def more(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert more("triangle_sockets") == more("triangle_sockets_opened_total") == 3
    # An entry counts once, however many hear it.
    assert more("triangle_entry_lag_seconds_count") == 2
    assert more("triangle_resets_total ahead") == 1
    ar.close()
    until(lambda: measured(installation.server)["triangle_sockets"] == before["triangle_sockets"])
