"""One native thread beside the event loop, for what would make everybody wait."""

from collections.abc import Callable
from typing import Any

from gevent import get_hub
from gevent.hub import Waiter
from gevent.monkey import get_original

_start_thread: Any = get_original("_thread", "start_new_thread")
_native_lock: Any = get_original("_thread", "allocate_lock")


class Aside:
    """Does one thing at a time in a thread of its own; only who asks for it waits.

    gevent's own pool takes a queue, a semaphore and an object for each thing: more than twice as long.
    Those who ask have to take turns, and what is done must not touch the event loop.
    """

    __slots__ = ("_error", "_go", "_has_ended", "_hub", "_watcher", "_work")

    def __init__(self) -> None:
        # The thread begins with the first thing that is asked for: none crosses a fork before.
        self._hub: Any = None
        self._watcher: Any = None
        self._work: Callable[[], object] | None = None
        self._error: BaseException | None = None
        self._go, self._has_ended = _native_lock(), _native_lock()

    def do(self, work: Callable[[], object]) -> None:
        """Have it done, and return when it is; raise what it raised."""
        hub = get_hub()
        if self._watcher is None:
            self._begin(hub)
        if hub is not self._hub:
            # A thread without our loop: there nobody else waits.
            work()
            return
        waiter: Any = Waiter(hub)
        self._work, self._error = work, None
        self._watcher.start(waiter.switch, None)
        self._go.release()
        try:
            waiter.get()
        finally:
            # Whoever is interrupted leaves nothing half done for the next one.
            self._has_ended.acquire()
            self._watcher.stop()
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """End the thread; what is asked for later begins another."""
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            self._work = None
            self._go.release()
            self._has_ended.acquire()
            watcher.close()
            self._go, self._has_ended = _native_lock(), _native_lock()

    def _begin(self, hub: Any) -> None:
        self._go.acquire()
        self._has_ended.acquire()
        self._hub, self._watcher = hub, hub.loop.async_()
        _start_thread(self._work_forever, (self._watcher,))

    def _work_forever(self, watcher: Any) -> None:
        go, has_ended = self._go, self._has_ended
        while True:
            go.acquire()
            work, self._work = self._work, None
            if work is None:
                has_ended.release()
                return
            try:
                work()
            except BaseException as error:  # noqa: BLE001 - raised where it is waited for
                self._error = error
            finally:
                # As soon as it may end, whoever waits may close everything.
                watcher.send()
                has_ended.release()
