"""Every setting is explained where the person looks who runs an installation."""

import re

from tests.house.sources import ROOT, SERVICE, python_files, short, text_of
from triangle.config import settings

OPERATIONS = ROOT / "docs" / "operations.md"


def named_in(text: str) -> set[str]:
    """Return the settings that a text names."""
    return set(re.findall(r"\bTRIANGLE_[A-Z_]+\b", text))


def test_every_setting_is_in_the_manual() -> None:
    assert {name for _, name, _ in settings()} - named_in(text_of(OPERATIONS)) == set()


def test_the_manual_names_no_setting_that_nothing_reads() -> None:
    known = {name for _, name, _ in settings()}

    assert {
        name for name in named_in(text_of(OPERATIONS)) - known if not name.startswith("TRIANGLE_TEST_")
    } == set()


def test_every_setting_has_a_reason() -> None:
    assert [name for _, name, why in settings() if len(why) < 10 or not why.endswith(".")] == []


def test_nothing_reads_the_environment_beside_the_configuration() -> None:
    readers = {
        short(path) for path in python_files(SERVICE) if re.search(r"os\.(?:environ|getenv)", text_of(path))
    }

    # The command line hands the environment to the configuration.
    assert readers <= {"triangle/cli.py", "triangle/cli_options.py"}
