"""What is committed works on every machine."""

import re
import tempfile
from pathlib import Path

import pytest

from tests.house.sources import ROOT, committed_files, short, text_of

# Folders that every Unix has: naming them says nothing about one machine.
EVERYWHERE = {Path(name) for name in ("/", "/usr", "/opt", "/srv", "/etc", "/var", "/home")}


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """Every text file that git keeps."""
    found = committed_files()
    if not found:
        pytest.skip("not a git checkout")
    return found


def test_no_file_names_the_machine_it_was_written_on(files: list[Path]) -> None:
    own = {ROOT, ROOT.parent, Path.home(), Path(tempfile.gettempdir())} - EVERYWHERE
    either = "|".join(re.escape(str(path)) for path in own)
    named = re.compile(rf"(?<![\w.$}}/-])(?:{either})(?=[/\s\"'`)\]]|$)", re.M)

    assert [short(path) for path in files if named.search(text_of(path))] == []


def test_locked_requirements_name_no_registry(files: list[Path]) -> None:
    locks = [path for path in files if path.parent.name == "requirements"]

    assert locks
    assert [short(path) for path in locks if re.search(r"^\s*--|index-url|://", _no_hashes(path), re.M)] == []


def _no_hashes(path: Path) -> str:
    return re.sub(r"^\s*(?:--hash=\S+|#.*)", "", text_of(path), flags=re.M)


def test_locked_node_packages_name_no_registry(files: list[Path]) -> None:
    locks = [path for path in files if path.name == "package-lock.json"]

    assert locks
    assert [short(path) for path in locks if '"resolved"' in text_of(path)] == []


def test_every_locked_package_has_a_hash(files: list[Path]) -> None:
    pinned = re.compile(r"^[\w.\[\]-]+==[^\s;]+(?:\s*;[^\\]*)?\s*(\\?)", re.M)

    for path in (path for path in files if path.parent.name == "requirements"):
        assert pinned.findall(text_of(path)), short(path)
        assert set(pinned.findall(text_of(path))) == {"\\"}, short(path)
