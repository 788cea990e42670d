"""The matrix as JSON: rows name deals, nodes and people by id, and each of these is told once."""

from typing import Any

from marshmallow import Schema as MarshmallowSchema
from marshmallow import fields

from triangle.accounts.models import SEAT_ROLES
from triangle.core.schema import Id, MomentField, Ready, Schema, one_of
from triangle.core.web.replies import Position, page_of
from triangle.deals.models import STATUSES as DEAL_STATUSES
from triangle.matrix.rule_schemas import FindingWaiver
from triangle.matrix.terms import BY, FIXES, KINDS, RULE_NAMES, SEVERITIES, STAGES
from triangle.nodes.models import STATUSES
from triangle.playbooks.schemas import Names
from triangle.responsibilities.models import CAUSES, DUTIES


class CellOut(Schema):
    """A person's duty in a node, the role it came with, and since when."""

    person_id = Id(required=True)
    duty = one_of(DUTIES, required=True)
    role = one_of(SEAT_ROLES, required=True)
    from_at = MomentField(required=True)


class NodeRow(Schema):
    """A node as a row."""

    node_id = Id(required=True)
    deal_id = Id(required=True)
    template_id = Id(required=True)
    status = one_of(STATUSES, required=True)
    planned_finish_on = fields.Date(required=True)


class MatrixRow(NodeRow):
    """A node with everybody's duties in it."""

    cells = fields.List(fields.Nested(CellOut), required=True)


class EntryRef(Schema):
    """The entry that made a change."""

    stream = fields.String(required=True)
    seq = fields.Integer(required=True)
    type = fields.String(required=True)
    actor = Id(required=True)


class ChangeOut(Schema):
    """One duty that lies elsewhere than before."""

    kind = one_of(KINDS, required=True)
    duty = one_of(DUTIES, required=True)
    role = one_of(SEAT_ROLES, required=True)
    before = Id(required=True, allow_none=True)
    after = Id(required=True, allow_none=True)
    at = MomentField(required=True)
    cause = one_of(CAUSES, required=True, allow_none=True)
    entry = fields.Nested(EntryRef, required=True, allow_none=True)


class ChangedRow(NodeRow):
    """A node with what changed in it."""

    changes = fields.List(fields.Nested(ChangeOut), required=True)


class DutyRow(Schema):
    """One duty of a person, as an interval."""

    id = Id(required=True)
    deal_id = Id(required=True)
    node_id = Id(required=True)
    template_id = Id(required=True)
    person_id = Id(required=True)
    duty = one_of(DUTIES, required=True)
    role = one_of(SEAT_ROLES, required=True)
    from_at = MomentField(required=True)
    until_at = MomentField(required=True, allow_none=True)
    cause = one_of(CAUSES, required=True)


class MatrixDeal(Schema):
    """A deal that rows speak of."""

    id = Id(required=True)
    title = fields.String(required=True)
    status = one_of(DEAL_STATUSES, required=True)
    account_id = Id(required=True)
    account = fields.String(required=True)
    team_id = Id(required=True, allow_none=True)


class MatrixNode(Schema):
    """What a node is called in its playbook."""

    id = Id(required=True)
    code = fields.String(required=True)
    name = fields.Nested(Names, required=True)
    stage = one_of(STAGES, required=True)


class MatrixPerson(Schema):
    """A person who is a column."""

    id = Id(required=True)
    name = fields.String(required=True)
    is_active = fields.Boolean(required=True)
    team_id = Id(required=True, allow_none=True)


def _page(noun: type[MarshmallowSchema], name: str, **beside: Any) -> type[Schema]:
    made = page_of(
        noun,
        # Made as they are sent by the statements that read them.
        deals=Ready(fields.Nested(MatrixDeal), required=True),
        templates=Ready(fields.Nested(MatrixNode), required=True),
        people=Ready(fields.Nested(MatrixPerson), required=True),
        **beside,
    )
    made.__name__ = name
    return made


# `heads` is one SHA-256 over the heads of the streams that a page was made from: paper can be checked.
MatrixPage = _page(
    MatrixRow,
    "MatrixPage",
    # Thousands of cells: whoever reads them makes them as they are sent, and their rows with them.
    data=Ready(fields.Nested(MatrixRow), required=True),
    at=MomentField(required=True),
    is_now=fields.Boolean(required=True),
    heads=fields.String(required=True),
)
DifferencePage = _page(
    ChangedRow,
    "DifferencePage",
    data=Ready(fields.Nested(ChangedRow), required=True),
    heads=fields.String(required=True),
)
DutyPage = _page(DutyRow, "DutyPage", data=Ready(fields.Nested(DutyRow), required=True))


class DealMatrix(MatrixPage):  # type: ignore[misc, valid-type]
    """The matrix of one deal, with how far its stream was read."""

    positions = fields.Dict(keys=fields.String(), values=fields.Nested(Position), required=True)


class Moments(Schema):
    """Moments at which something changed around one moment, and where time begins."""

    first = MomentField(required=True, allow_none=True)
    previous = MomentField(required=True, allow_none=True)
    current = MomentField(required=True, allow_none=True)
    next = MomentField(required=True, allow_none=True)
    ticks = fields.List(MomentField(), required=True)


class LoadRow(Schema):
    """One person's load, column by column."""

    person_id = Id(required=True)
    counts = fields.List(fields.Integer(), required=True)


class LoadOut(Schema):
    """The load heat map: people by weeks or stages, the busiest first."""

    data = fields.List(fields.Nested(LoadRow), required=True)
    by = one_of(BY, required=True)
    weeks = fields.List(MomentField(), required=True)
    stages = fields.List(one_of(STAGES), required=True)
    more = fields.Boolean(required=True)
    people = fields.List(fields.Nested(MatrixPerson), required=True)


class FindingOut(Schema):
    """One finding: which rule, about what, and what repairs it."""

    rule = one_of(RULE_NAMES, required=True)
    severity = one_of(SEVERITIES, required=True)
    fix = one_of(FIXES, required=True)
    key = Id(required=True)
    team_id = Id(required=True, allow_none=True)
    deal_id = Id(required=True, allow_none=True)
    node_id = Id(required=True, allow_none=True)
    person_id = Id(required=True, allow_none=True)
    role = one_of(SEAT_ROLES, required=True, allow_none=True)
    handoff_id = Id(required=True, allow_none=True)
    count = fields.Integer(required=True, allow_none=True)
    since = MomentField(required=True, allow_none=True)
    waiver = fields.Nested(FindingWaiver, required=True, allow_none=True)


class FindingCount(Schema):
    """How many findings of a rule a team has."""

    rule = one_of(RULE_NAMES, required=True)
    severity = one_of(SEVERITIES, required=True)
    team_id = Id(required=True, allow_none=True)
    count = fields.Integer(required=True)


class NodePlace(Schema):
    """Which template a node follows."""

    id = Id(required=True)
    template_id = Id(required=True)


FindingsPage = _page(
    FindingOut,
    "FindingsPage",
    counts=fields.List(fields.Nested(FindingCount), required=True),
    nodes=fields.List(fields.Nested(NodePlace), required=True),
)


class DealProof(Schema):
    """What the verification of one deal found; nothing wrong is an empty list."""

    entries = fields.Integer(required=True)
    intervals = fields.Integer(required=True)
    wrong = fields.List(fields.String(), required=True)


class VerifiedOut(Schema):
    """The last round of the worker: everything, or what moved since the checkpoint before; what was wrong."""

    at = MomentField(required=True)
    is_whole = fields.Boolean(required=True)
    wrong = fields.Integer(required=True)


class ProofOut(Schema):
    """When the whole ledger was last verified and signed, and what this verification of one deal found."""

    checkpoint_at = MomentField(required=True, allow_none=True)
    key = fields.String(required=True, allow_none=True)
    verified = fields.Nested(VerifiedOut, required=True, allow_none=True)
    at = MomentField(required=True)
    deal = fields.Nested(DealProof, required=True, allow_none=True)
