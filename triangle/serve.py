"""`triangle serve`: one process with everything in it; and `triangle worker`, without the serving."""

import resource
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

import gevent
from flask import Flask
from gevent.event import Event
from gevent.pool import Pool
from gevent.pywsgi import WSGIHandler, WSGIServer

from triangle.background import Background, freeze_what_is_built, prepare
from triangle.config import Config
from triangle.core.file_lock import InUse, only_server
from triangle.core.log import log_to_stderr

STOP_SECONDS, GOODBYE_SECONDS = 5, 3
BACKLOG = 1024
# Connections that ask something, or may ask again; sockets are not among them.
MOST_REQUESTS = 5000
# A connection that sends nothing, or stops in the middle of a request, is closed.
SILENT_SECONDS = 60


class PatientReader(WSGIHandler):
    """Reads requests of one connection, but does not wait for ever."""

    def __init__(self, sock: Any, address: Any, server: Any) -> None:
        sock.settimeout(SILENT_SECONDS)
        super().__init__(sock, address, server)

    # A time-out of the socket starts anew with each byte; these hold for a whole line, and a whole head.
    def read_requestline(self) -> Any:
        """Read the first line of a request, in time."""
        with gevent.Timeout(SILENT_SECONDS, TimeoutError("no request in time")):
            return super().read_requestline()

    def read_request(self, raw_requestline: Any) -> Any:
        """Read the head of a request, in time."""
        with gevent.Timeout(SILENT_SECONDS, TimeoutError("no whole request in time")):
            return super().read_request(raw_requestline)


def listener(config: Config) -> socket.socket:
    """Return the bound socket; Nagle's algorithm, which would hold small answers for 40 ms, is off."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        made.bind((config.host, config.port))
    except OSError as error:
        raise InUse(f"cannot listen on {config.host}:{config.port} ({error.strerror}); try --port") from error
    return made


def serve(app: Flask, bound: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve the app on a bound socket until a signal stops it; `ready` is told when requests are answered."""
    bound.listen(BACKLOG)
    bound.setblocking(False)
    _open_many_files()
    requests = Pool(MOST_REQUESTS)
    server = WSGIServer(
        bound, app, log=None, error_log=sys.stderr, handler_class=PatientReader, spawn=requests
    )
    background, stopped = Background(app), Event()
    server.start()
    background.start()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, _stop, server, background, stopped)
    freeze_what_is_built()
    ready(app.extensions["triangle"].config.origins[0])
    stopped.wait()
    background.stop()


def _stop(server: WSGIServer, background: Background, stopped: Event) -> None:
    """Take nobody new, send the sockets away a few at a time, wait for running requests, and stop."""
    if server.closed:
        # Told a second time: at once.
        stopped.set()
        return
    server.close()
    background.leave(GOODBYE_SECONDS)
    server.stop(STOP_SECONDS - GOODBYE_SECONDS)
    stopped.set()


def _open_many_files() -> None:
    """Take as many file descriptors as the system gives: each client is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def work(app: Flask) -> None:
    """Do the worker's chores in a process of their own until a signal stops it."""
    database = app.extensions["triangle"].database
    with only_server(database):
        prepare(database)
        log_to_stderr()
        background, stopped = Background(app), Event()
        background.start_worker()
        for number in (signal.SIGTERM, signal.SIGINT):
            gevent.signal_handler(number, stopped.set)
        stopped.wait()
        background.stop()
