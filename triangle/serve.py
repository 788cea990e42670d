"""`triangle serve`: one process with everything in it."""

import logging
import resource
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

import gevent
from flask import Flask
from gevent.pywsgi import WSGIHandler, WSGIServer
from sqlalchemy.exc import SQLAlchemyError

from triangle.config import Config
from triangle.core import idempotency
from triangle.core.clock import SystemClock
from triangle.core.db import Database
from triangle.core.errors import Unavailable
from triangle.core.file_lock import InUse
from triangle.core.migrate import upgrade
from triangle.playbooks.standard import load_standard_without_policy

STOP_SECONDS = 5
BACKLOG = 1024
TIDY_SECONDS = 3600
# A connection that sends nothing, or stops in the middle of a request, is closed.
SILENT_SECONDS = 60
log = logging.getLogger(__name__)


class PatientReader(WSGIHandler):
    """Reads requests of one connection, but does not wait for ever."""

    def __init__(self, sock: Any, address: Any, server: Any) -> None:
        sock.settimeout(SILENT_SECONDS)
        super().__init__(sock, address, server)


def prepare(database: Database) -> None:
    """Bring the database to the newest form and publish the standard playbooks."""
    upgrade(database)
    with database.unit_of_work() as session:
        load_standard_without_policy(session, SystemClock().now())


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
    here = app.extensions["triangle"]
    bound.listen(BACKLOG)
    bound.setblocking(False)
    _open_many_files()
    server = WSGIServer(bound, app, log=None, error_log=sys.stderr, handler_class=PatientReader)
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, server.stop, STOP_SECONDS)
    server.start()
    beat = gevent.spawn(app.extensions["live"].beat_forever)
    tidy = gevent.spawn(_tidy_forever, here.database)
    ready(here.config.origins[0])
    server.serve_forever()
    gevent.killall([beat, tidy])
    here.database.close()


def _open_many_files() -> None:
    """Take as many file descriptors as the system gives: each client is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _tidy_forever(database: Database) -> None:
    while True:
        try:
            with database.unit_of_work() as session:
                idempotency.forget_old(session, SystemClock().now())
        except (Unavailable, SQLAlchemyError):
            log.warning("old answers are kept for another hour", exc_info=True)
        gevent.sleep(TIDY_SECONDS)
