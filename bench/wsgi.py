"""A Flask app on the WSGI server and the listener that the service uses, until a signal stops it."""

import sys

from flask import Flask
from gevent.pywsgi import WSGIServer

from triangle.config import Config
from triangle.serve import BACKLOG, listener


def serve_forever(app: Flask) -> None:
    """Serve on a free port and say the address; the caller has patched everything with gevent before."""
    bound = listener(Config(port=0))
    bound.listen(BACKLOG)
    bound.setblocking(False)
    server = WSGIServer(bound, app, log=None, error_log=sys.stderr)
    server.start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
