"""What a request finds: the database, the clock, the calendar and a way to tell who is asking."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from flask import Request, current_app
from sqlalchemy.orm import Session

from triangle.config import Config
from triangle.core.clock import Clock
from triangle.core.db import Database
from triangle.core.idempotency import Keys
from triangle.core.metrics import Metrics
from triangle.core.policy import Actor, not_found
from triangle.core.working_calendar import WorkingCalendar

Row = TypeVar("Row")
Authenticate = Callable[[Session, Request], Actor]


@dataclass
class Service:
    """The parts of one running installation, hung on the Flask app."""

    config: Config
    database: Database
    clock: Clock
    calendar: WorkingCalendar
    authenticate: Authenticate
    keys: Keys = field(default_factory=Keys)
    metrics: Metrics = field(default_factory=Metrics)
    parts: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Ask:
    """A question: who asks, in which session, and when."""

    session: Session
    actor: Any
    service: Service

    def get(self, noun: type[Row], ident: Any) -> Row:
        """Fetch a row by its id; an unknown id is not found."""
        row = self.session.get(noun, ident)
        if row is None:
            raise not_found()
        return row


def service() -> Service:
    """Return the service of the running app."""
    return cast("Service", current_app.extensions["triangle"])
