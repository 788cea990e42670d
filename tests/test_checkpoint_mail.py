"""A signed checkpoint is mailed elsewhere once, and what was mailed finds a cut tail."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.channels.receivers import Mailbox, mailbox
from tests.company import Company
from tests.rooms.play import Play
from tests.test_ledger import run_ledger, tamper
from triangle.activity.checkpoint_mail import mailing_round
from triangle.channels.mail import Mailer
from triangle.channels.message import Failed, Refused
from triangle.ledger import signing_round

ARCHIVE = "archive@test.example"


@pytest.fixture
def play(company: Company) -> Play:
    """A room with a short history."""
    made = Play(company)
    made.accept("sr", made.offer("ar", "KD1.1", "sr"))
    return made


def sign(company: Company, folder: Path) -> None:
    """Have the worker sign."""
    database = company.service.database
    company.clock.move(timedelta(days=1))
    signing_round(database, folder, folder)(database.unit_of_work, company.clock.now())


def post(company: Company, box: Mailbox) -> None:
    """Have the worker mail."""
    work = mailing_round(Mailer(box.url, "triangle@test.example"), ARCHIVE)
    work(company.service.database.unit_of_work, company.clock.now())


def test_mail_and_its_attachment_both_find_a_cut_tail(company: Company, play: Play, tmp_path: Path) -> None:
    with mailbox() as box:
        sign(company, tmp_path)
        play.offer("ar", "KD1.2", "sr")
        sign(company, tmp_path)
        post(company, box)
    (raw,) = box.mails
    letter = message_from_bytes(raw, policy=default)
    (attached,) = letter.iter_attachments()
    whole, file = tmp_path / "kept.eml", tmp_path / "kept.json"
    whole.write_bytes(raw)
    file.write_bytes(attached.get_content())

    assert letter["To"] == ARCHIVE
    assert [run_ledger(company, "verify", "--checkpoint", str(each))[0] for each in (whole, file)] == [0, 0]
    tamper(play, "DELETE FROM entry WHERE stream = :it AND seq > 2", "DELETE FROM checkpoint_mail")
    assert [run_ledger(company, "verify", "--checkpoint", str(each))[0] for each in (whole, file)] == [1, 1]


def test_each_goes_out_once_and_after_a_standstill_only_the_newest(
    company: Company, play: Play, tmp_path: Path
) -> None:
    with mailbox() as box:
        post(company, box)
        for _ in range(3):
            sign(company, tmp_path)
        post(company, box)
        post(company, box)
        sign(company, tmp_path)
        post(company, box)

    assert len({message_from_bytes(raw)["Message-ID"] for raw in box.mails}) == len(box.mails) == 2


def test_refused_mail_is_tried_again_under_the_same_id(company: Company, play: Play, tmp_path: Path) -> None:
    sign(company, tmp_path)
    with mailbox("451 later") as box, pytest.raises(Failed):
        post(company, box)
    with mailbox() as box:
        post(company, box)

    assert len(box.mails) == 1


def test_without_a_mail_server_it_says_so(company: Company, play: Play, tmp_path: Path) -> None:
    sign(company, tmp_path)

    with pytest.raises(Refused, match="not set up"):
        post(company, Mailbox())
