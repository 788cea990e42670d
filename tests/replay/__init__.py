"""The replay law in Python: a value read before, plus the entries since, is the value read now."""

from collections.abc import Iterable
from functools import reduce
from typing import Any

from tests.replay import account, inbox, room, rules

KINDS = {"room": room.REDUCERS, "account": account.REDUCERS, "inbox": inbox.REDUCERS, "rules": rules.REDUCERS}
# Which kind of value a stream of each kind keeps up to date.
KIND_OF_STREAM = {"deal": "room", "account": "account", "user": "inbox", "installation": "rules"}


def replay(kind: str, value: Any, entries: Iterable[dict[str, Any]]) -> Any:
    """Bring a value up to date; an entry type without a reducer is an error, not a silent nothing."""
    return reduce(lambda known, entry: _one(kind, known, entry), entries, value)


def _one(kind: str, value: Any, entry: dict[str, Any]) -> Any:
    return reduce(lambda known, step: step(known, entry), KINDS[kind][entry["type"]], value)
