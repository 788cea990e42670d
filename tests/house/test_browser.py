"""What the browser has to know of the service, and what it must not leave out."""

import re

import triangle.app  # noqa: F401 - entry types are declared when the features are imported
from tests.house.sources import BROWSER, SERVICE, text_of
from triangle.activity.catalog import known_types

ENTRY_TYPE = re.compile(r'"([a-z_]+\.[a-z_]+)":')
ENTRY_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*")


def in_browser() -> set[str]:
    """Return the entry types that the browser's tables name."""
    tables = list(BROWSER.glob("features/*/entries.ts"))
    assert tables
    return {name for table in tables for name in ENTRY_TYPE.findall(text_of(table))}


def test_browser_draws_every_entry_type() -> None:
    assert {name for _, name in known_types()} - in_browser() == set()


def test_browser_draws_no_entry_type_that_nobody_writes() -> None:
    assert in_browser() - {name for _, name in known_types()} == set()


def test_entry_types_are_noun_and_past_verb() -> None:
    assert [name for _, name in known_types() if not ENTRY_NAME.fullmatch(name)] == []


def test_features_have_one_name_on_both_sides() -> None:
    service = {path.parent.name for path in SERVICE.glob("*/__init__.py")}
    browser = {path.name for path in BROWSER.glob("features/*") if path.is_dir()}

    assert browser - service == set()


def test_browser_tables_are_joined() -> None:
    joined = text_of(BROWSER / "app" / "entries.ts")
    tables = [table.parent.name for table in BROWSER.glob("features/*/entries.ts")]

    assert [name for name in tables if f'"@/features/{name}/entries"' not in joined] == []
