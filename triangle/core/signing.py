"""The installation's signing key: made once, kept in a file that only its owner reads."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_FILE = "checkpoint.key"


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """Return the key kept in a folder; the first call makes it, readable by its owner alone."""
    file = folder / KEY_FILE
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "w") as out:
            out.write(Ed25519PrivateKey.generate().private_bytes_raw().hex() + "\n")
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text().strip()))


def public_hex(key: Ed25519PrivateKey) -> str:
    """Return the public half of a key, by which others check what it signed."""
    return key.public_key().public_bytes_raw().hex()


def public_key(text: str) -> Ed25519PublicKey:
    """Return a public key from its text; ValueError when it is none."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))
