"""The secret address of a person's calendar."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from triangle.core.db import Base
from triangle.identity.models import Person


class Feed(Base):
    """One person's calendar address: there is one or none, and only the hash of its secret is kept."""

    __tablename__ = "feed"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
