"""Linux' own asynchronous requests, of which one is needed: put a file on the disk, and tell when it is."""

import ctypes
import os
import platform
import struct
from typing import Any

from gevent.hub import Waiter

# The numbers of Linux' calls for this, by processor: io_setup, io_destroy, io_submit, io_getevents.
_CALLS = {"x86_64": (206, 207, 209, 208), "aarch64": (0, 1, 2, 4)}
# struct iocb and struct io_event of <linux/aio_abi.h>, on processors that begin with the low byte.
_REQUEST, _RESULT = struct.Struct("<QIIHhIQQqQII"), struct.Struct("<QQqq")
_FDATASYNC, _TELLS_EVENTFD = 3, 1
# None of them waits, but `io_destroy` for what somebody no longer waits for: the GIL is kept.
_syscall = ctypes.PyDLL(None, use_errno=True).syscall
_syscall.argtypes, _syscall.restype = [ctypes.c_long] * 6, ctypes.c_long


class Refused(Exception):
    """The kernel takes no such requests, here or of this file."""


class Queue:
    """A queue of one request, whose answers come to one event loop; it does not cross a fork."""

    def __init__(self, hub: Any) -> None:
        is_known = hasattr(os, "eventfd") and struct.calcsize("P") == 8
        calls = _CALLS.get(platform.machine()) if is_known else None
        if calls is None:
            raise Refused
        self.hub = hub
        self._setup, self._destroy, self._submit, self._results = calls
        event, context = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC), ctypes.c_ulong(0)
        if _syscall(self._setup, 1, ctypes.addressof(context), 0, 0, 0) != 0:
            # Not allowed here, as in some containers.
            os.close(event)
            raise Refused
        self._event, self._context = event, context.value
        # The kernel reads and writes these: made once, as a keystroke asks for no more than the one before.
        self._request = ctypes.create_string_buffer(_REQUEST.size)
        self._asked = ctypes.c_void_p(ctypes.addressof(self._request))
        self._result = ctypes.create_string_buffer(_RESULT.size)
        self._where = ctypes.addressof(self._asked), ctypes.addressof(self._result)
        self._waiter: Any = None
        # Always watched: to begin and to end it each time would be two more calls to the kernel.
        self._watcher = hub.loop.io(event, 1)
        self._watcher.start(self._told)

    def put(self, fd: int) -> int:
        """Return 0 when a file is on the disk, else the number of the error; the loop goes on meanwhile.

        After an exception it has to be closed: what comes late would be taken for the next one's answer.
        """
        waiter = self._waiter = Waiter(self.hub)
        self._ask(fd)
        waiter.get()
        return -self._answer()

    def _told(self) -> None:
        os.eventfd_read(self._event)
        waiter, self._waiter = self._waiter, None
        if waiter is not None:
            waiter.switch(None)

    def _ask(self, fd: int) -> None:
        _REQUEST.pack_into(
            self._request, 0, 0, 0, 0, _FDATASYNC, 0, fd, 0, 0, 0, 0, _TELLS_EVENTFD, self._event
        )
        if _syscall(self._submit, self._context, 1, self._where[0], 0, 0) != 1:
            raise Refused

    def _answer(self) -> int:
        if _syscall(self._results, self._context, 1, 1, self._where[1], 0) != 1:
            raise Refused
        code: int = _RESULT.unpack(self._result)[2]
        return code

    def close(self) -> None:
        """Give it back; what is on its way in it is waited for."""
        _syscall(self._destroy, self._context, 0, 0, 0, 0)
        self._watcher.close()
        os.close(self._event)
