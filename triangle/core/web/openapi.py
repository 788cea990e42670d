"""The API's description: OpenAPI as JSON, and as a page without scripts."""

from functools import cached_property
from typing import Any

import orjson
from apispec import APISpec
from flask import Flask, Response, render_template_string
from flask_smorest import Api

from triangle.core.web.door import Door
from triangle.core.web.headers import nonce

SETTINGS = {
    "API_TITLE": "Triangle",
    "API_VERSION": "1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api",
    "OPENAPI_JSON_PATH": "openapi.json",
}
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Triangle API</title>
<style nonce="{{ nonce }}">
body { font: 16px/1.5 system-ui; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
:root { color-scheme: light dark }
code { font-weight: 600 }
li { margin: .4rem 0 }
</style>
<main><h1>Triangle API</h1><p><a href="/api/openapi.json">OpenAPI</a></p><ul>
{% for method, path, summary in lines %}<li><code>{{ method }} {{ path }}</code> {{ summary }}</li>
{% endfor %}</ul></main></html>
"""


class DescribedApi(Api):  # type: ignore[misc]
    """Serves the doors from the start; their description is made when it is first asked for.

    Describing takes three quarters of the time of building an app, and most processes are never asked.
    """

    # Each endpoint lists its refusals itself; the library's own shape of errors is not ours.
    DEFAULT_ERROR_RESPONSE_NAME = None

    def __init__(self, app: Flask, doors: list[Door]) -> None:
        super().__init__(app)
        self._doors = doors
        for door in doors:
            app.register_blueprint(door)

    @cached_property
    def described(self) -> APISpec:
        """The whole description."""
        spec: APISpec = self.spec
        for door in self._doors:
            door.register_views_in_doc(self, self._app, spec, name=door.name, parameters=None)
            spec.tag({"name": door.name, "description": door.description})
        return spec

    def _register_error_handlers(self) -> None:
        """Leave errors to `problems`: one shape for the whole app."""

    def _openapi_json(self) -> Response:
        return Response(description(self), mimetype="application/json")


def description(api: DescribedApi) -> bytes:
    """Return the API's description as JSON; bounds of amounts are numbers in it."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS
    return orjson.dumps(api.described.to_dict(), default=float, option=options)


def describe_api(app: Flask, doors: list[Door]) -> DescribedApi:
    """Register the doors with their description at `/api/openapi.json` and `/api/docs`."""
    app.config.update(SETTINGS)
    api = DescribedApi(app, doors)

    @app.get("/api/docs")
    def docs() -> Response:
        return Response(_page(api.described.to_dict()), mimetype="text/html")

    return api


def _page(spec: dict[str, Any]) -> str:
    lines = [
        (method.upper(), path, operation.get("summary", ""))
        for path, operations in sorted(spec["paths"].items())
        for method, operation in operations.items()
        if isinstance(operation, dict)
    ]
    return render_template_string(_PAGE, lines=lines, nonce=nonce())
