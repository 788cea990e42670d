"""Messages wait here for the commit; a rollback or an undone savepoint drops them."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction


class Waiting:
    """The messages of one session, in the order in which they were said."""

    def __init__(self, session: Session) -> None:
        self.messages: list[Any] = []
        self._marks: dict[SessionTransaction, int] = {}
        session.info["waiting"] = self
        event.listen(session, "after_transaction_create", self._mark)
        event.listen(session, "after_soft_rollback", self._drop)

    def _mark(self, session: Session, transaction: SessionTransaction) -> None:
        if transaction.nested:
            self._marks[transaction] = len(self.messages)

    def _drop(self, session: Session, transaction: SessionTransaction) -> None:
        # A plain rollback takes everything with it, an undone savepoint only what was said inside it.
        del self.messages[self._marks.pop(transaction, 0) :]


def publish(session: Session, message: Any) -> None:
    """Say `message` to the world when, and only when, this session commits."""
    session.info["waiting"].messages.append(message)
