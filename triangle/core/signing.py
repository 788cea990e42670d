"""The installation's signing key: made once, kept in a file that only its owner reads."""

import logging
import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_FILE = "checkpoint.key"
log = logging.getLogger(__name__)


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """Return the key kept in a folder; the first call makes it, readable by its owner alone."""
    file = folder / KEY_FILE
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _make(file)
        log.info("a signing key was made", extra={"what": f"{file}: {public_hex(_read(file))}"})
    return _read(file)


def begin_signing(folder: Path) -> None:
    """Make the key where there is none; without one, what is to be signed is refused, the rest goes on."""
    try:
        signing_key(folder)
    except (OSError, ValueError):
        log.exception("the signing key cannot be used", extra={"what": str(folder / KEY_FILE)})


def kept_key(folder: Path) -> Ed25519PrivateKey:
    """Return the key kept in a folder; an OSError where there is none: whoever only asks makes none."""
    return _read(folder / KEY_FILE)


def known_key(folder: Path) -> str | None:
    """Return the public half of the key kept in a folder; whoever only checks makes none."""
    file = folder / KEY_FILE
    return public_hex(_read(file)) if file.exists() else None


def public_hex(key: Ed25519PrivateKey) -> str:
    """Return the public half of a key, by which others check what it signed."""
    return key.public_key().public_bytes_raw().hex()


def public_key(text: str) -> Ed25519PublicKey:
    """Return a public key from its text; ValueError when it is none."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))


def _make(file: Path) -> None:
    said = Ed25519PrivateKey.generate().private_bytes_raw().hex() + "\n"
    # Whole under its name or not there: of several that make one at the same moment the first one's is kept.
    with NamedTemporaryFile("w", dir=file.parent, prefix=f".{file.name}") as draft:
        _write(draft, said)
        try:
            os.link(draft.name, file)
        except FileExistsError:
            return
        except OSError:
            _make_without_links(file, said)


def _make_without_links(file: Path, said: str) -> None:
    """Make it on a disk that knows no second names, as many of a network; the first one's is kept."""
    with suppress(FileExistsError):
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as kept:
            _write(kept, said)


def _write(file: IO[str], said: str) -> None:
    file.write(said)
    file.flush()
    os.fsync(file.fileno())


def _read(file: Path) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text().strip()))
