"""Signed checkpoints find what a chain alone cannot: a tail that was cut together with its head."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import orjson
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.company import Company
from tests.rooms.play import Play
from tests.test_ledger import run_ledger, tamper
from triangle.activity.checkpoints import document_breaks, kept_heads, latest, read_document
from triangle.core.errors import Conflict
from triangle.core.signing import KEY_FILE, signing_key
from triangle.ledger import sign_checkpoint

CUT = "DELETE FROM entry WHERE stream = :it AND seq > 4"
HEAD_CUT = """
    UPDATE stream SET head_seq = 4,
    head_hash = (SELECT hash FROM entry WHERE entry.stream = stream.name AND seq = 4) WHERE name = :it
"""


@pytest.fixture
def play(company: Company) -> Play:
    """A room with a short history that moves no responsibility at its end."""
    made = Play(company)
    made.accept("sr", made.offer("ar", "KD1.1", "sr"))
    made.tick("sr", "KD1.1")
    return made


def sign(company: Company, folder: Path) -> bytes:
    """Sign where all streams stand, by the real command; return the file."""
    file = folder / "signed.json"
    code, said = run_ledger(company, "checkpoint", "--out", str(file))
    assert code == 0, said
    return file.read_bytes()


def test_checkpoint_agrees_with_what_it_signed_and_with_what_follows(
    company: Company, play: Play, tmp_path: Path
) -> None:
    sign(company, tmp_path)
    play.start("ar", "KD1.2")

    code, said = run_ledger(company, "verify", "--checkpoint", str(tmp_path / "signed.json"))

    assert (code, "Everything is as it was written." in said) == (0, True)


def test_tail_cut_with_its_head_is_found_by_the_file_alone(
    company: Company, play: Play, tmp_path: Path
) -> None:
    sign(company, tmp_path)
    tamper(play, CUT, HEAD_CUT, "DELETE FROM checkpoint")

    assert run_ledger(company, "verify")[0] == 0
    code, said = run_ledger(company, "verify", "--checkpoint", str(tmp_path / "signed.json"))

    assert code == 1
    assert f"deal:{play.deal.id} entry " in said
    assert "is missing: a signed checkpoint names it" in said


def test_kept_checkpoint_finds_the_cut_without_a_file(company: Company, play: Play, tmp_path: Path) -> None:
    sign(company, tmp_path)
    tamper(play, CUT, HEAD_CUT)

    code, said = run_ledger(company, "verify")

    assert code == 1
    assert "is missing: a signed checkpoint names it" in said


def test_edited_file_is_refused(company: Company, play: Play, tmp_path: Path) -> None:
    whole = orjson.loads(sign(company, tmp_path))
    with company.reading() as session:
        assert document_breaks(session, whole) == []
        for part, lie in [
            ("at", "2030-01-01T00:00:00.000000Z"),
            ("entries", 1),
            ("heads", {}),
            ("signature", "00" * 64),
            ("key", "zz"),
        ]:
            assert document_breaks(session, whole | {part: lie}) == [
                "the checkpoint file is not what was signed"
            ]
        assert document_breaks(session, read_document(b"no json")) != []


def test_later_checkpoint_keeps_only_what_moved_and_still_knows_all(
    company: Company, play: Play, tmp_path: Path
) -> None:
    sign(company, tmp_path)
    play.start("ar", "KD1.2")
    second = orjson.loads(sign(company, tmp_path))

    with company.reading() as session:
        last = latest(session)
        assert last is not None
        assert set(orjson.loads(last.heads)) == {f"deal:{play.deal.id}"}
        assert kept_heads(session) == second["heads"]


def test_kept_checkpoints_refuse_changes(company: Company, play: Play, tmp_path: Path) -> None:
    sign(company, tmp_path)

    for statement in ("UPDATE checkpoint SET entries = 1", "DELETE FROM checkpoint"):
        with company.service.database.unit_of_work() as session, pytest.raises(DBAPIError, match="history"):
            session.execute(text(statement))


def test_edited_kept_checkpoint_is_named(company: Company, play: Play, tmp_path: Path) -> None:
    sign(company, tmp_path)
    tamper(play, "UPDATE checkpoint SET entries = 1")

    code, said = run_ledger(company, "verify")

    assert code == 1
    assert "checkpoint 1: is not what was signed" in said


def test_broken_ledger_is_not_signed(company: Company, play: Play, tmp_path: Path) -> None:
    tamper(play, CUT)

    with company.reading() as session, pytest.raises(Conflict, match="not signed"):
        sign_checkpoint(session, signing_key(tmp_path), company.clock.now())


def test_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    first, second = signing_key(tmp_path / "new"), signing_key(tmp_path / "new")

    assert first.private_bytes_raw() == second.private_bytes_raw()
    assert stat.S_IMODE((tmp_path / "new" / KEY_FILE).stat().st_mode) == 0o600


def test_key_that_several_make_at_once_is_one(tmp_path: Path) -> None:
    together = Barrier(8)

    def make(number: int) -> bytes:
        together.wait()
        return signing_key(tmp_path).private_bytes_raw()

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(make, range(8)))) == 1
    assert [file.name for file in tmp_path.iterdir()] == [KEY_FILE]


def test_key_is_made_once_on_a_disk_without_links_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*names: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr("os.link", refuse)
    first = signing_key(tmp_path).private_bytes_raw()

    assert signing_key(tmp_path).private_bytes_raw() == first
    assert [file.name for file in tmp_path.iterdir()] == [KEY_FILE]
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o077 == 0


def test_matrix_alone_is_recomputed_from_the_entries(company: Company, play: Play) -> None:
    assert run_ledger(company, "verify", "--matrix")[0] == 0
    tamper(play, "UPDATE responsibility SET person_id = 1 WHERE id = 2")

    code, said = run_ledger(company, "verify", "--matrix")

    assert code == 1
    assert "responsibility 2 " in said


def test_badge_tells_what_was_verified_and_when(company: Company, play: Play, tmp_path: Path) -> None:
    client = company.client("ar")
    address = f"/api/matrix/proof?deal={play.deal.id}"
    assert client.get(address).get_json()["checkpoint_at"] is None
    sign(company, tmp_path)

    whole = client.get(address).get_json()
    tamper(play, "UPDATE responsibility SET person_id = 1 WHERE id = 2")
    broken = client.get(address).get_json()

    assert whole["checkpoint_at"] is not None
    assert whole["deal"]["wrong"] == []
    assert whole["deal"]["entries"] > 5
    assert "responsibility 2 " in broken["deal"]["wrong"][0]
    assert company.client("other").get(address).status_code == 404
