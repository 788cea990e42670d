"""What a self-test finds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

STATUSES = ("ok", "warn", "fail")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: `code` says what was found, `params` the figures in it."""

    check: str
    code: str
    status: str = "ok"
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SelfTest:
    """All that one process found at one moment."""

    at: datetime
    checks: Sequence[Check]

    @property
    def status(self) -> str:
        """The worst of what was found."""
        return max((check.status for check in self.checks), key=STATUSES.index, default="ok")
