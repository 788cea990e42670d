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
from gevent import Greenlet
from gevent.pywsgi import WSGIHandler, WSGIServer
from sqlalchemy.exc import SQLAlchemyError

from triangle.activity.live import Live
from triangle.config import Config
from triangle.core import idempotency
from triangle.core.clock import SystemClock
from triangle.core.db import Database
from triangle.core.errors import Unavailable
from triangle.core.file_lock import InUse
from triangle.core.migrate import PREPARING, alone, upgrade
from triangle.deals.presence import Presence
from triangle.playbooks.standard import load_standard_without_policy

STOP_SECONDS, GOODBYE_SECONDS = 5, 3
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

    # A time-out of the socket starts anew with each byte; these hold for a whole line, and a whole head.
    def read_requestline(self) -> Any:
        """Read the first line of a request, in time."""
        with gevent.Timeout(SILENT_SECONDS, TimeoutError("no request in time")):
            return super().read_requestline()

    def read_request(self, raw_requestline: Any) -> Any:
        """Read the head of a request, in time."""
        with gevent.Timeout(SILENT_SECONDS, TimeoutError("no whole request in time")):
            return super().read_request(raw_requestline)


def prepare(database: Database) -> None:
    """Bring the database to the newest form and publish the standard playbooks; several may do it at once."""
    with alone(database, PREPARING):
        upgrade(database)
        _publish_playbooks(database)


def _publish_playbooks(database: Database) -> None:
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
    live: Live = app.extensions["live"]
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, _stop, server, live)
    server.start()
    working = start_background(app)
    ready(here.config.origins[0])
    server.serve_forever()
    live.stop()
    # A database that does not answer must not keep a process from ending.
    gevent.spawn(_leave_rooms, app.extensions["presence"]).join(timeout=1)
    gevent.killall(working)
    here.database.close()


def start_background(app: Flask) -> "list[Greenlet[..., None]]":
    """Start what a serving process does beside its requests; call it once in each process, after any fork."""
    here = app.extensions["triangle"]
    live: Live = app.extensions["live"]
    presence: Presence = app.extensions["presence"]
    live.start(presence.work_forever)
    return [gevent.spawn(here.metrics.pulse.beat_forever), gevent.spawn(_tidy_forever, here.database)]


def _stop(server: WSGIServer, live: Live) -> None:
    """Take nobody new, send the sockets away a few at a time, and stop."""
    server.close()
    live.leave(GOODBYE_SECONDS)
    server.stop(STOP_SECONDS - GOODBYE_SECONDS)


def _leave_rooms(presence: Presence) -> None:
    try:
        presence.close()
    except (Unavailable, SQLAlchemyError):
        log.warning("others will see our people for ten more seconds", exc_info=True)


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
