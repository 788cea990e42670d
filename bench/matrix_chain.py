"""One stream's entries as rows, chained as `triangle.activity` chains them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import orjson

from triangle.activity.chain import hash_of
from triangle.activity.models import GENESIS


class Chain:
    """One stream's entries, each with the hash of the one before."""

    def __init__(self, name: str, actor: int) -> None:
        self.name, self.actor = name, actor
        self.entries: list[dict[str, Any]] = []

    def tell(self, kind: str, at: datetime, responsibilities: Iterator[Any]) -> None:
        told = {"responsibilities": list(responsibilities)}
        row = {
            "stream": self.name,
            "epoch": 1,
            "seq": len(self.entries) + 1,
            "type": kind,
            "version": 1,
            "actor": self.actor,
            "acting_for": None,
            "op_id": None,
            "data": orjson.dumps(told, option=orjson.OPT_SORT_KEYS).decode(),
            "at": at,
            "prev_hash": self.entries[-1]["hash"] if self.entries else GENESIS,
        }
        self.entries.append(row | {"hash": hash_of(row)})

    def head(self) -> dict[str, Any]:
        last = self.entries[-1]
        return {
            "name": self.name,
            "epoch": 1,
            "head_seq": last["seq"],
            "head_hash": last["hash"],
            "head_at": last["at"],
            "min_seq": 1,
        }
