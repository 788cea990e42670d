"""The compiled writer says what marshmallow says, and readers let nothing in that is not what it claims."""

import string
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import Schema as Marshmallow
from marshmallow import ValidationError, fields

from triangle.core.schema import Amount, Id, MomentField, Schema, Text, moment_text, one_of


class Inner(Schema):
    """A part."""

    name = fields.String(required=True)
    on = fields.Date(required=True, allow_none=True)


class Whole(Schema):
    """One of every kind of field that the service uses."""

    id = Id(required=True)
    name = Text(required=True)
    kind = one_of(("a", "b"), required=True)
    is_known = fields.Boolean(required=True)
    count = fields.Integer(required=True, allow_none=True)
    at = MomentField(required=True, allow_none=True)
    on = fields.Date(required=True, allow_none=True)
    amount = Amount(required=True, allow_none=True)
    tags = fields.List(fields.String(), required=True)
    days = fields.List(fields.Date(), required=True)
    inner = fields.Nested(Inner, required=True, allow_none=True)
    parts = fields.List(fields.Nested(Inner), required=True)
    others = fields.Nested(Inner, many=True, required=True)
    by_name = fields.Dict(keys=fields.String(), values=fields.Nested(Inner), required=True)
    plain = fields.Dict(required=True)
    renamed = fields.String(data_key="from", attribute="origin", required=True)


words = st.text(string.ascii_letters + "华光 ", min_size=1, max_size=12).filter(str.strip).map(str.strip)
moments = st.datetimes(timezones=st.just(UTC))
amounts = st.integers(0, 10**15).map(lambda hundredths: Decimal(hundredths) / 100)
inners = st.fixed_dictionaries({"name": words, "on": st.none() | st.dates()})
wholes = st.fixed_dictionaries(
    {
        "id": st.integers(1, 2**31 - 1),
        "name": words,
        "kind": st.sampled_from("ab"),
        "is_known": st.booleans(),
        "count": st.none() | st.integers(-(2**53), 2**53),
        "at": st.none() | moments,
        "on": st.none() | st.dates(),
        "amount": st.none() | amounts,
        "tags": st.lists(words, max_size=3),
        "days": st.lists(st.dates(), max_size=3),
        "inner": st.none() | inners,
        "parts": st.lists(inners, max_size=3),
        "others": st.lists(inners, max_size=3),
        "by_name": st.dictionaries(words, inners, max_size=3),
        "plain": st.dictionaries(words, st.integers() | words, max_size=3),
        "origin": words,
    }
)


@settings(deadline=None)
@given(thing=wholes)
def test_writes_what_marshmallow_writes(thing: dict[str, Any]) -> None:
    ours, theirs = Whole().dump(thing), Marshmallow.dump(Whole(), thing)

    # Two things are ours on purpose: one text for a moment, and amounts as JSON numbers.
    assert ours.pop("at") == (moment_text(thing["at"]) if thing["at"] else None)
    assert (theirs.pop("at") is None) == (thing["at"] is None)
    assert ours.pop("amount") == (None if thing["amount"] is None else float(theirs.pop("amount", 0)))
    theirs.pop("amount", None)
    assert ours == theirs


@settings(deadline=None)
@given(thing=wholes)
def test_writes_objects_like_mappings(thing: dict[str, Any]) -> None:
    as_object = SimpleNamespace(**thing, inside=None)
    if thing["inner"]:
        as_object.inner = SimpleNamespace(**thing["inner"])

    assert Whole().dump(as_object) == Whole().dump(thing)
    assert Whole(many=True).dump([thing, as_object]) == [Whole().dump(thing)] * 2


@settings(deadline=None)
@given(thing=wholes)
def test_reads_what_it_wrote(thing: dict[str, Any]) -> None:
    assert Whole().load(Whole().dump(thing)) == thing


def test_leaves_out_what_a_mapping_does_not_have() -> None:
    assert Inner().dump({"name": "x"}) == {"name": "x"}


@given(moment=moments)
def test_moments_sort_like_their_text(moment: datetime) -> None:
    later = datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)

    assert len(moment_text(moment)) == len(moment_text(later)) == 27
    assert (moment_text(moment) < moment_text(later)) == (moment < later)


@given(given_text=st.text())
def test_text_is_trimmed_and_is_text_or_refused(given_text: str) -> None:
    try:
        text = Text(longest=20).deserialize(given_text)
    except ValidationError:
        stripped = given_text.strip()
        bad = "\0" in stripped or any("\ud800" <= letter <= "\udfff" for letter in stripped)
        assert bad or not 1 <= len(stripped) <= 20
    else:
        assert text == given_text.strip()
        assert "\0" not in text
        text.encode()


@pytest.mark.parametrize("value", [0, -1, 2**31, 10**30, True, False, 1.0, 1.5, "1", "x", None, [1], {}])
def test_what_is_no_id_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        Id().deserialize(value)


@pytest.mark.parametrize(
    "value",
    ["2026-03-02T10:00:00", "2026-03-02", "now", "", 0, "0001-01-01T00:00:00+14:00", "2026-03-02T25:00:00Z"],
)
def test_what_is_no_moment_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        MomentField().deserialize(value)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "x", "1e400000", [], {}, True])
def test_what_is_no_amount_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        Amount(places=2, validate=lambda amount: amount <= 10**13).deserialize(value)


def test_unknown_fields_are_refused_at_every_depth() -> None:
    with pytest.raises(ValidationError) as refused:
        Inner().load({"name": "x", "on": str(date(2026, 3, 2)), "is_admin": True})

    assert refused.value.messages == {"is_admin": ["Unknown field."]}
