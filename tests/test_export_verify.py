"""`triangle ledger verify --export` on a signed export: the file by itself, and the record beside it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.company import Company
from tests.rooms.play import Play
from tests.test_ledger import run_ledger, tamper
from triangle.core.signing import known_key

HEAD_CUT = """
    UPDATE stream SET head_seq = 5,
    head_hash = (SELECT hash FROM entry WHERE entry.stream = stream.name AND seq = 5) WHERE name = :it
"""


@pytest.fixture
def play(company: Company) -> Play:
    """A room with a short history that moves no responsibility at its end."""
    made = Play(company)
    made.accept("sr", made.offer("ar", "KD1.1", "sr"))
    made.tick("sr", "KD1.1")
    return made


@pytest.fixture
def file(play: Play, tmp_path: Path) -> Path:
    """What the AR took away from the room."""
    answer = play.company.client("ar").get(f"/api/streams/deal:{play.deal.id}/export")
    assert answer.status_code == 200, answer.text
    made = tmp_path / "export.jsonl"
    made.write_bytes(answer.data)
    return made


def verify(play: Play, file: Path, *more: str) -> tuple[int, str]:
    """Verify a file with the real command."""
    return run_ledger(play.company, "verify", "--export", str(file), *more)


def test_export_agrees_with_the_record_and_with_what_follows(play: Play, file: Path) -> None:
    count = len(file.read_bytes().splitlines()) - 1
    play.start("ar", "KD1.2")

    code, said = verify(play, file)

    assert (code, "Everything is as it was written." in said) == (0, True), said
    assert f"deal:{play.deal.id}: entries 1 to {count}, taken by 'ar'" in said
    assert f"The record has {count} of the {count} right entries of this export as they are." in said


def test_changed_line_is_named_although_the_record_is_right(play: Play, file: Path) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([*lines[:2], lines[2].replace(b'"actor":', b'"actor":1'), *lines[3:]]))

    code, said = verify(play, file)

    assert code == 1
    assert "line 3: entry 3 was changed after it was written" in said
    right = len(lines) - 2
    assert f"The record has {right} of the {right} right entries of this export as they are." in said


@pytest.mark.parametrize(
    ("statements", "named"),
    [
        (["UPDATE entry SET op_id = 'x' WHERE stream = :it AND seq = 3"], ["entry 3: is not the entry that"]),
        (
            [
                "DELETE FROM entry WHERE stream = :it AND seq > 5",
                HEAD_CUT,
            ],
            ["entry 6: is missing: this export holds it", "entry 7: is missing: this export holds it"],
        ),
    ],
)
def test_record_that_is_no_longer_what_was_taken_is_named(
    play: Play, file: Path, statements: list[str], named: list[str]
) -> None:
    tamper(play, *statements)

    code, said = verify(play, file)

    assert code == 1
    assert [f"deal:{play.deal.id} {line}" in said for line in named] == [True] * len(named), said
    right = len(file.read_bytes().splitlines()) - 1
    assert f"The record has {right - len(named)} of the {right} right entries" in said


def test_other_key_is_named_and_one_that_was_noted_is_taken(play: Play, file: Path) -> None:
    here = known_key(play.company.service.config.signing_folder)
    assert here is not None

    assert verify(play, file, "--key", here)[0] == 0
    code, said = verify(play, file, "--key", "ab" * 32)

    assert code == 1
    assert f"signed by another key: {here}, not by {'ab' * 32}" in said


def test_file_alone_is_checked_where_there_is_no_record(play: Play, file: Path, tmp_path: Path) -> None:
    key = known_key(play.company.service.config.signing_folder)
    assert key is not None

    def alone(*more: str) -> tuple[int, str]:
        address, keys = f"sqlite:///{tmp_path / 'empty.db'}", str(tmp_path / "none")
        done = subprocess.run(
            [Path(sys.executable).with_name("triangle"), "ledger", "verify", "--export", str(file), *more],
            env=os.environ | {"TRIANGLE_DATABASE_URL": address, "TRIANGLE_KEY_FOLDER": keys},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout

    code, said = alone("--key", key)
    assert (code, "Not compared with a record" in said) == (0, True), said

    code, said = alone()
    assert (code, "no key is known here" in said) == (1, True), said
    assert not (tmp_path / "none").exists()


def test_hundreds_of_wrong_lines_are_told_shortly(play: Play, file: Path) -> None:
    first, *_ = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(first + b"{}\n" * 300)

    code, said = verify(play, file)

    assert code == 1
    assert "and 280 more" in said
