"""Binary attachments, several and deep, both ways."""

import json

import pytest

from tests.transport.wire import Wire, parse

OPTIONS = {"ping_interval": 25, "ping_timeout": 20}


def place(number: int) -> dict[str, object]:
    """Return the placeholder of an attachment."""
    return {"_placeholder": True, "num": number}


def hear(wire: Wire) -> tuple[str, list[str | bytes]]:
    """Return the next packet and its attachments."""
    head = wire.message()
    assert isinstance(head, str)
    count = int(head[2 : head.index("-")])
    return head, [wire.message() for _ in range(count)]


def test_attachments_come_back_in_their_places(joined: Wire) -> None:
    words = [place(0), {"deep": [place(1), {"deeper": place(2)}]}, "text"]

    joined.say(f"453-7{json.dumps(['echo', *words])}", b"one", b"", bytes(range(256)) * 300)

    head, attachments = hear(joined)
    assert head.startswith("463-7")
    assert parse(head)[3] == words
    assert attachments == [b"one", b"", bytes(range(256)) * 300]


def test_an_event_with_attachments_is_said_back(joined: Wire) -> None:
    joined.say(f"452-{json.dumps(['say', place(1), place(0)])}", b"zero", b"one")

    head, attachments = hear(joined)
    said = parse(head)[3]
    assert (head[:4], said[0]) == ("452-", "said")
    assert [attachments[part["num"]] for part in said[1:]] == [b"one", b"zero"]


def test_attachments_in_another_namespace(wire: Wire) -> None:
    wire.join("/second")

    wire.say('451-/second,3["echo",{"_placeholder":true,"num":0}]', b"\x00\xff")

    head, attachments = hear(wire)
    assert head == '461-/second,3[{"_placeholder":true,"num":0}]'
    assert attachments == [b"\x00\xff"]


def test_the_server_hears_an_answer_with_attachments(joined: Wire) -> None:
    joined.say('42["ask"]')
    number = parse(joined.message())[2]

    joined.say(f'461-{number}[{{"_placeholder":true,"num":0}}]', b"answer")

    head, attachments = hear(joined)
    assert parse(head)[3] == ["answered", place(0)]
    assert attachments == [b"answer"]


def test_a_binary_event_needs_no_attachment_to_be_small(joined: Wire) -> None:
    joined.say('451-0["echo",{"_placeholder":true,"num":0}]', b"x" * 900_000)

    assert hear(joined)[1] == [b"x" * 900_000]


def test_packets_after_the_attachments_are_heard(joined: Wire) -> None:
    joined.say('451-["count",{"_placeholder":true,"num":0}]', b"x", '421["echo","after"]')

    assert parse(joined.message()) == (3, "/", 1, ["after"])


HEAD = '451-["echo",{"_placeholder":true,"num":0}]'
OUT_OF_PLACE: dict[str, tuple[str | bytes, ...]] = {
    "not announced": (b"binary",),
    "text instead": (HEAD, "text"),
    "an event instead": (HEAD, '42["echo"]'),
    "no count and no dash": ('45["echo"]',),
    "no count": (HEAD.replace("1-", "-"), b"x"),
    "count is no number": (HEAD.replace("1-", "x-"), b"x"),
    "place beyond the last": (HEAD.replace(":0", ":1"), b"x"),
    "place before the first": (HEAD.replace(":0", ":-1"), b"x"),
    "place is no number": (HEAD.replace(":0", ':"0"'), b"x"),
    "no list": ("451-{}", b"x"),
    "no name": ("451-[null]", b"x"),
}


@pytest.mark.parametrize("said", OUT_OF_PLACE.values(), ids=OUT_OF_PLACE)
def test_attachments_out_of_place_end_the_connection(joined: Wire, said: tuple[str | bytes, ...]) -> None:
    joined.say(*said)

    joined.ending()
