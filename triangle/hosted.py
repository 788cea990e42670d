"""The app under somebody else's server, such as gunicorn: prepared when loaded, at work in each process."""

import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any

from triangle.app import create_app
from triangle.config import Config
from triangle.core.file_lock import only_server
from triangle.serve import prepare, start_background


class Hosted:
    """A WSGI application that starts its background work in the process that answers the first request.

    A server may load it before or after it forks: no connection and no greenlet crosses the fork.
    """

    def __init__(self, config: Config) -> None:
        self.app = create_app(config)
        self._database = self.app.extensions["triangle"].database
        self._holding = ExitStack()
        self._holding.enter_context(only_server(self._database))
        prepare(self._database)
        self._database.close()
        self._at_work_in = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        if self._at_work_in != os.getpid():
            self._at_work_in = os.getpid()
            start_background(self.app)
        return self.app(environ, start_response)
