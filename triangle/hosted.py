"""The app under somebody else's server, such as gunicorn: prepared when loaded, at work in each process."""

import os
import signal
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any

import gevent

from triangle.app import create_app
from triangle.background import Background, freeze_what_is_built, prepare
from triangle.config import Config
from triangle.core.file_lock import only_server

# gunicorn looks once a second whether it was told to stop; then it waits for requests, not for sockets.
GOODBYE_SECONDS = 0.8


class Hosted:
    """A WSGI application that starts its background work in the process that answers the first request.

    A server may load it before or after it forks: no connection and no greenlet crosses the fork.
    """

    def __init__(self, config: Config) -> None:
        self.app = create_app(config)
        self._background = Background(self.app)
        database = self.app.extensions["triangle"].database
        self._holding = ExitStack()
        self._holding.enter_context(only_server(database))
        prepare(database)
        database.close()
        self._at_work_in = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        if self._at_work_in != os.getpid():
            self._at_work_in = os.getpid()
            freeze_what_is_built()
            self._background.start()
            self._say_goodbye_first()
        return self.app(environ, start_response)

    def _say_goodbye_first(self) -> None:
        """Have sockets told of a stop before the server's own handler acts on SIGTERM."""
        before = signal.getsignal(signal.SIGTERM)

        def leave(number: int, frame: Any) -> None:
            gevent.spawn(self._background.leave, GOODBYE_SECONDS)
            if callable(before):
                before(number, frame)

        signal.signal(signal.SIGTERM, leave)
