"""What the API says of itself in OpenAPI holds for whatever is sent to it."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import (
    CheckFunction,
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.schemas import OpenApiSchema

from tests.permissions.world import World, filled_world
from triangle.app import create_app
from triangle.config import Config
from triangle.core.web.openapi import description
from triangle.identity.actions import make_token

EXAMPLES = 15
CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# People and teams are written by admins; everything else is asked by an AR.
ADMINS_OWN = ("/api/people", "/api/teams")


def described() -> OpenApiSchema:
    """Read the API's own description; nothing is asked of its database."""
    app = create_app(Config(database_url="sqlite:///var/nothing.db"))
    schema = schemathesis.openapi.from_dict(orjson.loads(description(app.extensions["openapi"])))
    schema.config.generation.update(max_examples=EXAMPLES, deterministic=True, database="none")
    return schema


SCHEMA = described()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A company that may be changed by whatever is sent."""
    with filled_world(tmp_path_factory.mktemp("world")) as made:
        yield made


@pytest.fixture
def tokens(world: World) -> dict[str, str]:
    """Write tokens made for this test: an earlier one may have been revoked by what was sent."""
    made = {}
    for name in ("admin", "ar"):
        with world.company.deed(name) as deed:
            made[name] = make_token(deed, name="generated", scope="write", expires_on=None)[1]
    return made


def aim(case: Case, known: dict[str, Any]) -> None:
    """Point a case at something that exists, unless it was drawn far off: else nearly all would miss."""
    for name, value in (case.path_parameters or {}).items():
        if str(value).isalnum() and len(str(value)) < 4:
            case.path_parameters[name] = known.get(name, value)
    if isinstance(case.body, dict):
        case.body |= {key: known[key] for key in ("account_id", "person_id", "playbook") if key in case.body}
    if "If-Match" in (case.headers or {}) and len(case.headers["If-Match"]) < 2:
        case.headers["If-Match"] = "*"


@SCHEMA.parametrize()
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_answers_are_as_described(case: Case, world: World, tokens: dict[str, str]) -> None:
    aim(case, {**world.ids, "node_id": world.ids["worked"], "name": world.ids["deal"], "playbook": "SD"})
    token = tokens["admin" if case.path.startswith(ADMINS_OWN) else "ar"]

    allowed = {"Authorization": f"Bearer {token}"}
    case.call_and_validate(app=world.company.app, headers=allowed, checks=CHECKS)
