"""Passwords: argon2id, off the event loop, with the same time for a wrong name as for a wrong password."""

import gevent
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's smallest recommendation for argon2id: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_nobody = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password."""
    return str(gevent.get_hub().threadpool.apply(_hasher.hash, (password,)))


def check_password(stored: str | None, password: str) -> bool:
    """Say whether a password matches; takes as long when there is no such person."""
    return (
        bool(gevent.get_hub().threadpool.apply(_verify, (stored or _nobody, password))) and stored is not None
    )


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
