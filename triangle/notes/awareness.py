"""Where people's carets are: rewritten by the server, kept in memory only, in the form of y-protocols."""

from dataclasses import dataclass
from typing import Any

import orjson

from triangle.core.errors import Malformed
from triangle.notes.crdt import read_number, write_number

LARGEST = 8 * 1024
COLOURS = (
    "#1456c8", "#0b7a75", "#a23b00", "#7a3e9d", "#b3261e", "#3b6e00",
    "#8a5a00", "#00629b", "#9c2f6b", "#4b5563", "#5b4bb7", "#006b3c",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Presence:
    """What one open editor last said of itself."""

    client: int
    clock: int
    encoded: bytes
    is_here: bool = True


def rewrite(data: bytes, client: int, person_id: int, name: str) -> Presence:
    """Check what an editor says of itself, and put the name, colour and id of its session in."""
    if len(data) > LARGEST:
        raise Malformed("too_big")
    try:
        said, clock, state = _read(data)
    except (ValueError, IndexError) as error:
        raise Malformed("malformed") from error
    if said != client:
        raise Malformed("malformed")
    if state is None:
        return Presence(client, clock, _write(client, clock, None), is_here=False)
    cursor = state.get("cursor") if isinstance(state, dict) else None
    return Presence(client, clock, _write(client, clock, _shown(person_id, name, cursor)))


def recognise(encoded: bytes) -> Presence:
    """Read what another process wrote of an editor; nothing comes through but what we would write."""
    try:
        client, clock, state = _read(write_number(1) + encoded)
        if state is None:
            return Presence(client, clock, _write(client, clock, None), is_here=False)
        person_id, name = state["user"]["id"], state["user"]["name"]
        if type(person_id) is not int or not isinstance(name, str):
            raise ValueError("a person has a number and a name")
        shown = _shown(person_id, name, state.get("cursor"))
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        raise Malformed("malformed") from error
    return Presence(client, clock, _write(client, clock, shown))


def gone(presence: Presence) -> Presence:
    """Return what tells the others that an editor was closed."""
    clock = presence.clock + 1
    return Presence(presence.client, clock, _write(presence.client, clock, None), is_here=False)


def frame(parts: list[bytes]) -> bytes:
    """Return several editors' states as one message of y-protocols."""
    return write_number(len(parts)) + b"".join(parts)


def _shown(person_id: int, name: str, cursor: Any) -> dict[str, Any]:
    colour = COLOURS[person_id % len(COLOURS)]
    return {"user": {"id": person_id, "name": name, "color": colour}, "cursor": cursor}


def _read(data: bytes) -> tuple[int, int, Any]:
    count, place = read_number(data, 0)
    if count != 1:
        raise ValueError("one editor speaks for itself alone")
    client, place = read_number(data, place)
    clock, place = read_number(data, place)
    length, place = read_number(data, place)
    if place + length != len(data):
        raise ValueError("the length is wrong")
    return client, clock, orjson.loads(data[place:])


def _write(client: int, clock: int, state: Any) -> bytes:
    text = orjson.dumps(state)
    return write_number(client) + write_number(clock) + write_number(len(text)) + text
