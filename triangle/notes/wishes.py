"""What a socket asks of a note, read with suspicion."""

from binascii import a2b_base64
from dataclasses import dataclass
from typing import Any

BIGGEST_ID = 2**31 - 1
BIGGEST_CLIENT = 2**53
LARGEST_VECTOR = 256 * 1024


@dataclass(slots=True)
class Opening:
    """A wish to open a note: from which state, with which editor."""

    note_id: int
    client: int
    schema: int
    epoch: str | None
    vector: bytes
    is_large: bool = False


def read_opening(wish: Any) -> Opening | None:
    """Read the wish to open a note; nothing when it is malformed."""
    vector = read_client_bytes(wish, "vector")
    if vector is None or len(vector) > LARGEST_VECTOR:
        return None
    note, client, schema, epoch = (wish.get(name) for name in ("note", "client", "schema", "epoch"))
    if (
        not _is_number(note, BIGGEST_ID)
        or not _is_number(client, BIGGEST_CLIENT)
        or not _is_number(schema, 1000)
    ):
        return None
    if epoch is not None and not isinstance(epoch, str):
        return None
    return Opening(note, client, schema, epoch, vector)


def read_client_bytes(wish: Any, name: str) -> bytes | None:
    """Read a member that has to be bytes, as they are or in base64; nothing when it is something else.

    What is said with each keystroke comes in base64: one frame less to read than bytes beside it.
    """
    given = wish.get(name) if isinstance(wish, dict) else None
    if isinstance(given, bytes | bytearray | memoryview):
        return bytes(given)
    if not isinstance(given, str):
        return None
    try:
        return a2b_base64(given, strict_mode=True)
    except ValueError:
        return None


def read_count(wish: Any, name: str) -> int | None:
    """Read a member that counts what a browser has said; nothing when it is something else."""
    given = wish.get(name) if isinstance(wish, dict) else None
    return given if _is_number(given, BIGGEST_CLIENT) else None


def _is_number(value: Any, most: int) -> bool:
    return type(value) is int and 0 <= value <= most
