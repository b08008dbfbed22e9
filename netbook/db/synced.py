"""What folders that are kept in step with the book held last, so that a change on either side shows."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from netbook.db.base import Base, word_column


class SyncedKind(StrEnum):
    """What a file of a folder is about."""

    CONTACT = "contact"
    FOLLOW_UP = "follow-up"


class SyncedFolder(Base):
    """A folder of files that is kept in step with the book."""

    __tablename__ = "synced_folder"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(unique=True)


class SyncedItem(Base):
    """One file of a folder as it was when both sides last agreed; the contact or follow-up bears the same UID."""

    __tablename__ = "synced_item"
    __table_args__ = (UniqueConstraint("folder_id", "kind", "uid"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    folder_id: Mapped[int] = mapped_column(ForeignKey("synced_folder.id"))
    kind: Mapped[SyncedKind] = mapped_column(word_column(SyncedKind))
    uid: Mapped[str] = mapped_column(index=True)
    file: Mapped[str]
    digest: Mapped[str]
    """SHA-256 over the file's content."""
    remembered: Mapped[str]
    """What both sides said, as text."""
