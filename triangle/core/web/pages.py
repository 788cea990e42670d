"""The browser part: one page for every address that is not the API's, and its assets."""

from pathlib import Path

from flask import Flask, Response, send_from_directory
from werkzeug.routing import PathConverter

from triangle.core.web.headers import nonce

NOT_BUILT = (
    "<!doctype html><title>Triangle</title><p>The browser part is not built yet: run <code>make setup</code>."
)


class PagePath(PathConverter):
    """An address of the browser part; what the API does not know stays unknown, whatever the method."""

    regex = r"(?!api/|socket\.io)[^/].*?"


def serve_pages(app: Flask, folder: Path) -> None:
    """Serve the built browser part from `folder`; assets have hashed names and are kept for a year."""

    @app.get("/assets/<path:name>")
    def asset(name: str) -> Response:
        response = send_from_directory(folder / "assets", name)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    app.url_map.converters["page"] = PagePath

    @app.get("/", defaults={"path": ""})
    @app.get("/<page:path>")
    def page(path: str) -> Response:
        if path in {file.name for file in folder.glob("*.*")} - {"index.html"}:
            return send_from_directory(folder, path)
        index = folder / "index.html"
        text = index.read_text("utf-8") if index.is_file() else NOT_BUILT
        response = Response(text.replace("__CSP_NONCE__", nonce()), mimetype="text/html")
        response.headers["Cache-Control"] = "no-cache"
        return response
