"""A stream as a file that is checked elsewhere: each entry as it was hashed, then one line that is signed.

A line is a JSON object that is written in one way only, so that a file with another byte is another file.
The signature covers the number and the hash of the last entry, and with them the whole chain before it
(docs/adr/0047).
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Session

from triangle.activity.chain import COLUMNS, Entries, break_among, entries_of
from triangle.activity.models import GENESIS, Stream
from triangle.core.errors import Conflict, Unavailable
from triangle.core.schema import moment_text
from triangle.core.signing import kept_key, public_hex

KIND = "application/x-ndjson"
FORMAT = "triangle-stream/1"
SIGNED = (
    *("export", "stream", "first", "last", "head_hash"),
    *("exported_by", "exported_by_name", "exported_at", "key"),
)
# Others have their turn after so many entries.
TURN = 500
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Signer:
    """Who takes an export, when, and the key that signs it."""

    person_id: int
    name: str
    at: datetime
    key: Ed25519PrivateKey


def export_key(folder: Path) -> Ed25519PrivateKey:
    """Return the installation's key; a question makes none, so one that cannot be read is a refusal."""
    try:
        return kept_key(folder)
    except (OSError, ValueError) as error:
        log.exception("the signing key cannot be used", extra={"what": str(folder)})
        raise Unavailable("signing_key_unusable", "this installation cannot use its signing key") from error


def write_export(
    session: Session, name: str, out: IO[bytes], signer: Signer, pause: Callable[[], None]
) -> Stream:
    """Write every kept entry of a stream in a session's snapshot, and sign; what is wrong is never signed."""
    unbegun = Stream(name=name, head_seq=0, head_hash=GENESIS, min_seq=1)
    stream = session.get(Stream, name) or unbegun
    broken = break_among(stream, _written(entries_of(session, name), out, pause))
    if broken is not None:
        raise Conflict("ledger_broken", f"not signed: {broken}", wrong=[str(broken)], entry=broken.seq)
    out.write(_last_line(stream, signer))
    return stream


def line(told: Mapping[str, Any]) -> bytes:
    """Return the one way in which something is written as a line."""
    return orjson.dumps(told) + b"\n"


def signed_bytes(told: Mapping[str, Any]) -> bytes:
    """Return what the signature of a last line covers: that line without it."""
    return orjson.dumps({name: told[name] for name in SIGNED})


def _written(entries: Entries, out: IO[bytes], pause: Callable[[], None]) -> Iterator[Mapping[str, Any]]:
    for number, entry in enumerate(entries, 1):
        said = {name: entry[name] for name in COLUMNS}
        said["at"] = moment_text(entry["at"])
        out.write(line(said))
        if number % TURN == 0:
            pause()
        yield entry


def _last_line(stream: Stream, signer: Signer) -> bytes:
    told = {
        "export": FORMAT,
        "stream": stream.name,
        "first": stream.min_seq,
        "last": stream.head_seq,
        "head_hash": stream.head_hash,
        "exported_by": signer.person_id,
        "exported_by_name": signer.name,
        "exported_at": moment_text(signer.at),
        "key": public_hex(signer.key),
    }
    return line(told | {"signature": signer.key.sign(signed_bytes(told)).hex()})
