"""Absences as JSON."""

from marshmallow import fields

from triangle.absences.models import STATUSES
from triangle.accounts.models import SEAT_ROLES
from triangle.activity.catalog import entry_types
from triangle.core.schema import Id, MomentField, Schema, Text, one_of

GAPS = ("no_deputy", "deputy_gone", "deputy_away")


class AbsenceOut(Schema):
    """Who is away, from when until when, in which role, and who acts for them."""

    id = Id(required=True)
    person_id = Id(required=True)
    role = one_of(SEAT_ROLES, required=True, allow_none=True)
    deputy_id = Id(required=True, allow_none=True)
    from_at = MomentField(required=True)
    until_at = MomentField(required=True)
    status = one_of(STATUSES, required=True)
    note = fields.String(required=True)
    chosen_by = Id(required=True)
    version = fields.Integer(required=True)


class AbsenceLine(AbsenceOut):
    """An absence in the calendar, with the hole it leaves and what the reader may do."""

    gap = one_of(GAPS, required=True, allow_none=True)
    can = fields.List(fields.String(), required=True)


class AbsenceNew(Schema):
    """An absence to be planned."""

    from_at = MomentField(required=True)
    until_at = MomentField(required=True)
    role = one_of(SEAT_ROLES, load_default=None, allow_none=True)
    deputy_id = Id(load_default=None, allow_none=True)
    note = Text(longest=200, shortest=0, load_default="")


class AbsenceEdit(Schema):
    """What may change of an absence that is not over."""

    until_at = MomentField()
    deputy_id = Id(allow_none=True)
    note = Text(longest=200, shortest=0)


class AbsencesQuery(Schema):
    """Of which time."""

    from_at = MomentField(required=True)
    until_at = MomentField(required=True)


@entry_types("user", "absence.planned", "absence.changed")
class AbsenceEntry(Schema):
    """The absence as it is now, told to whoever is away and to their deputy."""

    absence = fields.Nested(AbsenceOut, required=True)
