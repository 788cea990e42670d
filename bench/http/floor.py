"""The HTTP floor: the cheapest Flask endpoint that can be served, with the answers it read from stdin."""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402 - the patch comes first, whatever is imported after it

import orjson  # noqa: E402
from flask import Flask, Response, request  # noqa: E402

from bench.wsgi import serve_forever  # noqa: E402


def floor_app(answers: dict[str, bytes]) -> Flask:
    """Return an app that answers each path with its bytes, and every other one with those of none."""
    other = answers.get("", b"")
    app = Flask("floor", static_folder=None)

    @app.route("/<path:anything>", methods=["GET", "POST"])
    def same(anything: str) -> Response:
        request.get_data()
        return Response(answers.get(anything, other), mimetype="application/json")

    return app


if __name__ == "__main__":
    given = orjson.loads(sys.stdin.buffer.read())
    serve_forever(floor_app({path: answer.encode() for path, answer in given.items()}))
