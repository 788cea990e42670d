"""The worker verifies and signs by itself, and tells what it found."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import select, text

from tests.company import Company
from tests.rooms.play import Play
from tests.test_ledger import run_ledger, tamper
from triangle.activity.checkpoints import latest
from triangle.activity.models import Checkpoint, Verification
from triangle.ledger import signing_round

DAY = timedelta(days=1)


@pytest.fixture
def play(company: Company) -> Play:
    """A room with a short history."""
    made = Play(company)
    made.accept("sr", made.offer("ar", "KD1.1", "sr"))
    return made


def round_of(company: Company, folder: Path) -> Verification:
    """Have one round done; return what it recorded."""
    database = company.service.database
    signing_round(database, folder, folder)(database.unit_of_work, company.clock.now())
    with company.reading() as session:
        return session.scalars(select(Verification).order_by(Verification.id.desc())).first()  # type: ignore[return-value]


def badge(company: Company) -> Any:
    """Return what the badge is told of the last round."""
    return company.client("lead").get("/api/matrix/proof").get_json()["verified"]


def test_round_signs_all_heads_and_its_file_finds_a_cut_tail(
    company: Company, play: Play, tmp_path: Path
) -> None:
    done = round_of(company, tmp_path / "out")
    (file,) = (tmp_path / "out").glob("checkpoint-*.json")
    whole = run_ledger(company, "verify", "--checkpoint", str(file))
    cut = "DELETE FROM entry WHERE stream = :it AND seq > 2"
    tamper(play, cut, "DELETE FROM checkpoint")
    broken = run_ledger(company, "verify", "--checkpoint", str(file))

    assert (done.is_whole, done.wrong, whole[0], broken[0]) == (True, 0, 0, 1)
    assert f"deal:{play.deal.id}" in orjson.loads(file.read_bytes())["heads"]


def test_next_round_walks_only_what_moved_and_a_week_later_everything(
    company: Company, play: Play, tmp_path: Path
) -> None:
    first = round_of(company, tmp_path)
    company.clock.move(DAY)
    still = round_of(company, tmp_path)
    play.start("ar", "KD1.2")
    company.clock.move(DAY)
    moved = round_of(company, tmp_path)
    company.clock.move(7 * DAY)
    again = round_of(company, tmp_path)

    assert [still.streams, moved.streams] == [0, 1]
    assert (first.streams, again.streams, again.is_whole) == (again.streams, first.streams, True)


@pytest.mark.parametrize(
    "lie",
    [
        "UPDATE entry SET data = '{}' WHERE stream = :it AND seq > 3",
        "UPDATE responsibility SET person_id = 1 WHERE id = 2",
    ],
)
def test_what_is_wrong_in_what_moved_is_told_and_never_signed(
    company: Company, play: Play, tmp_path: Path, lie: str
) -> None:
    round_of(company, tmp_path)
    play.start("ar", "KD1.2")
    tamper(play, lie)
    company.clock.move(DAY)

    done = round_of(company, tmp_path)

    assert (done.is_whole, done.wrong > 0) == (False, True)
    assert badge(company)["wrong"] == done.wrong
    with company.reading() as session:
        assert len(session.scalars(select(Checkpoint)).all()) == 1


def test_entry_below_the_signed_one_that_is_cut_is_missed_by_no_round(
    company: Company, play: Play, tmp_path: Path
) -> None:
    round_of(company, tmp_path)
    tamper(play, "UPDATE checkpoint SET entries = 1")

    assert round_of(company, tmp_path).first_wrong == "checkpoint 1: is not what was signed"


def test_worker_signs_once_a_day(company: Company, play: Play, tmp_path: Path) -> None:
    worker = company.app.extensions["worker"]
    assert "ledger.checkpoint" in worker.turn()
    assert "ledger.checkpoint" not in worker.turn()

    company.clock.move(DAY)
    worker.turn()

    with company.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM checkpoint")) == 2
        last = latest(session)
        assert last is not None
        assert last.at == company.clock.now()
    assert badge(company)["wrong"] == 0
