"""Checks a signed export: every line of the file by itself, then its entries against the record."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.activity.chain import COLUMNS, entries_of, hash_of, hash_of_told
from triangle.activity.models import GENESIS, Stream
from triangle.activity.stream_export import FORMAT, SIGNED, line, signed_bytes
from triangle.core.signing import public_key

_KEYS = (COLUMNS, (*SIGNED, "signature"))
_NUMBERS = ("seq", "first", "last", "exported_by")
_TEXTS = ("stream", "prev_hash", "hash", "head_hash", "exported_by_name", "exported_at", "key", "signature")
# One changed byte hides at most one of them.
_MARKS = (b'{"stream":', b'"prev_hash":', b'{"export":', b'"head_hash":')
Told = Mapping[str, Any]


def is_stream_export(first_line: bytes) -> bool:
    """Say whether a file that begins with a line is a signed export of a stream, be it a damaged one."""
    return any(mark in first_line for mark in _MARKS)


def check_export(lines: Iterable[bytes], key: str | None) -> "ExportCheck":
    """Read the lines of a signed export, which has to be signed by the private half of a key."""
    check = ExportCheck(key)
    for raw, following in pairwise(chain(lines, [b""])):
        check.take(raw, is_end=not following)
    check.end()
    return check


def record_breaks(session: Session, check: "ExportCheck") -> Iterator[str]:
    """Yield a line for each right entry of an export that the record has no longer, or has otherwise."""
    left, name = dict(check.entries), check.stream
    if not left or name is None:
        return
    for entry in entries_of(session, name, after=min(left) - 1):
        told = left.pop(entry["seq"], None)
        if told not in (None, hash_of(entry)):
            yield f"{name} entry {entry['seq']}: is not the entry that this export holds"
    # A person's own stream may forget its beginning.
    kept_from = session.scalar(select(Stream.min_seq).where(Stream.name == name)) or 1
    for seq in left:
        if seq >= kept_from:
            yield f"{name} entry {seq}: is missing: this export holds it"


class ExportCheck:
    """What the lines of a signed export say, and what is wrong with each of them."""

    def __init__(self, key: str | None) -> None:
        self.wrong: list[str] = []
        self.stream: str | None = None
        # Number and hash of each entry that is what was written and stands where it belongs.
        self.entries: dict[int, str] = {}
        self.last: Told | None = None
        self._key = key
        self._line = 0
        # The number that the file begins with and the one that comes next, once an entry told them.
        self._first: int | None = None
        self._next: int | None = None
        # The hash that the next entry has to follow; None where a wrong line stands between.
        self._before: str | None = None
        self._is_end_wrong = False

    def __str__(self) -> str:
        """Say what the signed last line says."""
        if self.last is None:
            return "An export that nobody signed."
        return (
            "{stream}: entries {first} to {last}, taken by {exported_by_name!r} ({exported_by}) "
            "at {exported_at}, signed by {key}."
        ).format_map(self.last)

    def take(self, raw: bytes, *, is_end: bool) -> None:
        """Check the next line, which may be the last one that there is."""
        self._line += 1
        told = _told(raw)
        if self.last is not None:
            self._say("stands after the signed last line")
        elif told is None and is_end:
            self._is_end_wrong = True
            self._say("is not the signed last line: it was changed, or the end was cut off")
        elif told is None:
            self._say("was changed: it is not as an export writes it")
            self._step_over()
        elif "signature" in told:
            self._take_last(told)
        else:
            self._take_entry(told)

    def end(self) -> None:
        """Say whether the end of the file is missing."""
        if self.last is None and not self._is_end_wrong:
            self._say("the signed last line is missing: the end was cut off", at=self._line + 1)

    def _say(self, what: str, at: int | None = None) -> None:
        self.wrong.append(f"line {at or self._line}: {what}")

    def _step_over(self) -> None:
        """Go on behind a line of which nothing can be believed."""
        self._before = None
        if self._next is not None:
            self._next += 1

    def _take_entry(self, told: Told) -> None:
        seq = told["seq"]
        if told["hash"] != hash_of_told(told):
            self._say(f"entry {seq} was changed after it was written")
            self._step_over()
            return
        if self._first is None or self._next is None:
            self._first, self._next = seq - self._line + 1, seq
            self.stream, self._before = told["stream"], GENESIS if seq == 1 else None
        if seq < self._next:
            self._say(f"entry {seq} stands behind entry {self._next - 1}")
            return
        if told["stream"] != self.stream:
            self._say(f"entry {seq} is one of {told['stream']}, and the lines before are of {self.stream}")
        elif seq > self._next:
            self._say(f"{_missing(self._next, seq - 1)} before entry {seq}")
        elif self._before not in (None, told["prev_hash"]):
            self._say(f"entry {seq} does not follow the entry before it")
        else:
            self.entries[seq] = told["hash"]
        self._next, self._before = seq + 1, told["hash"]

    def _take_last(self, told: Told) -> None:
        self.last = told
        if not _is_signed(told):
            self._say("the signed last line was changed after it was signed")
            return
        if self._key is None:
            self._say(f"signed by {told['key']}, and no key is known here to compare it with")
        elif told["key"] != self._key:
            self._say(f"signed by another key: {told['key']}, not by {self._key}")
        if self._next is not None or self._line == 1:
            self._compare(told)

    def _compare(self, told: Told) -> None:
        """Compare what was signed with the entries before it."""
        first, following = self._first, self._next
        if first is None or following is None:
            first = following = told["first"]
        if self.stream not in (None, told["stream"]):
            self._say(f"was signed for {told['stream']}, and the lines before are of {self.stream}")
        if first > told["first"]:
            self._say(f"{_missing(told['first'], first - 1)} before it", at=1)
        elif first < told["first"]:
            self._say(f"was signed from entry {told['first']} on, and the file begins with entry {first}")
        if following <= told["last"]:
            self._say(f"{_missing(following, told['last'])} before the signed last line")
        elif following > told["last"] + 1:
            self._say(f"was signed up to entry {told['last']}, and entry {following - 1} stands before it")
        elif self._before not in (None, told["head_hash"]):
            self._say("was signed for another last entry than the one before it: entries were written anew")


def _missing(first: int, last: int) -> str:
    return f"entry {first} is missing" if first == last else f"entries {first} to {last} are missing"


def _told(raw: bytes) -> Told | None:
    """Return what a line says; None where it is not, byte for byte, as an export writes it."""
    try:
        told = orjson.loads(raw)
        is_as_written = isinstance(told, dict) and tuple(told) in _KEYS and line(told) == raw
    except (TypeError, ValueError):
        return None
    if not is_as_written or told.get("export", FORMAT) != FORMAT:
        return None
    numbers = all(type(told.get(name, 0)) is int for name in _NUMBERS)
    texts = all(type(told.get(name, "")) is str for name in _TEXTS)
    # They are shown on a terminal, whoever wrote them.
    shown = numbers and texts and all(told.get(name, "").isprintable() for name in ("stream", "key"))
    return told if shown else None


def _is_signed(told: Told) -> bool:
    try:
        signature = bytes.fromhex(told["signature"])
        public_key(told["key"]).verify(signature, signed_bytes(told))
    except (InvalidSignature, ValueError):
        return False
    # The same signature may be written in other letters.
    return bool(signature.hex() == told["signature"])
