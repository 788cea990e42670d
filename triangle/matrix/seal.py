"""The seal of an export: the stream heads that it was made from, so that anybody can check it later."""

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from sqlalchemy.orm import Session

from triangle.activity.checkpoints import hash_of_heads, missing
from triangle.activity.queries import chained_heads
from triangle.deals.models import deal_stream

MARK = "triangle-heads"
# Where a workbook keeps what is said about it, and how much of that is read.
PROPERTIES, MOST_BYTES = "docProps/core.xml", 8 * 2**20
_DIGEST = re.compile(rb"triangle-heads sha256=([0-9a-f]{64})")
_IN_SEAL = re.compile(rb"\b(deal:\d+)@(\d+)=([0-9a-f]{64})\b")
_IN_ROWS = re.compile(rb"\b(deal:\d+),\d+,(\d+),([0-9a-f]{64})\b")
Head = tuple[str, int, str]


def heads_digest(heads: Iterable[Mapping[str, Any]]) -> str:
    """Return one hash over stream heads."""
    return hash_of_heads({head["name"]: [head["head_seq"], head["head_hash"]] for head in heads})


def deals_digest(session: Session, deals: Iterable[Mapping[str, Any]]) -> str:
    """Return one hash over the stream heads of deals: what an export that shows the same deals carries."""
    return heads_digest(chained_heads(session, sorted(deal_stream(deal["id"]) for deal in deals)))


def mark(heads: Iterable[Mapping[str, Any]]) -> str:
    """Return the line that closes plain rows, whose columns name the heads themselves."""
    return f"{MARK} sha256={heads_digest(heads)}"


def seal(heads: list[dict[str, Any]]) -> str:
    """Return the text that workbooks and papers carry among their properties."""
    named = (f"{head['name']}@{head['head_seq']}={head['head_hash']}" for head in heads)
    return " ".join([mark(heads), *named])


def export_breaks(session: Session, raw: bytes) -> list[str]:
    """Return what is wrong with an export: its seal, and heads it names that history no longer has."""
    text = _unpacked(raw)
    digest, heads = _DIGEST.search(text), sorted(set(_heads(text)))
    if digest is None:
        return ["this file carries no stream heads: it is no export of the matrix, or they were removed"]
    by_name = {name: [seq, head] for name, seq, head in heads}
    if len(by_name) < len(heads) or hash_of_heads(by_name) != digest[1].decode():
        return ["the stream heads in this file are not those it was made from"]
    return list(missing(session, by_name, named_by="this export"))


def _unpacked(raw: bytes) -> bytes:
    if not raw.startswith(b"PK"):
        return raw
    try:
        with ZipFile(BytesIO(raw)) as book, book.open(PROPERTIES) as properties:
            return properties.read(MOST_BYTES)
    except (BadZipFile, KeyError):
        return b""


def _heads(text: bytes) -> Iterator[Head]:
    for pattern in (_IN_SEAL, _IN_ROWS):
        for name, seq, head in pattern.findall(text):
            yield name.decode(), int(seq), head.decode()
