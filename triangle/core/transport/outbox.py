"""What a client has not taken yet."""

import socket
from collections import deque
from collections.abc import Callable

from gevent import get_hub

MOST_QUEUED = 1024 * 1024
STALL_SECONDS = 10


class Outbox:
    """Whole frames that wait for the kernel, in order; exists only while there are some.

    `drained` is called when everything was sent, `failed` when the peer is gone.
    """

    __slots__ = ("_drained", "_failed", "_frames", "_now", "_socket", "_watcher", "size", "stalls_at")

    def __init__(
        self,
        taken: socket.socket,
        now: Callable[[], float],
        drained: Callable[[], None],
        failed: Callable[[], None],
    ) -> None:
        self._socket, self._now, self._drained, self._failed = taken, now, drained, failed
        self._frames: deque[bytes | memoryview] = deque()
        self.size = 0
        self.stalls_at = now() + STALL_SECONDS
        self._watcher = get_hub().loop.io(taken.fileno(), 2)
        self._watcher.start(self._writable)

    def add(self, frames: bytes | memoryview) -> bool:
        """Take frames; False when too much waits already behind the one that is being sent."""
        # What is being sent may be large; what waits behind it may not.
        if self._frames and self.size - len(self._frames[0]) + len(frames) > MOST_QUEUED:
            return False
        self._frames.append(frames)
        self.size += len(frames)
        return True

    def close(self) -> None:
        """Forget everything."""
        self._watcher.stop()
        self._watcher.close()
        self._frames.clear()

    def _writable(self) -> None:
        waiting = self._frames
        try:
            while waiting:
                sent = self._socket.send(waiting[0])
                self.size -= sent
                self.stalls_at = self._now() + STALL_SECONDS
                if sent == len(waiting[0]):
                    waiting.popleft()
                else:
                    waiting[0] = memoryview(waiting[0])[sent:]
        except BlockingIOError:
            return
        except OSError:
            self._failed()
            return
        self.close()
        self._drained()
