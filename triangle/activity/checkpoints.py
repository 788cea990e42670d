"""Signed checkpoints: where every stream stood at a moment, so that a tail cut off later is missed.

The signature covers a hash over all heads. The table keeps with each checkpoint only the heads that moved
since
the one before; the file that goes elsewhere carries all of them.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from itertools import islice
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from triangle.activity.models import GENESIS, Checkpoint, Entry, Stream
from triangle.core.schema import moment_text
from triangle.core.signing import public_hex, public_key

SIGNED = ("at", "previous", "streams", "entries", "intervals", "heads_hash", "key")
Heads = dict[str, list[Any]]


def sign(
    session: Session, key: Ed25519PrivateKey, at: datetime, *, entries: int, intervals: int
) -> Checkpoint:
    """Sign where all streams stand in the snapshot of a session; what was counted is signed with it."""
    last = latest(session)
    before = kept_heads(session)
    heads = _present(session)
    made = Checkpoint(
        at=at,
        previous=digest(last) if last else GENESIS,
        streams=len(heads),
        entries=entries,
        intervals=intervals,
        heads_hash=hash_of_heads(heads),
        key=public_hex(key),
        heads=orjson.dumps({n: h for n, h in heads.items() if before.get(n) != h}).decode(),
        signature="",
    )
    made.signature = key.sign(_signed(_body(made))).hex()
    return made


def latest(session: Session) -> Checkpoint | None:
    """Return the last checkpoint."""
    return session.scalar(select(Checkpoint).order_by(Checkpoint.id.desc()).limit(1))


def kept_heads(session: Session) -> Heads:
    """Return all heads of the last checkpoint, joined from what each one kept."""
    heads: Heads = {}
    for kept in session.scalars(select(Checkpoint.heads).order_by(Checkpoint.id)):
        heads |= orjson.loads(kept)
    return heads


def document(session: Session, checkpoint: Checkpoint) -> dict[str, Any]:
    """Return a checkpoint of this snapshot as the file that is kept elsewhere, with all its heads."""
    return {**_body(checkpoint), "signature": checkpoint.signature, "heads": _present(session)}


def kept_document(session: Session, checkpoint: Checkpoint) -> dict[str, Any]:
    """Return a kept checkpoint as the file it once was, with its heads joined from what each one kept."""
    heads: Heads = {}
    earlier = select(Checkpoint.heads).where(Checkpoint.id <= checkpoint.id).order_by(Checkpoint.id)
    for kept in session.scalars(earlier):
        heads |= orjson.loads(kept)
    return {**_body(checkpoint), "signature": checkpoint.signature, "heads": heads}


def read_document(raw: bytes) -> dict[str, Any]:
    """Return the content of a checkpoint file, or of the mail it came with; anything else is never whole."""
    found = _json(raw)
    if found:
        return found
    letter = message_from_bytes(raw, policy=default)
    files = (part.get_content() for part in letter.iter_attachments())
    return next((_json(file) for file in files if isinstance(file, bytes)), {})


def _json(raw: bytes) -> dict[str, Any]:
    try:
        found = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def document_breaks(session: Session, given: Mapping[str, Any]) -> list[str]:
    """Return a line for everything in which a checkpoint file and this database disagree."""
    if not _is_whole(given):
        return ["the checkpoint file is not what was signed"]
    return list(missing(session, given["heads"]))


def stored_breaks(session: Session) -> Iterator[str]:
    """Yield a line for each kept checkpoint that was changed, and for each head it names that is gone."""
    heads: Heads = {}
    previous = GENESIS
    for checkpoint in session.scalars(select(Checkpoint).order_by(Checkpoint.id)):
        heads |= orjson.loads(checkpoint.heads)
        body = {**_body(checkpoint), "signature": checkpoint.signature, "heads": heads}
        if checkpoint.previous != previous:
            yield f"checkpoint {checkpoint.id}: does not follow the checkpoint before it"
        if not _is_whole(body):
            yield f"checkpoint {checkpoint.id}: is not what was signed"
            return
        previous = digest(checkpoint)
    yield from missing(session, heads)


def latest_breaks(session: Session) -> Iterator[str]:
    """Yield what is wrong with the last checkpoint alone: its signature, and heads it names that are gone."""
    checkpoint, heads = latest(session), kept_heads(session)
    if checkpoint is None:
        return
    if not _is_whole({**_body(checkpoint), "signature": checkpoint.signature, "heads": heads}):
        yield f"checkpoint {checkpoint.id}: is not what was signed"
        return
    yield from missing(session, heads)


def hash_of_heads(heads: Heads) -> str:
    """Return the hash over the heads of all streams."""
    return hashlib.sha256(orjson.dumps(heads, option=orjson.OPT_SORT_KEYS)).hexdigest()


def digest(checkpoint: Checkpoint) -> str:
    """Return the hash that the next checkpoint names as the one before it."""
    return hashlib.sha256(_signed(_body(checkpoint)) + bytes.fromhex(checkpoint.signature)).hexdigest()


def _body(checkpoint: Checkpoint) -> dict[str, Any]:
    return {name: getattr(checkpoint, name) for name in SIGNED} | {"at": moment_text(checkpoint.at)}


def _signed(body: Mapping[str, Any]) -> bytes:
    return orjson.dumps({name: body[name] for name in SIGNED}, option=orjson.OPT_SORT_KEYS)


def _is_whole(given: Mapping[str, Any]) -> bool:
    try:
        public_key(given["key"]).verify(bytes.fromhex(given["signature"]), _signed(given))
        return bool(given["heads_hash"] == hash_of_heads(given["heads"]))
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return False


def _present(session: Session) -> Heads:
    query = select(Stream.name, Stream.head_seq, Stream.head_hash).where(Stream.head_seq > 0)
    return {name: [seq, head] for name, seq, head in session.execute(query.order_by(Stream.name))}


def missing(session: Session, heads: Heads, named_by: str = "a signed checkpoint") -> Iterator[str]:
    """Yield which of some heads are no longer in the record, or are another entry than they were."""
    trimmed = dict(session.execute(select(Stream.name, Stream.min_seq)).all())
    left = iter(sorted(heads.items()))
    while some := list(islice(left, 400)):
        places = [(name, seq) for name, (seq, _) in some]
        query = select(Entry.stream, Entry.hash).where(tuple_(Entry.stream, Entry.seq).in_(places))
        found = dict(session.execute(query).all())
        for name, (seq, head) in some:
            if seq < trimmed.get(name, 0):
                continue  # a person's own stream may forget its beginning
            if name not in found:
                yield f"{name} entry {seq}: is missing: {named_by} names it"
            elif found[name] != head:
                yield f"{name} entry {seq}: is not the entry that {named_by} names"
