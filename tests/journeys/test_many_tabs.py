"""Somebody with more tabs than anybody needs: the next one is refused with a code, and the others go on."""

from collections.abc import Callable
from typing import Any

from tests.faults.two import Listening, note
from tests.journeys.installation import Browser, until
from triangle.activity.audience import MOST_SOCKETS_A_PERSON

Browsers = Callable[[str], Browser]


def test_one_tab_too_many_is_refused_and_the_others_go_on(browsers: Browsers, room: dict[str, Any]) -> None:
    ar, stream = browsers("ar"), f"deal:{room['id']}"
    tabs = [Listening(ar, stream) for _ in range(MOST_SOCKETS_A_PERSON)]

    assert ar.refusal() == "too_many_sockets"
    # A limit of the person: another browser of theirs has no more, somebody else has their own.
    assert browsers("ar").refusal() == "too_many_sockets"
    assert browsers("sr").refusal() is None
    note(ar, room, "still heard")
    assert [tab.until(2) for tab in tabs] == [[2]] * MOST_SOCKETS_A_PERSON

    tabs.pop().socket.disconnect()
    until(lambda: ar.refusal() is None)
    assert all(tab.is_open() for tab in tabs)
