"""What can be asked of the matrix: filters, moments, order."""

from typing import Any

from marshmallow import fields, validate

from triangle.accounts.models import SEAT_ROLES
from triangle.core.paging import MOST
from triangle.core.schema import MomentField, Schema, Text, one_of
from triangle.core.web.replies import PageQuery
from triangle.identity.models import LANGUAGES
from triangle.matrix.scope import Wanted
from triangle.matrix.terms import BY, GROUPS, RULE_NAMES, SEVERITIES, STAGES
from triangle.responsibilities.models import DUTIES

_id = validate.Range(min=1, max=2**31 - 1)


class FilterQuery(Schema):
    """Which part of the matrix."""

    deal = fields.Integer(validate=_id)
    team = fields.Integer(validate=_id, metadata={"description": "With all teams below it."})
    account = fields.Integer(validate=_id)
    playbook = Text(longest=20)
    stage = one_of(STAGES)
    state = one_of(("open", "closed"))
    person = fields.Integer(validate=_id)
    role = one_of(SEAT_ROLES)
    duty = one_of(DUTIES)


FILTERS = tuple(FilterQuery._declared_fields)


def wanted(query: dict[str, Any]) -> Wanted:
    """Take the filters out of what was asked."""
    return Wanted(**{name: query.pop(name) for name in FILTERS if name in query})


class MatrixQuery(FilterQuery, PageQuery):
    """Which rows, in which order, as of when; now when no moment is given."""

    at = MomentField(load_default=None)
    group = one_of(GROUPS, load_default="deal")


class DifferenceQuery(FilterQuery, PageQuery):
    """Which rows, compared between which moments; the last week when none are given."""

    since = MomentField(load_default=None, data_key="from")
    until = MomentField(load_default=None, data_key="to")
    group = one_of(GROUPS, load_default="deal")


class PersonQuery(FilterQuery, PageQuery):
    """Which duties of a person, in which span of time."""

    since = MomentField(load_default=None, data_key="from")
    until = MomentField(load_default=None, data_key="to")


class MomentsQuery(FilterQuery):
    """Around which moment; now when none is given."""

    at = MomentField(load_default=None)


class LoadQuery(FilterQuery):
    """How the load is laid out."""

    at = MomentField(load_default=None)
    by = one_of(BY, load_default="week")
    weeks = fields.Integer(load_default=12, validate=validate.Range(min=1, max=26))
    limit = fields.Integer(load_default=MOST, validate=validate.Range(min=1, max=1000))


class ExportQuery(FilterQuery):
    """Which rows go into the file, as what, in which language; the reader's own when none is given."""

    at = MomentField(load_default=None)
    group = one_of(GROUPS, load_default="deal")
    format = one_of(("xlsx", "csv", "pdf"), load_default="xlsx")
    language = one_of(LANGUAGES, load_default=None)


class FindingsQuery(PageQuery):
    """Which findings."""

    deal = fields.Integer(validate=_id)
    team = fields.Integer(validate=_id, metadata={"description": "With all teams below it."})
    account = fields.Integer(validate=_id)
    playbook = Text(longest=20)
    person = fields.Integer(validate=_id)
    rule = one_of(RULE_NAMES, load_default=None)
    severity = one_of(SEVERITIES, load_default=None)
    waived = fields.Boolean(
        load_default=False, metadata={"description": "Those that somebody waived, and no others."}
    )


class ProofQuery(Schema):
    """Which deal to verify now, if any."""

    deal = fields.Integer(validate=_id, load_default=None)
