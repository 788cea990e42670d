"""Messages wait here for the commit; a rollback or an undone savepoint drops them."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction


class Waiting:
    """The messages of one session, in the order in which they were said."""

    def __init__(self, session: Session) -> None:
        self.messages: list[Any] = []
        self.marks: dict[SessionTransaction, int] = {}
        session.info["waiting"] = self


def publish(session: Session, message: Any) -> None:
    """Say `message` to the world when, and only when, this session commits."""
    session.info["waiting"].messages.append(message)


@event.listens_for(Session, "after_transaction_create")
def _mark(session: Session, transaction: SessionTransaction) -> None:
    waiting = session.info.get("waiting")
    if waiting is not None and transaction.nested:
        waiting.marks[transaction] = len(waiting.messages)


@event.listens_for(Session, "after_soft_rollback")
def _drop(session: Session, transaction: SessionTransaction) -> None:
    waiting = session.info.get("waiting")
    if waiting is not None:
        # A plain rollback takes everything with it, an undone savepoint only what was said inside it.
        del waiting.messages[waiting.marks.pop(transaction, 0) :]
