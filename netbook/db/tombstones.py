"""What is left of people who were forgotten: a keyed hash of each handle and key, and no name."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from netbook.db.base import Base


class Tombstone(Base):
    """One mark by which an import would know a forgotten person; it can be compared, and not be read back."""

    __tablename__ = "tombstone"

    id: Mapped[int] = mapped_column(primary_key=True)
    salt: Mapped[str]
    """The key of the hash, in hexadecimal: random, the same in all rows of a book, and never in another book."""
    digest: Mapped[str] = mapped_column(unique=True)
    forgotten_on: Mapped[date]
