"""Short and flat: nobody has to scroll to understand one thing."""

from pathlib import Path
from statistics import median

import pytest

from tests.house.sources import ROOT, SERVICE, functions, lines_of, python_files, short

TESTS = ROOT / "tests"
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
MEDIAN_FILE, MEDIAN_FUNCTION = 90, 12
DEEPEST = 3  # triangle/core/web/door.py: two folders below the package


@pytest.mark.parametrize("folder", [SERVICE, TESTS], ids=["triangle", "tests"])
def test_no_file_is_long(folder: Path) -> None:
    long = {short(path): lines_of(path) for path in python_files(folder) if lines_of(path) >= LONGEST_FILE}

    assert long == {}


@pytest.mark.parametrize("folder", [SERVICE, TESTS], ids=["triangle", "tests"])
def test_no_function_is_long(folder: Path) -> None:
    long = [
        (place, n) for path in python_files(folder) for place, n in functions(path) if n >= LONGEST_FUNCTION
    ]

    assert long == []


def test_the_middle_file_is_short() -> None:
    # Empty package files would flatter the median.
    lengths = [lines_of(path) for path in python_files(SERVICE) if path.name != "__init__.py"]

    assert median(lengths) < MEDIAN_FILE


def test_the_middle_function_is_short() -> None:
    lengths = [n for path in python_files(SERVICE) for _, n in functions(path)]

    assert median(lengths) <= MEDIAN_FUNCTION


def test_folders_are_two_deep() -> None:
    deep = [short(path) for path in python_files(SERVICE) if len(path.relative_to(SERVICE).parts) > DEEPEST]

    assert deep == []
