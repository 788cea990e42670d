"""What the server says today is what the golden files say, and the replay law holds in them.

`TRIANGLE_TEST_REGENERATE=1 pytest tests/contract` writes them anew; look at what changed in them.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract import golden
from tests.contract.scene import Scene
from tests.contract.stories import STORIES
from tests.replay import replay


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """A small room on a fresh database."""
    made = Scene(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize(("kind", "entry_type"), sorted(STORIES))
def test_server_says_what_the_golden_file_says(kind: str, entry_type: str, scene: Scene) -> None:
    file = golden.path_of(kind, entry_type)

    told = golden.tell(scene, kind, entry_type)

    if os.environ.get("TRIANGLE_TEST_REGENERATE"):
        golden.write(file, told)
    assert golden.read(file) == told


@pytest.mark.parametrize("file", sorted(golden.FOLDER.glob("*.json")), ids=lambda file: file.stem)
def test_before_and_entries_make_after(file: Path) -> None:
    told = golden.read(file)

    replayed = replay(told["kind"], told["before"], told["entries"])

    assert replayed == told["after"]


@pytest.mark.parametrize("file", sorted(golden.FOLDER.glob("*.json")), ids=lambda file: file.stem)
def test_entries_told_twice_change_nothing(file: Path) -> None:
    told = golden.read(file)

    replayed = replay(told["kind"], told["after"], told["entries"][-1:])

    assert replayed == told["after"]
