"""Events and interactions: what happened, when, with whom."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from netbook.db.base import Base, SortKey, word_column
from netbook.domain.channels import Channel, Direction


class Event(Base):
    """A conference, meetup, course or scheduled online chat."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    key: Mapped[str] = mapped_column(SortKey, index=True)
    kind: Mapped[str | None]
    starts_on: Mapped[date | None] = mapped_column(index=True)
    ends_on: Mapped[date | None]
    place: Mapped[str | None]
    hashtag: Mapped[str | None]
    running: Mapped[bool] = mapped_column(server_default=false(), default=False)
    source_key: Mapped[str | None] = mapped_column(index=True, unique=True)
    """The natural key under which an export named it; None for what the user typed."""
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class AskedAbout(Base):
    """An event that the review has asked to debrief; like a setting, this is no step of the history."""

    __tablename__ = "asked_about"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    on: Mapped[date] = mapped_column("asked_on")


class Interaction(Base):
    """One dated contact; several contacts may share it."""

    __tablename__ = "interaction"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(word_column(Channel))
    direction: Mapped[Direction] = mapped_column(word_column(Direction))
    on: Mapped[date] = mapped_column("happened_on")
    at: Mapped[datetime | None] = mapped_column("happened_at")
    note: Mapped[str | None]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    source: Mapped[str | None]
    """The format it was imported from; None for what the user typed."""
    source_key: Mapped[str | None] = mapped_column(unique=True)
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    participants: Mapped[list[Participant]] = relationship(back_populates="interaction", cascade="all, delete-orphan")
    event: Mapped[Event | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Participant(Base):
    """One contact's part in an interaction; the day is kept here too, so that a timeline is one index."""

    __tablename__ = "participant"
    __table_args__ = (Index("ix_participant_contact_id_happened_on", "contact_id", "happened_on", "interaction_id"),)

    interaction_id: Mapped[int] = mapped_column(ForeignKey("interaction.id"), primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    on: Mapped[date] = mapped_column("happened_on")

    interaction: Mapped[Interaction] = relationship(back_populates="participants")
