"""Notes as a numbered log of CRDT updates with snapshots, and versions to go back to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from triangle.core.db import Base, Versioned
from triangle.deals.models import Deal
from triangle.nodes.models import Node

TEMPLATES = ("blank", "visit", "review", "retrospective")
VERSION_KINDS = ("auto", "manual", "before_restore")
# What this release's editor can show; an older one reads only, for it would delete what it does not know.
SCHEMA_VERSION = 2
# What first contents hold; a note asks for more once there is more in it.
FIRST_SCHEMA = 1
LARGE, FROZEN = 2 * 1024 * 1024, 5 * 1024 * 1024


class Note(Versioned, Base):
    """A text of a deal or of one of its nodes; `head_no` counts its updates without gaps."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id"), index=True)
    node_id: Mapped[int | None] = mapped_column(ForeignKey("node.id"), index=True)
    is_main: Mapped[bool]
    title: Mapped[str]
    epoch: Mapped[int] = mapped_column(default=1)
    schema_version: Mapped[int] = mapped_column(default=FIRST_SCHEMA)
    head_no: Mapped[int] = mapped_column(BigInteger, default=0)
    snapshot_no: Mapped[int] = mapped_column(BigInteger, default=0)
    size: Mapped[int] = mapped_column(default=0)
    frozen: Mapped[bool] = mapped_column(default=False)
    created_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]

    deal: Mapped[Deal] = relationship()
    node: Mapped[Node | None] = relationship()

    __table_args__ = (
        Index(
            "uq_note_main_of_deal",
            "deal_id",
            unique=True,
            sqlite_where=text("is_main AND node_id IS NULL"),
            postgresql_where=text("is_main AND node_id IS NULL"),
        ),
        Index(
            "uq_note_main_of_node",
            "node_id",
            unique=True,
            sqlite_where=text("is_main AND node_id IS NOT NULL"),
            postgresql_where=text("is_main AND node_id IS NOT NULL"),
        ),
    )


class NoteUpdate(Base):
    """One update as it was received; `pending` while something that it builds on is not here yet."""

    __tablename__ = "note_update"

    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"), primary_key=True)
    no: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    received_at: Mapped[datetime]
    pending: Mapped[bool]

    # Each keystroke is a row: on SQLite the log is one tree, and its key is where a row lies.
    __table_args__ = {"sqlite_with_rowid": False}


class NoteClient(Base):
    """Whose a writer's id inside a document is: whoever used it first; nobody writes under another's."""

    __tablename__ = "note_client"

    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"), primary_key=True)
    client: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class NoteSnapshot(Base):
    """The whole of a note up to and with the update `no`."""

    __tablename__ = "note_snapshot"

    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"), primary_key=True)
    no: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    state: Mapped[bytes] = mapped_column(LargeBinary)
    state_vector: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]


class NoteVersion(Base):
    """A full copy of a note as it once was."""

    __tablename__ = "note_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"), index=True)
    kind: Mapped[str]
    label: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    state: Mapped[bytes] = mapped_column(LargeBinary)
    plain: Mapped[str] = mapped_column(Text)


class NoteMention(Base):
    """A name that somebody wrote into a note, found once; `told` to whom it names, if they may read it."""

    __tablename__ = "note_mention"

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    key: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    words: Mapped[str]
    told: Mapped[bool]

    note: Mapped[Note] = relationship()

    __table_args__ = (
        UniqueConstraint("note_id", "person_id", "key"),
        Index("ix_note_mention_person_id_id", "person_id", "id"),
    )

    @property
    def deal_id(self) -> int:
        """The deal whose note it is."""
        return self.note.deal_id

    @property
    def node_id(self) -> int | None:
        """The node whose note it is, if it is one's."""
        return self.note.node_id

    @property
    def title(self) -> str:
        """The note's title; the main note has none."""
        return self.note.title


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """Said after a commit that wrote updates into a note, up to the number `no`."""

    note_id: int
    no: int
