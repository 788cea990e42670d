"""What a client said and nobody has dealt with yet."""

from collections.abc import Callable

import gevent

MOST_WAITING, MOST_WAITING_BYTES = 32, 1024 * 1024

Message = str | bytes


class Gone(str):
    """The last thing in an inbox: why its connection ended."""

    __slots__ = ()


class Inbox:
    """Messages that wait for their handler; exists only while there are some.

    One greenlet deals with them one after the other, so that a client's order is kept; it ends with the last.
    """

    __slots__ = ("_messages", "size")

    def __init__(self, first: Message, deal: Callable[[Message], None], emptied: Callable[[], None]) -> None:
        self._messages = [first]
        self.size = len(first)
        gevent.spawn(self._work, deal, emptied)

    def add(self, message: Message) -> None:
        """Take a message."""
        self._messages.append(message)
        self.size += len(message)

    def clear(self) -> None:
        """Forget what waits."""
        self._messages.clear()
        self.size = 0

    @property
    def is_full(self) -> bool:
        """Say whether the client should not be read for now."""
        return len(self._messages) > MOST_WAITING or self.size > MOST_WAITING_BYTES

    def _work(self, deal: Callable[[Message], None], emptied: Callable[[], None]) -> None:
        while self._messages:
            message = self._messages.pop(0)
            self.size -= len(message)
            deal(message)
            if self._messages:
                # Whoever has much to say waits for everybody else in between.
                gevent.sleep(0)
        emptied()
