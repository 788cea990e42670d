"""What RFC 6455 forbids ends the connection with the code that it names."""

import pytest

from tests.transport.wire import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Wire, frame

OPTIONS = {"ping_interval": 25, "ping_timeout": 20, "max_http_buffer_size": 100_000}


def test_a_client_that_does_not_mask_is_closed(joined: Wire) -> None:
    joined.write(frame('42["count"]', mask=None))

    assert joined.ending() == 1002


@pytest.mark.parametrize("reserved", [1, 2, 4, 7])
@pytest.mark.parametrize("opcode", [TEXT, BINARY, PING])
def test_reserved_bits_are_refused(joined: Wire, reserved: int, opcode: int) -> None:
    joined.write(frame(b"2", opcode, reserved=reserved))

    assert joined.ending() == 1002


@pytest.mark.parametrize("opcode", [3, 4, 5, 6, 7, 11, 12, 13, 14, 15])
def test_unknown_opcodes_are_refused(joined: Wire, opcode: int) -> None:
    joined.write(frame(b"", opcode))

    assert joined.ending() == 1002


@pytest.mark.parametrize("opcode", [CLOSE, PING, PONG])
def test_control_frames_are_not_fragmented(joined: Wire, opcode: int) -> None:
    joined.write(frame(b"", opcode, fin=False))

    assert joined.ending() == 1002


@pytest.mark.parametrize("opcode", [CLOSE, PING, PONG])
def test_control_frames_are_short(joined: Wire, opcode: int) -> None:
    joined.write(frame(b"x" * 126, opcode))

    assert joined.ending() == 1002


def test_a_continuation_continues_something(joined: Wire) -> None:
    joined.write(frame(b"lost", CONTINUATION))

    assert joined.ending() == 1002


@pytest.mark.parametrize("opcode", [TEXT, BINARY])
def test_no_message_begins_inside_another(joined: Wire, opcode: int) -> None:
    joined.write(frame(b"42", TEXT, fin=False) + frame(b"42", opcode))

    assert joined.ending() == 1002


@pytest.mark.parametrize(
    "wrong",
    [
        b"\xff",
        b"\xc0\xaf",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xe5\xae",
    ],
    ids=["no byte", "overlong", "surrogate", "beyond the last", "cut off"],
)
def test_text_has_to_be_utf8(joined: Wire, wrong: bytes) -> None:
    joined.write(frame(b'42["count","' + wrong))

    assert joined.ending() == 1007


def test_text_in_fragments_has_to_be_utf8_as_a_whole(joined: Wire) -> None:
    # The first fragment ends inside a letter, which is allowed; the second does not continue it.
    joined.write(frame(b'42["count","\xe5\xae', fin=False) + frame(b'"]', CONTINUATION))

    assert joined.ending() == 1007


def test_a_letter_may_be_cut_by_a_fragment(joined: Wire) -> None:
    whole = '420["echo","客"]'.encode()
    cut = whole.index("客".encode()) + 1

    joined.write(frame(whole[:cut], fin=False) + frame(whole[cut:], CONTINUATION))

    assert joined.message() in {'430["客"]', '430["\\u5ba2"]'}


def test_a_length_that_no_frame_can_have_is_refused(joined: Wire) -> None:
    joined.write(frame(b"", BINARY, length=1 << 63))

    assert joined.ending() in {1002, 1009}


def test_a_frame_at_the_limit_is_accepted(joined: Wire) -> None:
    head, tail = '420["echo","', '"]'
    text = "x" * (100_000 - len(head) - len(tail))

    joined.say(head + text + tail)

    assert joined.message() == f'430["{text}"]'


@pytest.mark.parametrize("length", [100_001, 60_000_000, 1 << 40])
@pytest.mark.parametrize("opcode", [TEXT, BINARY])
def test_a_frame_over_the_limit_is_refused_on_its_header(joined: Wire, opcode: int, length: int) -> None:
    joined.write(frame(b"", opcode, length=length))

    assert joined.ending() == 1009


def test_fragments_over_the_limit_are_refused_together(joined: Wire) -> None:
    joined.write(frame(b"x" * 60_000, fin=False) + frame(b"", CONTINUATION, length=60_000))

    assert joined.ending() == 1009
