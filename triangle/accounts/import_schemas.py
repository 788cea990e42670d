"""Files of accounts and what becomes of their rows, as JSON."""

from marshmallow import fields, validate

from triangle.accounts.import_words import FIELDS
from triangle.core.schema import Id, Schema, one_of
from triangle.core.table_file import LARGEST_FILE
from triangle.core.web.describe import FieldProblem
from triangle.identity.models import LANGUAGES

MOST_AT_ONCE = 200
FORMATS = ("csv", "xlsx")
OUTCOMES = ("fit", "refused", "duplicate", "added")
# The text that stands for the largest file: three bytes become four letters.
LONGEST = LARGEST_FILE * 4 // 3 + 4
LONGEST_CELL = 2000


class TableFile(Schema):
    """A file as it was chosen, in base64."""

    content = fields.String(
        required=True, validate=validate.Length(min=1, max=LONGEST), metadata={"format": "byte"}
    )


class ColumnOut(Schema):
    """A column of the file, with the field that its heading means."""

    heading = fields.String(required=True)
    field = one_of(FIELDS, required=True, allow_none=True)


class LineOut(Schema):
    """A row of the file, with the number of its line there."""

    line = fields.Integer(required=True)
    cells = fields.List(fields.String(), required=True)


class TableOut(Schema):
    """What stands in a file."""

    columns = fields.List(fields.Nested(ColumnOut), required=True)
    rows = fields.List(fields.Nested(LineOut), required=True)


class TableReply(Schema):
    """A file that was read."""

    data = fields.Nested(TableOut, required=True)


def _cell() -> fields.String:
    return fields.String(load_default="", validate=validate.Length(max=LONGEST_CELL))


class ImportRow(Schema):
    """One account as the file words it: people by email or name, the team by its name."""

    line = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=2**31 - 1))
    name = _cell()
    type = _cell()
    channel = _cell()
    industry = _cell()
    region = _cell()
    team = _cell()
    AR = _cell()
    SR = _cell()
    FR = _cell()
    SP = _cell()
    anyway = fields.Boolean(
        load_default=False, metadata={"description": "Add it although there is an account of this name."}
    )


class ImportRows(Schema):
    """Some rows of a file, to be checked or added in one transaction."""

    rows = fields.List(
        fields.Nested(ImportRow), required=True, validate=validate.Length(min=1, max=MOST_AT_ONCE)
    )


class SameOut(Schema):
    """The account that has this name already."""

    id = Id(required=True)
    name = fields.String(required=True)


class OutcomeOut(Schema):
    """What is, or becomes, of one row."""

    line = fields.Integer(required=True)
    outcome = one_of(OUTCOMES, required=True)
    key = fields.String(
        required=True, metadata={"description": "Rows of one file with the same key are duplicates."}
    )
    problems = fields.List(fields.Nested(FieldProblem), required=True)
    same = fields.Nested(SameOut, required=True, allow_none=True)
    account_id = Id(required=True, allow_none=True)


class OutcomesReply(Schema):
    """What is, or became, of the rows."""

    data = fields.List(fields.Nested(OutcomeOut), required=True)


class TemplateQuery(Schema):
    """Which template."""

    format = one_of(FORMATS, load_default="xlsx")
    language = one_of(LANGUAGES, load_default=None, allow_none=True)
