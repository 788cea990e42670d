"""No byte of a signed export can be changed without a line being named, and it is the right one."""

from collections.abc import Callable
from io import BytesIO

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from triangle.activity.chain import hash_of_told
from triangle.activity.export_check import ExportCheck, check_export, is_stream_export
from triangle.activity.models import GENESIS
from triangle.activity.stream_export import SIGNED, line, signed_bytes
from triangle.core.signing import public_hex

Told = dict[str, object]
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
AT = "2026-03-02T02:00:00.000000Z"
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"o" * 32)


def check(file: bytes, key: Ed25519PrivateKey = KEY) -> ExportCheck:
    """Check a file against a key."""
    return check_export(BytesIO(file), public_hex(key))


def chained(count: int, stream: str = "deal:7", word: str = "云平台") -> list[Told]:
    """Return entries as lines tell them, one chained to the other."""
    entries: list[Told] = []
    before = GENESIS
    for seq in range(1, count + 1):
        entry: Told = {"stream": stream, "epoch": 1, "seq": seq, "type": "deal.edited"}
        entry |= {"version": 1, "actor": 2, "acting_for": None, "op_id": "op-1"}
        entry |= {"data": f'{{"title":"{word} {seq}"}}', "prev_hash": before, "at": AT}
        before = hash_of_told(entry)
        entries.append(entry | {"hash": before})
    return entries


def signed(entries: list[Told], key: Ed25519PrivateKey = KEY, **said: object) -> bytes:
    """Return the signed last line over some entries."""
    told: Told = {"export": "triangle-stream/1", "stream": "deal:7", "first": 1}
    told |= {"last": len(entries), "head_hash": entries[-1]["hash"], "exported_by": 2}
    told |= {"exported_by_name": "李明", "exported_at": AT, "key": public_hex(key)} | said
    return line(told | {"signature": key.sign(signed_bytes(told)).hex()})


ENTRIES = chained(6)
LINES = [*map(line, ENTRIES), signed(ENTRIES)]
WHOLE = b"".join(LINES)


def test_untouched_lines_are_right() -> None:
    found = check(WHOLE)

    assert (found.wrong, list(found.entries), found.stream) == ([], [1, 2, 3, 4, 5, 6], "deal:7")


@pytest.mark.parametrize("flip", [0x01, 0x20, 0x80])
def test_every_changed_byte_is_found_in_its_line(flip: int) -> None:
    starts = [sum(map(len, LINES[:number])) for number in range(len(LINES))]
    for at in range(len(WHOLE)):
        changed = bytearray(WHOLE)
        changed[at] ^= flip
        number = sum(start <= at for start in starts)

        named = check(bytes(changed)).wrong

        assert named, at
        assert named[0].startswith(f"line {number}: "), (at, named)
        # Where the line still ends where it did, no other one is called wrong.
        assert len(named) == 1 or WHOLE[at] == ord("\n"), (at, named)


def test_damaged_file_is_still_known_as_an_export() -> None:
    for first in (LINES[0], LINES[-1]):
        assert all(is_stream_export(first[:at] + b"~" + first[at + 1 :]) for at in range(len(first)))


@settings(deadline=None)
@given(
    start=st.integers(0, len(WHOLE)),
    length=st.integers(0, 40),
    put=st.one_of(st.binary(max_size=40), st.text('0123456789abcdef{}":,\n ', max_size=40).map(str.encode)),
)
def test_whatever_is_cut_or_put_in_is_found(start: int, length: int, put: bytes) -> None:
    changed = WHOLE[:start] + put + WHOLE[start + length :]
    assume(changed != WHOLE)

    assert check(changed).wrong


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=9))
def test_whatever_order_lines_are_put_in_is_found(lines: list[bytes]) -> None:
    assume(lines != LINES)

    assert check(b"".join(lines)).wrong


def rewritten(lines: list[bytes], place: int) -> list[bytes]:
    """Change an entry and give it the hash that then belongs to it."""
    entry = orjson.loads(lines[place]) | {"actor": 1}
    return [*lines[:place], line(entry | {"hash": hash_of_told(entry)}), *lines[place + 1 :]]


TAMPERINGS: dict[str, tuple[Callable[[list[bytes]], list[bytes]], list[str]]] = {
    "missing line": (
        lambda lines: lines[:2] + lines[3:],
        ["line 3: entry 3 is missing before entry 4"],
    ),
    "missing lines": (
        lambda lines: lines[:1] + lines[3:],
        ["line 2: entries 2 to 3 are missing before entry 4"],
    ),
    "missing beginning": (lambda lines: lines[1:], ["line 1: entry 1 is missing before it"]),
    "cut tail": (
        lambda lines: lines[:4] + lines[6:],
        ["line 5: entries 5 to 6 are missing before the signed last line"],
    ),
    "only the last line": (
        lambda lines: lines[6:],
        ["line 1: entries 1 to 6 are missing before the signed last line"],
    ),
    "cut end": (lambda lines: lines[:4], ["line 5: the signed last line is missing: the end was cut off"]),
    "nothing": (lambda lines: [], ["line 1: the signed last line is missing: the end was cut off"]),
    "cut in a line": (
        lambda lines: [*lines[:3], lines[3][:50]],
        ["line 4: is not the signed last line: it was changed, or the end was cut off"],
    ),
    "doubled": (
        lambda lines: lines[:3] + lines[2:],
        ["line 4: entry 3 stands behind entry 3"],
    ),
    "swapped": (
        lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]],
        ["line 3: entry 3 is missing before entry 4", "line 4: entry 3 stands behind entry 4"],
    ),
    "more after the end": (
        lambda lines: [*lines, lines[0]],
        ["line 8: stands after the signed last line"],
    ),
    "rewritten entry": (
        lambda lines: rewritten(lines, 2),
        ["line 4: entry 4 does not follow the entry before it"],
    ),
    "rewritten last entry": (
        lambda lines: rewritten(lines, 5),
        ["line 7: was signed for another last entry than the one before it: entries were written anew"],
    ),
    "rewritten from the beginning": (
        lambda lines: [*map(line, chained(6, word="云平合")), lines[-1]],
        ["line 7: was signed for another last entry than the one before it: entries were written anew"],
    ),
    "more entries than signed": (
        lambda lines: [*map(line, chained(7)), lines[-1]],
        ["line 8: was signed up to entry 6, and entry 7 stands before it"],
    ),
    "entry of another stream": (
        lambda lines: [*lines[:2], line(chained(6, "deal:8")[2]), *lines[3:]],
        [
            "line 3: entry 3 is one of deal:8, and the lines before are of deal:7",
            "line 4: entry 4 does not follow the entry before it",
        ],
    ),
    "another stream's last line": (
        lambda lines: [*lines[:-1], signed(ENTRIES, stream="deal:8")],
        ["line 7: was signed for deal:8, and the lines before are of deal:7"],
    ),
    "other key": (
        lambda lines: [*lines[:-1], signed(ENTRIES, OTHER_KEY)],
        [f"line 7: signed by another key: {public_hex(OTHER_KEY)}, not by {public_hex(KEY)}"],
    ),
    "signature in other letters": (
        lambda lines: [*lines[:-1], lines[-1][:-20] + lines[-1][-20:].upper()],
        ["line 7: the signed last line was changed after it was signed"],
    ),
    "another word about who took it": (
        lambda lines: [*lines[:-1], lines[-1].replace("李明".encode(), "王芳".encode())],
        ["line 7: the signed last line was changed after it was signed"],
    ),
    "numbers that are none": (
        lambda lines: [*lines[:-1], signed(ENTRIES, last="6")],
        ["line 7: is not the signed last line: it was changed, or the end was cut off"],
    ),
    "words that steer a terminal": (
        lambda lines: [*lines[:-1], signed(ENTRIES, stream="deal:7\x1b[2J")],
        ["line 7: is not the signed last line: it was changed, or the end was cut off"],
    ),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_wrong_line_is_named_and_no_other(what: str) -> None:
    change, named = TAMPERINGS[what]

    assert check(b"".join(change(list(LINES)))).wrong == named


def test_no_key_to_compare_with_is_said() -> None:
    assert check_export(LINES, None).wrong == [
        f"line 7: signed by {public_hex(KEY)}, and no key is known here to compare it with"
    ]


def test_last_line_says_everything_that_is_signed() -> None:
    assert tuple(orjson.loads(LINES[-1])) == (*SIGNED, "signature")
