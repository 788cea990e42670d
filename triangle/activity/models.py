"""Streams and their numbered entries: written once, chained by hash, never changed."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from triangle.core.db import Base

GENESIS = "0" * 64


class Stream(Base):
    """A line of entries with one readership: `deal:42`, `account:7`, `user:3`, or `installation:1`."""

    __tablename__ = "stream"

    name: Mapped[str] = mapped_column(primary_key=True)
    # The newest life is asked for with every stream that nobody has written into.
    epoch: Mapped[int] = mapped_column(default=1, index=True)
    head_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    head_hash: Mapped[str] = mapped_column(default=GENESIS)
    head_at: Mapped[datetime | None]
    min_seq: Mapped[int] = mapped_column(BigInteger, default=1)


class Entry(Base):
    """One thing that happened; `data` is kept as the exact text that was hashed."""

    __tablename__ = "entry"

    stream: Mapped[str] = mapped_column(ForeignKey("stream.name"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    epoch: Mapped[int]
    type: Mapped[str]
    version: Mapped[int]
    actor: Mapped[int] = mapped_column(ForeignKey("person.id"))
    acting_for: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    op_id: Mapped[str | None]
    data: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    prev_hash: Mapped[str]
    hash: Mapped[str]

    __table_args__ = (
        Index("ix_entry_actor_at", "actor", "at"),
        # From an interval to the entry that began it: both carry the deed's moment.
        Index("ix_entry_stream_at", "stream", "at"),
    )


class Checkpoint(Base):
    """Where all streams stood at a moment, signed; `heads` keeps those that moved since the one before."""

    __tablename__ = "checkpoint"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    previous: Mapped[str]
    streams: Mapped[int]
    entries: Mapped[int] = mapped_column(BigInteger)
    intervals: Mapped[int] = mapped_column(BigInteger)
    heads_hash: Mapped[str]
    key: Mapped[str]
    heads: Mapped[str] = mapped_column(Text)
    signature: Mapped[str]


class CheckpointMail(Base):
    """A checkpoint that was mailed, and when: none goes out a second time."""

    __tablename__ = "checkpoint_mail"

    checkpoint_id: Mapped[int] = mapped_column(ForeignKey("checkpoint.id"), primary_key=True)
    at: Mapped[datetime]


class Verification(Base):
    """A round that looked whether history is what was written: what it walked, and how much was wrong."""

    __tablename__ = "verification"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    # Everything, or only what moved since the checkpoint before.
    is_whole: Mapped[bool]
    streams: Mapped[int]
    wrong: Mapped[int]
    first_wrong: Mapped[str | None] = mapped_column(Text)
