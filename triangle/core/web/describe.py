"""What OpenAPI says of an endpoint: its input, its answer and every refusal it can give."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from marshmallow import Schema, fields

READ_REFUSALS = (400, 401, 403, 404, 422, 429, 503)
WRITE_REFUSALS = (400, 401, 403, 404, 409, 412, 413, 422, 428, 429, 503)

_HEADERS = {
    "Idempotency-Key": "Makes a repeated request have one effect; kept for 24 hours.",
    "If-Match": "The ETag that the writer saw; required on PATCH, PUT and DELETE.",
    "X-Op-Id": "Comes back as `op_id` in the entry that this deed writes.",
}


class FieldProblem(Schema):
    """One line of a problem: which field, what is wrong, and what is allowed."""

    field = fields.String()
    code = fields.String(required=True)
    params = fields.Dict()


class ProblemOut(Schema):
    """A refusal (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    code = fields.String(required=True)
    detail = fields.String(required=True)
    id = fields.String(
        required=True, metadata={"description": "The request, as X-Request-Id and the logs name it."}
    )
    params = fields.Dict(required=True)
    errors = fields.List(fields.Nested(FieldProblem), required=True)


def describe(
    endpoint: Callable[..., Any],
    *,
    method: str,
    out: type[Schema] | None,
    query: type[Schema] | None = None,
    body: type[Schema] | None = None,
    status: int = 200,
    refusals: tuple[int, ...] | None = None,
    files: tuple[str, ...] = (),
) -> None:
    """Write the OpenAPI description of an endpoint on it, where flask-smorest looks for it."""
    refused = refusals or (READ_REFUSALS if method == "GET" else WRITE_REFUSALS)
    doc: dict[str, Any] = {"responses": {str(code): _problem(code) for code in refused}}
    answers = out is not None or bool(files)
    doc["responses"][str(status if answers else 204)] = _file(files) if files else _success(out, status)
    parameters: list[dict[str, Any]] = [{"in": "query", "schema": query}] if query else []
    parameters += [_header(name) for name in _headers_of(method)]
    if parameters:
        doc["parameters"] = parameters
    if body:
        doc["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    endpoint._apidoc = {"manual_doc": doc}  # type: ignore[attr-defined]


def _file(kinds: tuple[str, ...]) -> dict[str, Any]:
    binary = {"schema": {"type": "string", "format": "binary"}}
    return {"description": "A file", "content": dict.fromkeys(kinds, binary)}


def _success(out: type[Schema] | None, status: int) -> dict[str, Any]:
    if out is None:
        return {"description": "Done"}
    return {"description": HTTPStatus(status).phrase, "content": {"application/json": {"schema": out}}}


def _problem(code: int) -> dict[str, Any]:
    return {
        "description": HTTPStatus(code).phrase,
        "content": {"application/problem+json": {"schema": ProblemOut}},
    }


def _headers_of(method: str) -> tuple[str, ...]:
    return () if method == "GET" else ("Idempotency-Key", "If-Match", "X-Op-Id")


def _header(name: str) -> dict[str, Any]:
    return {
        "in": "header",
        "name": name,
        "required": False,
        "description": _HEADERS[name],
        "schema": {"type": "string"},
    }
