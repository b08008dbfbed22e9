"""What was done to the book: import receipts, undo steps, and the changes each step made."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from netbook.db.base import Base


class Receipt(Base):
    """One import: which file, and what became of every record in it."""

    __tablename__ = "receipt"

    id: Mapped[int] = mapped_column(primary_key=True)
    format: Mapped[str]
    file: Mapped[str]
    digest: Mapped[str] = mapped_column(index=True)
    """SHA-256 over the file's content."""
    at: Mapped[datetime] = mapped_column("imported_at")
    read: Mapped[int]
    imported: Mapped[int]
    matched: Mapped[int]
    skipped: Mapped[int]
    failed: Mapped[int]
    contacts_new: Mapped[int]
    interactions_new: Mapped[int]
    unresolved: Mapped[int]
    problems: Mapped[list[dict[str, Any]]]
    taken_back_at: Mapped[datetime | None]


class Step(Base):
    """One thing the user did, undone and redone as a whole."""

    __tablename__ = "step"

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str]
    at: Mapped[datetime] = mapped_column("done_at")
    undone_at: Mapped[datetime | None] = mapped_column(index=True)


class Change(Base):
    """Rows of one table before and after, in the order they were written.

    ``before`` is None where the rows were made, ``after`` where they were deleted. Rows that an import made are not
    written out until the import is undone: ``receipt_id`` names them instead, and both are None.
    """

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    place: Mapped[int]
    """The order within the step; rows of one table that an import made share one place."""
    table_name: Mapped[str]
    before: Mapped[list[dict[str, Any]] | None]
    after: Mapped[list[dict[str, Any]] | None]
    receipt_id: Mapped[int | None]
