"""Reading WebSocket frames: whatever way the bytes arrive, and never more than is allowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triangle.core.transport.frames import (
    BINARY,
    NOT_UTF8,
    PING,
    POLICY,
    PROTOCOL_ERROR,
    TEXT,
    TOO_BIG,
    FrameReader,
    Message,
    Violation,
    frame,
)

MOST = 1000


def fed(reader: FrameReader, *pieces: bytes) -> list[Message]:
    """Return what a reader makes of bytes that come in pieces."""
    said = []
    for piece in pieces:
        reader.add(piece)
        while (message := reader.next()) is not None:
            said.append(message)
    return said


def masked(opcode: int, payload: bytes, *, final: bool = True, mask: bytes = b"\x01\x82\x03\x84") -> bytes:
    """Return a frame as a client sends it."""
    whole = frame(opcode, payload)
    head = whole[: len(whole) - len(payload)]
    first = head[0] if final else head[0] & 0x7F
    body = bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))
    return bytes((first, head[1] | 0x80)) + head[2:] + mask + body


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=6), st.data())
def test_messages_are_the_same_however_the_bytes_are_cut(payloads: list[bytes], data: st.DataObject) -> None:
    wire = b"".join(masked(BINARY, payload) for payload in payloads)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(wire)), max_size=8)))
    reader = FrameReader(MOST)

    pieces = [wire[a:b] for a, b in zip([0, *cuts], [*cuts, len(wire)], strict=True)]
    said = fed(reader, *pieces)

    assert said == [(BINARY, payload) for payload in payloads]


@given(st.binary(max_size=500).map(lambda raw: raw.hex()), st.lists(st.integers(0, 1000), max_size=5))
def test_fragments_make_one_message_with_control_frames_between(text: str, cuts: list[int]) -> None:
    raw = text.encode()
    edges = sorted(min(cut, len(raw)) for cut in cuts)
    parts = [raw[a:b] for a, b in zip([0, *edges], [*edges, len(raw)], strict=True)]
    wire = b"".join(
        masked(TEXT if index == 0 else 0, part, final=index == len(parts) - 1) + masked(PING, b"?")
        for index, part in enumerate(parts)
    )

    said = fed(FrameReader(MOST), wire)

    assert [message for message in said if message[0] != PING] == [(TEXT, text)]
    assert len(said) == len(parts) + 1


def test_too_long_message_is_refused_by_its_header() -> None:
    header = masked(BINARY, bytes(MOST + 1))[:8]

    with pytest.raises(Violation, match="too big"):
        fed(FrameReader(MOST), header)


def test_fragments_together_are_no_longer_than_a_message() -> None:
    reader = FrameReader(MOST)
    fed(reader, masked(BINARY, bytes(MOST - 1), final=False))

    with pytest.raises(Violation, match="too big"):
        fed(reader, masked(0, b"ab")[:6])


@given(st.binary(max_size=200))
def test_garbage_is_refused_or_waits_and_nothing_else(garbage: bytes) -> None:
    refused = 0
    said: list[Message] = []

    try:
        said = fed(FrameReader(MOST), garbage)
    except Violation as violation:
        refused = violation.code

    assert refused in (0, PROTOCOL_ERROR, NOT_UTF8, POLICY, TOO_BIG)
    assert sum(len(payload) for _, payload in said) <= len(garbage)
