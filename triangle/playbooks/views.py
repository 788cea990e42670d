"""Doors of playbooks."""

from typing import Any

from marshmallow import fields

from triangle.core.errors import NotFound
from triangle.core.policy import require
from triangle.core.web.door import Door
from triangle.core.web.replies import list_of, reply_of
from triangle.core.web.service import Ask
from triangle.playbooks import queries
from triangle.playbooks.models import Playbook
from triangle.playbooks.schemas import Names, PlaybookOut, PlaybookWhole, VersionQuery
from triangle.playbooks.standard import role_names

door = Door("playbooks", __name__, url_prefix="/api", description="Playbooks and their versions.")

_roles: dict[str, Any] = {
    "roles": fields.Dict(keys=fields.String(), values=fields.Nested(Names), required=True)
}


@door.reads("/playbooks", out=list_of(PlaybookOut, ready=True, **_roles))
def list_playbooks(ask: Ask) -> Any:
    """List the newest version of every playbook, and the roles they use."""
    require(ask.actor, "see", Playbook)
    return {"data": queries.latest_rows(ask.session), "roles": role_names()}


@door.reads("/playbooks/<string:code>", out=reply_of(PlaybookWhole, **_roles), query=VersionQuery)
def get_playbook(ask: Ask, code: str, version: int | None) -> Any:
    """Show a version of a playbook with its stages and nodes."""
    require(ask.actor, "see", Playbook)
    playbook = queries.by_code(ask.session, code, version)
    if playbook is None:
        raise NotFound("not_found", "no such playbook", noun="playbook")
    return {"data": playbook, "can": [], "positions": {}, "roles": role_names()}
