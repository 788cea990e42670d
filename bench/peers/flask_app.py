"""A Flask-SocketIO app, with the SocketIO class of the module that is named, the stock one or ours."""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402 - the patch comes first, whatever is imported after it
from importlib import import_module  # noqa: E402

import orjson  # noqa: E402
from flask import Flask  # noqa: E402

from bench.wsgi import serve_forever  # noqa: E402


def app_with(module: str, event: object) -> Flask:
    """Return an app whose sockets all hear the event when one of them says `shout`."""
    app = Flask("peer", static_folder=None)
    # Handlers one after the other for each client, as the product has them and as Node has them.
    options = {"async_mode": "gevent", "async_handlers": False, "transports": ["websocket"]}
    socketio = import_module(module).SocketIO(app, **options)

    @socketio.on("shout")
    def shout() -> None:
        socketio.emit("entry", event)

    return app


if __name__ == "__main__":
    serve_forever(app_with(sys.argv[1], orjson.loads(sys.stdin.buffer.read())))
