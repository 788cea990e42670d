"""People, teams, sessions and tokens as JSON."""

from typing import Any
from zoneinfo import available_timezones

from marshmallow import ValidationError, fields, validate, validates

from triangle.core.schema import Id, MomentField, Schema, Text, one_of
from triangle.core.web.replies import PageQuery, reply_of
from triangle.identity.models import LANGUAGES, ROLES, SCOPES, SCREENS


def _email(**kwargs: Any) -> fields.Email:
    return fields.Email(validate=validate.Length(max=200), **kwargs)


def _password(**kwargs: Any) -> fields.String:
    return fields.String(validate=validate.Length(min=8, max=200), load_only=True, **kwargs)


class PersonOut(Schema):
    """A person as everybody here may see them."""

    id = Id(required=True)
    name = Text(required=True)
    email = fields.String(required=True)
    role = one_of(ROLES, required=True)
    team_id = Id(required=True, allow_none=True)
    language = one_of(LANGUAGES, required=True)
    time_zone = fields.String(required=True)
    single_keys = fields.Boolean(required=True)
    is_guest = fields.Boolean(required=True)
    is_active = fields.Boolean(required=True)
    version = fields.Integer(required=True)


PersonReply = reply_of(PersonOut)


class TimeZoneRule(Schema):
    """Refuses time zones that do not exist."""

    @validates("time_zone")
    def known(self, value: str, data_key: str) -> None:
        """Refuse a name that is no IANA time zone."""
        if value not in available_timezones():
            raise ValidationError("an IANA time zone such as Asia/Shanghai")


class PersonNew(TimeZoneRule):
    """A person to be added."""

    name = Text(longest=80, required=True)
    email = _email(required=True)
    password = _password(required=True)
    role = one_of(ROLES, load_default="member")
    team_id = Id(load_default=None, allow_none=True)
    language = one_of(LANGUAGES, load_default="zh")
    time_zone = fields.String(load_default="Asia/Shanghai")
    is_guest = fields.Boolean(load_default=False)


class PersonEdit(TimeZoneRule):
    """What may change of a person; role and team by admins only."""

    name = Text(longest=80)
    role = one_of(ROLES)
    team_id = Id(allow_none=True)
    language = one_of(LANGUAGES)
    time_zone = fields.String()
    single_keys = fields.Boolean()


class PasswordChange(Schema):
    """A new password; the current one is needed for one's own."""

    current_password = fields.String(load_default=None, validate=validate.Length(max=200))
    password = _password(required=True)


class PeopleQuery(PageQuery):
    """Which people: a part of the name or mail address."""

    q = Text(longest=80)


class SignInBody(Schema):
    """Who signs in."""

    email = Text(longest=200, shortest=0, required=True)
    password = fields.String(required=True, validate=validate.Length(max=200))


class SetupBody(Schema):
    """The first admin of a new installation."""

    name = Text(longest=80, required=True)
    email = _email(required=True)
    password = _password(required=True)
    language = one_of(LANGUAGES, load_default="zh")


class SignedIn(Schema):
    """Who is signed in, and the token that their writes must carry."""

    data = fields.Nested(PersonOut, required=True, allow_none=True)
    csrf = fields.String(required=True, allow_none=True)
    first_run = fields.Boolean(required=True)


class SessionOut(Schema):
    """One browser that is signed in."""

    id = Id(required=True)
    created_at = MomentField(required=True)
    seen_at = MomentField(required=True)
    address = fields.String(required=True)
    user_agent = fields.String(required=True)
    is_current = fields.Boolean(required=True)


class TokenNew(Schema):
    """A token to be made."""

    name = Text(longest=80, required=True)
    scope = one_of(SCOPES, load_default="read")
    expires_on = fields.Date(load_default=None, allow_none=True)


class TokenOut(Schema):
    """A token without its secret."""

    id = Id(required=True)
    name = Text(required=True)
    scope = one_of(SCOPES, required=True)
    created_at = MomentField(required=True)
    last_used_at = MomentField(required=True, allow_none=True)
    expires_on = fields.Date(required=True, allow_none=True)


class TokenMade(TokenOut):
    """A token just made: the only answer that ever holds its secret."""

    token = fields.String(required=True)


class TokenOfPerson(TokenOut):
    """A token, and whose it is."""

    person_id = Id(required=True)


class TeamOut(Schema):
    """A team in the tree."""

    id = Id(required=True)
    name = Text(required=True)
    parent_id = Id(required=True, allow_none=True)
    version = fields.Integer(required=True)


class TeamBody(Schema):
    """A team to be made or changed."""

    name = Text(longest=80, required=True)
    parent_id = Id(load_default=None, allow_none=True)


class ViewBody(Schema):
    """A view to be saved: which list, under which name, and the query of its address."""

    screen = one_of(SCREENS, required=True)
    name = Text(longest=60, required=True)
    query = Text(longest=1000, shortest=0, required=True)


class ViewOut(ViewBody):
    """A saved view."""

    id = Id(required=True)


class ViewsQuery(Schema):
    """Of which list."""

    screen = one_of(SCREENS, required=True)
