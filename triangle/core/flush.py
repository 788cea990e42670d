"""Puts a file on the disk while the event loop goes on."""

import os
from typing import Any

from gevent import get_hub

from triangle.core.aside import Aside
from triangle.core.kernel import Queue, Refused


class Flush:
    """Puts a file on the disk, for one at a time; only who asks for it waits (docs/adr/0048).

    The way into a thread and back takes two turns at the GIL and as many switches, so the kernel does it;
    where it takes no such requests a thread does.
    """

    __slots__ = ("_aside", "_fd", "_is_refused", "_opened", "_path", "_queue")

    def __init__(self, path: str) -> None:
        self._path = path
        self._fd, self._opened = -1, -1
        self._aside = Aside()
        # Made with the first file.
        self._queue: Queue | None = None
        self._is_refused = False

    def do(self, opened: int) -> None:
        """Return when all that was written to the file is on the disk; raise `OSError` when it cannot be.

        `opened` counts how often whoever writes has opened it: it may be another file of this name since.
        """
        if opened != self._opened:
            self._close_file()
            self._fd, self._opened = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC), opened
        self._put(self._fd)

    @property
    def is_threadless(self) -> bool:
        """Say whether the kernel takes our requests."""
        return self._queue is not None

    def close(self) -> None:
        """Wait for what was asked for and give everything back; what is asked for later begins anew."""
        self._aside.close()
        self._close_file()
        self._close_queue()

    def _put(self, fd: int) -> None:
        hub = get_hub()
        if self._queue is not None and hub is not self._queue.hub:
            # A thread without our loop: there nobody else waits.
            os.fdatasync(fd)
            return
        try:
            if not self._is_refused:
                self._put_by_kernel(fd, hub)
                return
        except Refused:
            self._is_refused = True
        self._aside.do(lambda: os.fdatasync(fd))

    def _put_by_kernel(self, fd: int, hub: Any) -> None:
        if self._queue is None:
            self._queue = Queue(hub)
        try:
            failed = self._queue.put(fd)
        except BaseException:
            self._close_queue()
            raise
        if failed:
            raise OSError(failed, os.strerror(failed))

    def _close_queue(self) -> None:
        queue, self._queue = self._queue, None
        if queue is not None:
            queue.close()

    def _close_file(self) -> None:
        fd, self._fd, self._opened = self._fd, -1, -1
        if fd >= 0:
            os.close(fd)
