"""Checkpoints that are mailed elsewhere: what nobody here can take back."""

from datetime import datetime

import orjson
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from triangle.activity import checkpoints
from triangle.activity.models import Checkpoint, CheckpointMail
from triangle.channels.mail import Mailer
from triangle.channels.message import Attached, Line, Message, Target
from triangle.core.chores import UnitOfWork, Work
from triangle.core.schema import moment_text

FOOT = "triangle ledger verify --checkpoint FILE · 请原样保存此邮件，可用来核对 · keep this mail as it is"


def mailing_round(mailer: Mailer, address: str) -> Work:
    """Return the chore that mails the newest checkpoint, once; what fails is tried again."""

    def work(unit_of_work: UnitOfWork, now: datetime) -> None:
        with unit_of_work() as session:
            newest = _unsent(session)
            message = _message(session, newest) if newest else None
        if newest is None or message is None:
            return
        # Mailed first and noted then: killed in between, it goes out again under the same Message-ID.
        mailer.send(Target("mail", address=address), message, now)
        with unit_of_work() as session:
            session.merge(CheckpointMail(checkpoint_id=newest.id, at=now))

    return work


def _unsent(session: Session) -> Checkpoint | None:
    newest = checkpoints.latest(session)
    if newest is None:
        return None
    is_sent = session.scalar(select(exists().where(CheckpointMail.checkpoint_id == newest.id)))
    return None if is_sent else newest


def _message(session: Session, checkpoint: Checkpoint) -> Message:
    document = checkpoints.kept_document(session, checkpoint)
    at = moment_text(checkpoint.at)
    said = f"检查点 · checkpoint {checkpoint.id}, {at[:19]}Z"
    counted = f"{checkpoint.streams} streams, {checkpoint.entries} entries, signed by {checkpoint.key}"
    content = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    return Message(
        id=f"checkpoint-{checkpoint.id}-{checkpoint.signature[:16]}",
        language="zh",
        subject=said,
        lines=(Line(counted),),
        foot=FOOT,
        files=(Attached(f"checkpoint-{checkpoint.id:06}.json", content),),
    )
