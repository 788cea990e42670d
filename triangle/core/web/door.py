"""The doors of a feature: each endpoint is a few lines, and documents itself in OpenAPI."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial, wraps
from typing import Any

import orjson
from flask import Request, Response, request
from flask.globals import request_ctx
from flask_smorest import Blueprint
from marshmallow import Schema

from triangle.core import idempotency
from triangle.core.deed import Deed
from triangle.core.errors import Malformed, NotFound
from triangle.core.idempotency import StoredAnswer
from triangle.core.schema import writer
from triangle.core.web.describe import READ_REFUSALS, WRITE_REFUSALS, describe
from triangle.core.web.documents import attached
from triangle.core.web.problems import as_problem, respond
from triangle.core.web.service import Ask, Service, service

View = Callable[..., Any]
Before = Callable[..., dict[str, Any]]
LONGEST_OP_ID = 64
BIGGEST_ID = 2**31 - 1


class Door(Blueprint):  # type: ignore[misc]
    """A blueprint whose endpoints read with an `Ask` and write with a `Deed`."""

    def reads(
        self, path: str, *, out: type[Schema], query: type[Schema] | None = None
    ) -> Callable[[View], View]:
        """Decorate a question: `view(ask, **ids, **query)` returns what `out` dumps."""

        def decorate(view: View) -> View:
            @wraps(view)
            def endpoint(**ids: Any) -> Response:
                here = service()
                with here.database.reading() as session:
                    ask = Ask(session, here.authenticate(session, _request()), here)
                    _check_ids(ids)
                    asked = _asked(query)
                    return _answer(out, view(ask, **ids, **asked), 200)

            describe(endpoint, out=out, query=query, method="GET")
            self.add_url_rule(path, view_func=endpoint, methods=["GET"])
            return view

        return decorate

    def sends(
        self,
        path: str,
        *,
        kinds: tuple[str, ...],
        query: type[Schema] | None = None,
        refusals: tuple[int, ...] = READ_REFUSALS,
    ) -> Callable[[View], View]:
        """Decorate a question whose answer is a `Document` of one of some kinds, to be saved as a file."""

        def decorate(view: View) -> View:
            @wraps(view)
            def endpoint(**ids: Any) -> Response:
                here = service()
                with here.database.reading() as session:
                    ask = Ask(session, here.authenticate(session, _request()), here)
                    _check_ids(ids)
                    asked = _asked(query)
                    return attached(view(ask, **ids, **asked))

            describe(endpoint, out=None, query=query, method="GET", files=kinds, refusals=refusals)
            self.add_url_rule(path, view_func=endpoint, methods=["GET"])
            return view

        return decorate

    def weighs(
        self, path: str, *, out: type[Schema], body: type[Schema], largest: int | None = None
    ) -> Callable[[View], View]:
        """Decorate a question that is too long for an address: `view(ask, **body)`; it changes nothing.

        `largest` bytes are taken where more than the usual may come.
        """

        def decorate(view: View) -> View:
            @wraps(view)
            def endpoint() -> Response:
                here = service()
                with here.database.reading() as session:
                    ask = Ask(session, here.authenticate(session, _request()), here)
                    if largest:
                        request.max_content_length = largest
                    return _answer(out, view(ask, **_reader(body).load(_json())), 200)

            describe(endpoint, out=out, body=body, method="GET", refusals=WRITE_REFUSALS)
            self.add_url_rule(path, view_func=endpoint, methods=["POST"])
            return view

        return decorate

    def writes(
        self,
        method: str,
        path: str,
        *,
        out: type[Schema] | None,
        body: type[Schema] | None = None,
        status: int = 200,
        secret: bool = False,
        before: Before | None = None,
    ) -> Callable[[View], View]:
        """Decorate a deed: `view(deed, **ids, **body)` in one transaction, once per Idempotency-Key.

        An answer with a `secret` is never stored, so a repeated key does it again. `before` gets an `Ask` and
        the same, does the slow part while no transaction waits for it, and returns what the view gets.
        """

        def decorate(view: View) -> View:
            @wraps(view)
            def endpoint(**ids: Any) -> Response:
                _check_ids(ids)
                here = service()
                with here.database.reading() as session:
                    actor = here.authenticate(session, _request())
                    given = _reader(body).load(_json()) if body else {}
                    if before:
                        given = before(Ask(session, actor, here), **ids, **given)
                work = partial(_work, view, out, status, {**ids, **given})
                key = None if secret else _Key.of_request(body)
                return _perform(here, actor, work, must_match=method != "POST", key=key)

            describe(endpoint, out=out, body=body, method=method, status=status)
            self.add_url_rule(path, view_func=endpoint, methods=[method])
            return view

        return decorate


def _work(view: View, out: type[Schema] | None, status: int, given: dict[str, Any], deed: Deed) -> Response:
    return _answer(out, view(deed, **given), status)


@dataclass(frozen=True, slots=True)
class _Key:
    """An Idempotency-Key and what tells whether the same request came with it before."""

    text: str
    fingerprint: str

    @classmethod
    def of_request(cls, body: type[Schema] | None) -> "_Key | None":
        text = request.headers.get("Idempotency-Key")
        return cls(text, _fingerprint(body)) if text else None


def _perform(
    here: Service, actor: Any, work: Callable[[Deed], Response], *, must_match: bool, key: _Key | None
) -> Response:
    if key is None:
        return _once(here, actor, work, must_match=must_match, key=None)
    with here.keys.running(actor.id, key.text):
        try:
            return _once(here, actor, work, must_match=must_match, key=key)
        except Exception as error:
            problem = as_problem(error)
            if 400 <= problem.status < 500 and problem.code not in (
                "idempotency_running",
                "idempotency_key_reused",
            ):
                with here.database.unit_of_work() as session:
                    if idempotency.claim(session, actor.id, key.text, key.fingerprint) is None:
                        idempotency.keep(session, _stored(actor.id, key, respond(problem), here))
            raise problem from error


def _once(
    here: Service, actor: Any, work: Callable[[Deed], Response], *, must_match: bool, key: _Key | None
) -> Response:
    with here.database.unit_of_work() as session:
        stored = idempotency.claim(session, actor.id, key.text, key.fingerprint) if key else None
        if stored is not None:
            return _replay(stored)
        deed = Deed(
            session,
            session.get_one(type(actor), actor.id),
            here.clock,
            here.calendar,
            op_id=(request.headers.get("X-Op-Id") or "").replace("\0", "")[:LONGEST_OP_ID] or None,
            if_match=request.headers.get("If-Match"),
            must_match=must_match,
        )
        response = work(deed)
        if key:
            idempotency.keep(session, _stored(actor.id, key, response, here))
    return response


def _fingerprint(body: type[Schema] | None) -> str:
    # A hash of a body with a password in it could be tried out against a list of passwords: those stay out.
    hidden = {name for name, field in _reader(body).fields.items() if field.load_only} if body else set()
    said = request.get_data()
    if hidden:
        given = _json()
        kept = {name: value for name, value in given.items() if name not in hidden}
        said = orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(f"{request.method} {request.path}\n".encode() + said).hexdigest()


def _stored(actor_id: int, key: _Key, response: Response, here: Service) -> StoredAnswer:
    return StoredAnswer(
        actor_id=actor_id,
        key=key.text,
        fingerprint=key.fingerprint,
        status=response.status_code,
        etag=response.headers.get("ETag"),
        body=response.get_data(),
        at=here.clock.now(),
    )


def _replay(stored: StoredAnswer) -> Response:
    kind = "application/json" if stored.status < 400 else "application/problem+json"
    response = Response(stored.body, status=stored.status, mimetype=kind)
    if stored.etag:
        response.headers["ETag"] = stored.etag
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _json() -> Any:
    raw = request.get_data()
    if not raw:
        return {}
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Malformed("malformed_json", f"the body is not JSON: {error}") from error


@cache
def _reader(schema: type[Schema] | None) -> Schema:
    """Return the one instance of a schema that reads: making one copies every field. None takes nothing."""
    return (schema or Schema)()


def _request() -> Request:
    # Itself, and not what Flask puts in its place and looks up with each question.
    return request_ctx.request


def _asked(query: type[Schema] | None) -> dict[str, Any]:
    asked = _request()
    return dict(_reader(query).load(asked.args) if asked.query_string else _of_nothing(query))


@cache
def _of_nothing(query: type[Schema] | None) -> Any:
    # First pages are mostly asked for without a word; what is missing is refused each time.
    return _reader(query).load({})


def _check_ids(ids: dict[str, Any]) -> None:
    for value in ids.values():
        if value > BIGGEST_ID if isinstance(value, int) else "\0" in value:
            raise NotFound("not_found", "no such thing")


def _answer(out: type[Schema] | None, result: Any, status: int) -> Response:
    if out is None:
        return Response(status=204)
    dumped = writer(out)(result)
    response = Response(orjson.dumps(dumped), status=status, mimetype="application/json")
    version = dumped["data"].get("version") if isinstance(dumped.get("data"), dict) else None
    if version is not None:
        response.headers["ETag"] = f'"{version}"'
    return response
