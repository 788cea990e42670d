"""A full disk: writes are refused and lose nothing, readers are answered, and the file stays whole."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.databases import POSTGRESQL
from tests.journeys.installation import Browser, Installation
from triangle.ledger import verify

pytestmark = [
    pytest.mark.skipif(bool(POSTGRESQL), reason="PostgreSQL keeps its files elsewhere"),
    pytest.mark.skipif(os.geteuid() != 0, reason="a small disk is mounted, which needs root"),
]
SIZE = 16 * 1024 * 1024


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=True)
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.fixture
def installation(disk: Path) -> Iterator[Installation]:
    """A server whose database lies on the small disk."""
    made = Installation(disk)
    made.start()
    yield made
    made.close()


def fill(disk: Path) -> Path:
    """Write a file that leaves no room for anything."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    return filler


def add_until_refused(browser: Browser, path: str) -> tuple[list[str], str]:
    """Add contacts until one is refused; return the names that were taken, and the one that was not."""
    taken: list[str] = []
    # What the write-ahead log has room for already still fits.
    for _ in range(2000):
        name = str(uuid4())
        answer = browser.send("POST", path, {"name": name}, Idempotency_Key=name)
        if answer.status_code == 503:
            assert answer.json()["code"] == "database_unavailable"
            return taken, name
        assert answer.status_code == 201, answer.text
        taken.append(name)
    raise AssertionError("the disk never became full")


def test_writes_are_refused_and_readers_are_answered(installation: Installation, disk: Path) -> None:
    ar, account = installation.browser("ar"), installation.company.account()
    path, socket = f"/accounts/{account.id}/contacts", ar.connect()
    filler = fill(disk)

    taken, refused = add_until_refused(ar, path)
    read = ar.send("GET", path)
    caught_up = ar.subscribe(socket, f"account:{account.id}", 1)
    filler.unlink()
    again = ar.send("POST", path, {"name": refused}, Idempotency_Key=refused)

    assert sorted(contact["name"] for contact in read.json()["data"]) == sorted(taken)
    assert caught_up["status"] in ("ok", "reset")
    assert again.status_code == 201
    assert sorted(contact["name"] for contact in ar.do("GET", path)["data"]) == sorted([*taken, refused])
    with installation.company.reading() as session:
        assert verify(session).wrong == []
    with sqlite3.connect(installation.url.removeprefix("sqlite:///")) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    file.close()
    ar.close()
