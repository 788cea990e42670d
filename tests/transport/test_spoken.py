"""What is framed in few steps is what Socket.IO's own packet says, byte for byte."""

from typing import Any

import pytest
from socketio.packet import EVENT, Packet

from triangle.core.transport.rooms import Attached, frames_of, spoken
from triangle.core.transport.server import Json


class Said(Packet):  # type: ignore[misc]
    """A packet in the JSON of the house."""

    json = Json


@pytest.mark.parametrize(
    ("said", "attached"),
    [
        ({"note": 1, "upto": 7, "head": 9}, None),
        ({}, None),
        ({"note": 1, "after": 5, "head": 6}, ("updates", b"\x00\xff" * 90)),
        ({"名": "客户 · 😀"}, ("carets", b"")),
    ],
)
def test_event_is_framed_as_its_packet(said: dict[str, Any], attached: Attached) -> None:
    whole = said | (dict([attached]) if attached else {})
    packet = Said(EVENT, namespace="/", data=["note.update", whole])

    assert spoken("note.update", said, attached) == frames_of(packet)
