"""The HTTP floor: the cheapest Flask endpoint that can be served, with the bytes it read from stdin."""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402 - the patch comes first, whatever is imported after it

from flask import Flask, Response, request  # noqa: E402

from bench.wsgi import serve_forever  # noqa: E402


def floor_app(answer: bytes) -> Flask:
    """Return an app that answers everything with the same bytes."""
    app = Flask("floor", static_folder=None)

    @app.route("/<path:anything>", methods=["GET", "POST"])
    def same(anything: str) -> Response:
        request.get_data()
        return Response(answer, mimetype="application/json")

    return app


if __name__ == "__main__":
    serve_forever(floor_app(sys.stdin.buffer.read()))
