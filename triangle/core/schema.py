"""The base of every schema: strict when it reads, compiled when it writes."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from operator import attrgetter, itemgetter
from typing import Any

from marshmallow import RAISE, ValidationError, fields, validate
from marshmallow import Schema as MarshmallowSchema

Write = Callable[[Any], Any]


class MomentField(fields.DateTime):
    """A moment, ISO 8601 in UTC with microseconds; a time without a zone is refused."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        moment = super()._deserialize(value, attr, data, **kwargs)
        if moment.tzinfo is None:
            raise ValidationError("needs a time zone")
        try:
            return moment.astimezone(UTC)
        except OverflowError as error:
            raise ValidationError("out of range") from error


class Amount(fields.Decimal):
    """An amount of money with two decimals, as a JSON number."""


class Ready(fields.List):  # type: ignore[type-arg]
    """A list that is JSON already when it is dumped; its items are described, and not written again."""


class Text(fields.String):
    """Text a person typed: trimmed, at least `shortest` and at most `longest` characters, no NUL."""

    def __init__(self, longest: int = 200, shortest: int = 1, **kwargs: Any) -> None:
        super().__init__(validate=validate.Length(min=shortest, max=longest), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs)).strip()
        if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            raise ValidationError("has characters that are no text")
        return text


class Id(fields.Integer):
    """The id of a row: a whole number that fits the database."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strict=True, validate=validate.Range(min=1, max=2**31 - 1), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Schema(MarshmallowSchema):
    """A shape of JSON: refuses unknown fields when it loads, dumps by a function compiled once."""

    class Meta:
        """Strictness for all schemas."""

        unknown = RAISE

    def dump(self, obj: Any, *, many: bool | None = None) -> Any:
        """Return JSON-ready values of a row or a mapping, faster than marshmallow's own dump (ADR 0004)."""
        write = writer(type(self))
        return [write(each) for each in obj] if (self.many if many is None else many) else write(obj)


@cache
def writer(schema: type[MarshmallowSchema]) -> Write:
    """Compile a schema class into one function from an object or a mapping to a dict."""
    parts = [
        (field.data_key or name, field.attribute or name, _value(field))
        for name, field in schema().dump_fields.items()
    ]
    keys, names = [key for key, _, _ in parts], [name for _, name, _ in parts]
    of_object, of_mapping = _values_of(attrgetter, names), _values_of(itemgetter, names)
    said_as_they_are = keys if keys == names else None
    worded = [(key, write_value) for key, _, write_value in parts if write_value]

    def write(thing: Any) -> dict[str, Any]:
        if not isinstance(thing, dict):
            said = dict(zip(keys, of_object(thing), strict=True))
        elif list(thing) == said_as_they_are:
            # What was read for this very shape, or stored in it: a copy is made in a fifth of the time.
            said = thing.copy()
        else:
            try:
                said = dict(zip(keys, of_mapping(thing), strict=True))
            except KeyError:
                said = {key: thing[name] for key, name, _ in parts if name in thing}
        for key, write_value in worded:
            if (value := said.get(key)) is not None:
                said[key] = write_value(value)
        return said

    return write


def _values_of(getter: Callable[..., Any], names: list[str]) -> Write:
    # A getter of one name returns the value itself, a getter of several a tuple; of none there is no getter.
    if not names:
        return lambda thing: ()
    get = getter(*names)
    return get if len(names) > 1 else lambda thing: (get(thing),)


def _value(field: fields.Field[Any]) -> Write | None:
    """Return how a value of one field, other than None, is written; None when it is JSON already."""
    match field:
        case fields.Nested():
            inner = writer(type(field.schema))
            return _each(inner) if field.many or field.schema.many else inner
        case Ready():
            return None
        case fields.List():
            of = _value(field.inner)
            return _each(of) if of else list
        case fields.Dict():
            of = _value(field.value_field) if field.value_field else None
            return (lambda m: dict(zip(m, _each(of)(m.values()), strict=True))) if of else None
        case fields.DateTime():
            return moment_text
        case fields.Date():
            return date.isoformat
        case fields.Decimal():
            return _number
    return None


def _each(write: Write) -> Write:
    return lambda values: [None if value is None else write(value) for value in values]


# A page of the matrix words the same few moments a thousand times; equal moments have one text in UTC.
@lru_cache(4096)
def moment_text(moment: datetime) -> str:
    """Return a moment as the one text that replies, entries and hashes use."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def one_of(names: Sequence[str], **kwargs: Any) -> fields.String:
    """Return a field that takes one of the given words."""
    return fields.String(validate=validate.OneOf(names), **kwargs)
