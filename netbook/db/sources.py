"""What imports keep besides people and interactions: accounts known by an id alone, and how columns were mapped."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from netbook.db.base import Base, word_column
from netbook.domain.channels import Direction


class Unresolved(Base):
    """Somebody of whom only the stable id of an account is known, until an import or the user says who it is."""

    __tablename__ = "unresolved"
    __table_args__ = (UniqueConstraint("network", "stable_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network: Mapped[str]
    stable_id: Mapped[str]
    url: Mapped[str | None]
    """The link that opens the account."""
    linked: Mapped[Direction | None] = mapped_column(word_column(Direction))
    """Who follows whom, where the export says so."""
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)


class Waiting(Base):
    """The part of somebody unresolved in an interaction; it becomes a participant as soon as the contact is known."""

    __tablename__ = "waiting"

    interaction_id: Mapped[int] = mapped_column(ForeignKey("interaction.id"), primary_key=True)
    unresolved_id: Mapped[int] = mapped_column(ForeignKey("unresolved.id"), primary_key=True, index=True)
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)


class ColumnMapping(Base):
    """How the user mapped the columns of a CSV file, kept for the next file with the same header."""

    __tablename__ = "column_mapping"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    """SHA-256 over the header."""
    columns: Mapped[dict[str, Any]]
