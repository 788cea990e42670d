"""Which person a playbook's duty falls on, given who sits where."""

from collections.abc import Mapping

Holders = Mapping[str, int | None]


def person_for(duty: str, role: str, holders: Holders) -> int | None:
    """Return who has a duty of a role; what nobody sits for is answered for by the AR, so never by nobody."""
    seated = holders.get(role)
    return holders["AR"] if seated is None and duty == "A" else seated
