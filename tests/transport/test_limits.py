"""Whoever sends too much is closed while it arrives, and costs the server next to no memory."""

import contextlib
from collections.abc import Callable
from itertools import chain, repeat

import pytest

from tests.transport.conftest import Dial
from tests.transport.server import LINUX, MIB, Server
from tests.transport.wire import BINARY, CONTINUATION, PING, TEXT, Wire, frame

pytestmark = pytest.mark.skipif(
    not LINUX, reason="the server reads its own memory from /proc, as Linux has it"
)

OPTIONS = {"ping_interval": 25, "ping_timeout": 20}
MEGABYTE = 1_000_000
PLACES = ",".join(f'{{"_placeholder":true,"num":{n}}}' for n in range(10_000))


def one_frame_of_60_mb(wire: Wire) -> None:
    """Send a frame that says it has 60 MB, and then has them."""
    wire.pour(frame(b"", BINARY, length=60 * MEGABYTE))
    for _ in range(60):
        wire.pour(bytes(MEGABYTE))


def fragments_of_60_mb(wire: Wire) -> None:
    """Send a message of 60 fragments, each of which would be allowed."""
    wire.pour(frame(b"", BINARY, fin=False))
    part = frame(bytes(MEGABYTE - 10), CONTINUATION, fin=False)
    for _ in range(60):
        wire.pour(part)


def ten_thousand_fragments(wire: Wire) -> None:
    """Send a small message in fragments of one byte."""
    wire.pour(frame(b"4", fin=False) + frame(b"2", CONTINUATION, fin=False) * 9_998)
    wire.pour(frame(b"x", CONTINUATION))


def empty_fragments(wire: Wire) -> None:
    """Send fragments that never add up to anything."""
    part = frame(b"", CONTINUATION, fin=False) * 10_000
    wire.pour(frame(b"", fin=False))
    for _ in range(10):
        wire.pour(part)


def deflate_bomb(wire: Wire) -> None:
    """Send a frame marked as compressed although nothing was negotiated: 1 kB that would become 1 MB."""
    wire.pour(
        frame(b"\xec\xc1\x01\x01\x00\x00\x00\x80\x90\xfe\xaf\xee\x08\x0a" + bytes(1000), TEXT, reserved=4)
    )


def ten_thousand_attachments(wire: Wire) -> None:
    """Announce ten thousand attachments and send them."""
    wire.pour(frame(f'4510000-["count",{PLACES}]'))
    wire.pour(frame(b"x", BINARY) * 10_000)


def attachments_beyond_counting(wire: Wire) -> None:
    """Announce more attachments than anybody has, and send some."""
    wire.pour(frame('45999999999-["count",{"_placeholder":true,"num":0}]'))
    for part in repeat(frame(bytes(MEGABYTE - 10), BINARY), 30):
        wire.pour(part)


def big_attachments(wire: Wire) -> None:
    """Send an event whose attachments are allowed one by one, not together."""
    wire.pour(frame(f'4530-["count",{",".join(PLACES.split(",{")[:1] * 30)}]'))
    for part in repeat(frame(bytes(MEGABYTE - 10), BINARY), 30):
        wire.pour(part)


def attachments_that_never_come(wire: Wire) -> None:
    """Announce an attachment and say something else instead, again and again."""
    head = frame('451-["count",{"_placeholder":true,"num":0}]')
    wire.pour(b"".join(chain(repeat(head, 1000))))


def deep_nesting(wire: Wire) -> None:
    """Send an event of lists in lists in lists."""
    wire.pour(frame('42["count",' + "[" * 200_000 + "]" * 200_000 + "]"))


def pongs_that_nobody_reads(wire: Wire) -> None:
    """Ask for pongs and never read one."""
    part = frame(b"x" * 125, PING) * 1000
    for _ in range(200):
        wire.pour(part)


def headers_without_end(wire: Wire) -> None:
    """Send a request whose headers never end."""
    wire.pour(b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n")
    for _ in range(60):
        wire.pour(b"X: " + b"x" * 1000 + b"\r\n" + (b"Y: " + b"y" * 8000 + b"\r\n") * 100)


ATTACKS = [
    one_frame_of_60_mb,
    fragments_of_60_mb,
    ten_thousand_fragments,
    empty_fragments,
    deflate_bomb,
    ten_thousand_attachments,
    attachments_beyond_counting,
    big_attachments,
    attachments_that_never_come,
    deep_nesting,
]


@pytest.fixture
def quiet(server: Server) -> Server:
    """The server with nobody on it, counting its highest memory from now on."""
    server.until(lambda figures: figures["connections"] == 0)
    server.post("/forget-peak")
    return server


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_too_much_is_closed_and_costs_no_memory(
    quiet: Server, dial: Dial, attack: Callable[[Wire], None]
) -> None:
    before = quiet.figures()
    wire = dial().open()
    wire.join()

    attack(wire)

    wire.ending()
    after = quiet.until(lambda now: now["connections"] == 0 and now["files"] <= before["files"])
    assert after["peak"] - before["resident"] < 5 * MIB
    assert after["counted"] == before["counted"]


def test_headers_without_end_are_refused(quiet: Server, dial: Dial) -> None:
    before = quiet.figures()
    wire = dial()

    headers_without_end(wire)

    wire.drain()
    assert quiet.until(lambda now: now["files"] <= before["files"])["peak"] - before["resident"] < 5 * MIB


def test_pongs_that_nobody_reads_cost_no_memory(quiet: Server, dial: Dial) -> None:
    before = quiet.figures()
    wire = dial(receive_buffer=4096).open()
    wire.join()
    # The server may stop reading, or close; it may not pile up answers.
    wire.socket.settimeout(3)

    with contextlib.suppress(TimeoutError):
        pongs_that_nobody_reads(wire)

    assert quiet.figures()["peak"] - before["resident"] < 5 * MIB


def test_others_are_served_meanwhile(quiet: Server, dial: Dial) -> None:
    other = dial().open()
    other.join()

    for attack in ATTACKS:
        wire = dial().open()
        wire.join()
        attack(wire)
        assert other.call("echo", attack.__name__) == [attack.__name__]
