"""Messages arrive whole and in order, however the network cuts them; what is no packet ends it all."""

import json

import pytest

from tests.transport.wire import BINARY, CONTINUATION, PING, PONG, TEXT, Wire, frame, parse

OPTIONS = {"ping_interval": 25, "ping_timeout": 20}


def spoken(text: str) -> str:
    """Return an event with a text, to be acknowledged."""
    return f'420["echo",{json.dumps(text, ensure_ascii=False)}]'


@pytest.mark.parametrize("size", [0, 1, 100, 112, 113, 125, 126, 127, 65_520, 65_535, 65_536, 200_000])
def test_texts_of_every_length_come_back(joined: Wire, size: int) -> None:
    text = "".join(chr(97 + i % 26) for i in range(size))

    assert joined.call("echo", text) == [text]


def test_text_in_every_script_comes_back(joined: Wire) -> None:
    text = '客户 · Ünïcödé · 😀 · \u0000 · \\ · " · \u2028'

    joined.say(spoken(text))

    assert parse(joined.message()) == (3, "/", 0, [text])


def test_many_packets_in_one_segment_are_all_heard_in_order(joined: Wire) -> None:
    joined.say(*(f'42{number}["echo",{number}]' for number in range(50)))

    answers = [parse(joined.message()) for _ in range(50)]
    assert answers == [(3, "/", number, [number]) for number in range(50)]


def test_a_packet_may_come_byte_by_byte(joined: Wire) -> None:
    for byte in frame(spoken("客户 in pieces")) + frame('421["echo",{"_placeholder":0}]'):
        joined.write(bytes([byte]))

    assert parse(joined.message()) == (3, "/", 0, ["客户 in pieces"])
    assert parse(joined.message()) == (3, "/", 1, [{"_placeholder": 0}])


def test_the_end_of_one_packet_may_come_with_the_start_of_the_next(joined: Wire) -> None:
    stream = frame(spoken("first" * 100)) + frame(spoken("second" * 100)) + frame(spoken("third" * 100))

    for start in range(0, len(stream), 331):
        joined.write(stream[start : start + 331])

    assert [parse(joined.message())[3][0][:5] for _ in range(3)] == ["first", "secon", "third"]


def test_fragments_are_put_together_with_pings_in_between(joined: Wire) -> None:
    whole = spoken("客户 " * 200).encode()
    parts = [whole[:1], whole[1:18], b"", whole[18:700], whole[700:]]

    joined.write(frame(parts[0], TEXT, fin=False))
    for number, part in enumerate(parts[1:-1]):
        joined.write(frame(f"{number}", PING) + frame(part, CONTINUATION, fin=False) + frame(b"", PONG))
    joined.write(frame(b"last", PING) + frame(parts[-1], CONTINUATION))

    assert [joined.frame() for _ in range(4)] == [(PONG, word) for word in (b"0", b"1", b"2", b"last")]
    assert parse(joined.message()) == (3, "/", 0, ["客户 " * 200])


def test_a_binary_message_may_come_in_fragments(joined: Wire) -> None:
    joined.say('451-0["echo",{"_placeholder":true,"num":0}]')
    joined.write(frame(b"ab", BINARY, fin=False) + frame(b"cd", CONTINUATION, fin=False))
    joined.write(frame(b"ef", CONTINUATION))

    assert joined.message() == '461-0[{"_placeholder":true,"num":0}]'
    assert joined.message() == b"abcdef"


@pytest.mark.parametrize("packet", ["abc", "7", "9", "x4", "：40"])
def test_an_unknown_engine_packet_ends_the_connection(joined: Wire, packet: str) -> None:
    joined.say(packet)

    joined.ending()


@pytest.mark.parametrize(
    "packet",
    [
        "4",
        "4abc",
        "47",
        "49",
        "42",
        "42{}",
        "42[]",
        '42"echo"',
        "42null",
        "42[null]",
        '42[{"echo":1}]',
        '42["echo"',
        '42["echo"]]',
        '42abc["echo"]',
        '42-1["echo"]',
        '42/second["echo"]',
        "430{}",
        '430"answer"',
        f'42{"9" * 200}["echo"]',
        f'42["echo",{"1" * 10_000}]',
    ],
    ids=lambda packet: packet[:20],
)
def test_an_invalid_socket_packet_ends_the_connection(joined: Wire, packet: str) -> None:
    joined.say(packet)

    joined.ending()


@pytest.mark.parametrize(
    "first", ['42["count"]', '420["echo"]', "430[]", '451-["count",{"_placeholder":true,"num":0}]']
)
def test_who_speaks_before_connecting_is_closed(wire: Wire, first: str) -> None:
    wire.say(first)

    wire.ending()


def test_an_invalid_connect_ends_the_connection(wire: Wire) -> None:
    wire.say("40{broken")

    wire.ending()


@pytest.mark.parametrize("name", ["connect", "disconnect"])
def test_a_client_cannot_say_what_only_the_connection_says(joined: Wire, name: str) -> None:
    joined.say(f'42["{name}","forged"]')

    joined.ending()
