"""What is asked, and what was found."""

from typing import Any

from marshmallow import ValidationError, fields, validate

from triangle.core.schema import Id, Schema, Text, one_of
from triangle.playbooks.schemas import Names
from triangle.search.models import KINDS

LIMIT, MOST = 8, 50


class KindsField(fields.String):
    """Some kinds of things, parted by commas."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        kinds = str(super()._deserialize(value, attr, data, **kwargs)).split(",")
        if not set(kinds) <= set(KINDS):
            raise ValidationError(f"some of {','.join(KINDS)}, parted by commas")
        return kinds


class SearchQuery(Schema):
    """What is looked for, among which kinds of things, and how many of each."""

    q = Text(longest=80, required=True)
    kinds = KindsField(
        load_default=list(KINDS), metadata={"pattern": f"^({'|'.join(KINDS)})(,({'|'.join(KINDS)}))*$"}
    )
    limit = fields.Integer(load_default=LIMIT, validate=validate.Range(min=1, max=MOST))


class HitOut(Schema):
    """One thing that was found."""

    kind = one_of(KINDS, required=True)
    id = Id(required=True)
    title = fields.String(
        required=True,
        metadata={"description": "A node's code, its main note's too; else its name or title."},
    )
    name = fields.Nested(Names, required=True, allow_none=True)
    within = fields.String(required=True, metadata={"description": "Where it belongs: an account, a deal."})
    deal_id = Id(required=True, allow_none=True)
    node_id = Id(required=True, allow_none=True)
    status = fields.String(required=True, allow_none=True)
