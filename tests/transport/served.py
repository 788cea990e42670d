"""The app that these tests talk to, in a process of its own: a few events, and the server's own figures.

With `--stock` it is the same app on the stock Flask-SocketIO stack, to see which faults are that one's.
"""

import argparse
import ctypes
import gc
import importlib
import json
import socket
import sys
from pathlib import Path
from typing import Any

import flask_socketio
from flask import Flask, jsonify, request
from gevent.pywsgi import WSGIHandler, WSGIServer
from greenlet import greenlet

from tests.transport.events import Events

OURS = "triangle.core.transport.server"


class Figures:
    """What the process holds: files, greenlets, connections, memory, and how often a client has left."""

    def __init__(self, sockets: flask_socketio.SocketIO, events: Events) -> None:
        self.sockets, self.events = sockets, events

    def __call__(self) -> dict[str, Any]:
        """Return the figures once garbage is collected and free memory given back."""
        gc.collect()
        if sys.platform == "linux":
            ctypes.CDLL(None).malloc_trim(0)
        server = self.sockets.server
        namespaces = server.manager.rooms.values()
        return {
            "files": len(list(Path("/proc/self/fd").iterdir())),
            "greenlets": sum(isinstance(thing, greenlet) and not thing.dead for thing in gc.get_objects()),
            "connections": len(server.eio.sockets),
            # The room None has everybody of a namespace in it; one's own room is no room that was joined.
            "clients": sum(len(rooms.get(None, ())) for rooms in namespaces),
            "rooms": sum(len(rooms.keys() - {None} - rooms[None].keys()) for rooms in namespaces),
            "resident": _status("VmRSS"),
            "peak": _status("VmHWM"),
            "reasons": self.events.reasons,
            "left": self.events.reasons.total(),
            "entered": self.events.entered,
            "counted": self.events.counted,
        }


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def build(kind: type[flask_socketio.SocketIO], options: dict[str, Any]) -> Flask:
    """Return the app on one of the two stacks."""
    app = Flask("served")
    app.config["SECRET_KEY"] = "of these tests"
    sockets = kind(app, **options)
    figures = Figures(sockets, Events(sockets))

    @app.get("/figures")
    def tell_figures() -> Any:
        return jsonify(figures())

    @app.post("/forget-peak")
    def forget_peak() -> Any:
        gc.collect()
        # Linux: the highest resident memory is counted from now on.
        Path("/proc/self/clear_refs").write_text("5")
        return jsonify(figures())

    @app.post("/emit")
    def emit() -> Any:
        wish = request.get_json()
        for number in range(wish.get("first", 0), wish.get("last", 1)):
            sockets.emit(wish["event"], (number, "x" * wish["size"]), to=wish.get("to"))
        return jsonify()

    return app


def requests_in(stock: bool, options: dict[str, Any]) -> type[WSGIHandler]:
    """Return what reads HTTP requests; ours lets a request take no longer than the entry into a namespace."""
    if stock or "connect_timeout" not in options:
        return WSGIHandler
    # Imported where it is needed alone: with it comes half of the product, and every server starts later.
    serve = importlib.import_module("triangle.serve")
    serve.SILENT_SECONDS = options["connect_timeout"]
    reader: type[WSGIHandler] = serve.PatientReader
    return reader


def main() -> None:
    """Serve on a free port and say which."""
    words = argparse.ArgumentParser()
    words.add_argument("--stock", action="store_true")
    words.add_argument("--options", default="{}")
    given = words.parse_args()
    options = json.loads(given.options)
    standard = {"async_mode": "gevent", "transports": ["websocket"], "async_handlers": False}
    stack = importlib.import_module("flask_socketio" if given.stock else OURS)
    app = build(stack.SocketIO, standard | options)
    bound = socket.create_server(("127.0.0.1", 0), backlog=1024)
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    bound.setblocking(False)
    server = WSGIServer(bound, app, log=None, handler_class=requests_in(given.stock, options))
    sys.stdout.write(f"{bound.getsockname()[1]}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
