"""A message as every channel gets it, and what may come of sending it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a message says and where it leads; a `personal` link acts for its reader."""

    text: str
    link: str = ""
    personal: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A JSON file that goes with a mail."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent, under an id that stays the same however often it is tried."""

    id: str
    language: str
    subject: str
    lines: tuple[Line, ...]
    foot: str = ""
    answer: str = ""
    # What programs read instead of words.
    events: tuple[dict[str, Any], ...] = ()
    files: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes."""

    channel: str
    url: str = ""
    secret: str = field(default="", repr=False)
    address: str = ""
    name: str = ""


class Failed(Exception):
    """It was not sent; says why in words for whoever set it up, without secrets."""


class Refused(Failed):
    """The receiver does not take it, and will not take it if it is sent again."""


class Again(Failed):
    """It may be taken later; `limited` says that the receiver asked for a pause and nothing is wrong."""

    def __init__(self, why: str, *, after: timedelta | None = None, limited: bool = False) -> None:
        super().__init__(why)
        self.after, self.limited = after, limited
