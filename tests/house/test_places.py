"""Things that happen in one place only: the commit, the look at the clock, the writing of history."""

import re

from tests.house.sources import ROOT, SERVICE, python_files, short, text_of

COMMIT = re.compile(r"\.commit\(")
TIME = re.compile(
    r"\b(?:datetime|date)\.(?:now|utcnow|today)\(|\btime\.(?:time|time_ns|localtime|gmtime)\("
    r"|\bfunc\.(?:now|current_timestamp|current_date|localtime)\b|\bCURRENT_(?:TIMESTAMP|DATE|TIME)\b"
)
ENTRY = re.compile(r"\b(?:insert\(Entry\)|Entry\(|update\(Entry\)|delete\(Entry\))")


def places(pattern: re.Pattern[str]) -> dict[str, int]:
    """Return how often a pattern stands in each file of the service."""
    counted = {short(path): len(pattern.findall(text_of(path))) for path in python_files(SERVICE)}
    return {place: number for place, number in counted.items() if number}


def test_only_the_database_commits() -> None:
    """Its unit of work does, and what is direct, on SQLite."""
    assert places(COMMIT) == {"triangle/core/db.py": 2}


def test_only_the_clock_reads_the_time() -> None:
    assert places(TIME) == {"triangle/core/clock.py": 1}


def test_only_record_writes_entries() -> None:
    assert places(ENTRY) == {"triangle/activity/actions.py": 1, "triangle/activity/models.py": 1}


def test_no_action_is_named_with_a_policy_it_does_not_ask() -> None:
    quiet = re.compile(r"^def (\w+_without_policy)\b.*?(?=^def |\Z)", re.M | re.S)

    asking = [
        f"{short(path)}: {found[1]}"
        for path in python_files(SERVICE)
        for found in quiet.finditer(text_of(path))
        if "require(" in found[0]
    ]

    assert asking == []


def test_every_view_module_is_mounted() -> None:
    app = text_of(ROOT / "triangle" / "app.py")
    features = [path.parent.name for path in SERVICE.glob("*/views.py")]
    ruled = [path.parent.name for path in SERVICE.glob("*/policy.py")]

    assert features
    assert [name for name in features if f"{name}_views.door" not in app] == []
    assert [name for name in ruled if name != "core" and f"{name}_policy," not in app] == []
