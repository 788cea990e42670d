"""The HTTP floor: the cheapest Flask endpoint that can be served, with the bytes it read from stdin."""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402 - the patch comes first, whatever is imported after it

from flask import Flask, Response, request  # noqa: E402
from gevent.pywsgi import WSGIServer  # noqa: E402

from triangle.config import Config  # noqa: E402
from triangle.serve import listener  # noqa: E402


def floor_app(answer: bytes) -> Flask:
    """Return an app that answers everything with the same bytes."""
    app = Flask("floor", static_folder=None)

    @app.route("/<path:anything>", methods=["GET", "POST"])
    def same(anything: str) -> Response:
        request.get_data()
        return Response(answer, mimetype="application/json")

    return app


def main() -> None:
    """Serve until a signal stops it."""
    app = floor_app(sys.stdin.buffer.read())
    bound = listener(Config(port=0))
    bound.listen()
    bound.setblocking(False)
    server = WSGIServer(bound, app, log=None, error_log=sys.stderr)
    server.start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
