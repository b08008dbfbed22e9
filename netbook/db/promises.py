"""Follow-ups, and the reviews in which the user decides about contacts."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from netbook.db.base import Base, word_column


class FollowUpStatus(StrEnum):
    """What became of a follow-up."""

    OPEN = "open"
    KEPT = "kept"
    DROPPED = "dropped"


class FollowUp(Base):
    """A promise with a due date or none; it never resets the clock, an interaction does."""

    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_contact_id_status_due_on", "contact_id", "status", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    due_on: Mapped[date | None]
    what: Mapped[str | None]
    recurrence: Mapped[str | None]
    """An RFC 5545 RRULE without its DTSTART, which is the first due date."""
    status: Mapped[FollowUpStatus] = mapped_column(word_column(FollowUpStatus), default=FollowUpStatus.OPEN)
    made_on: Mapped[date]
    closed_on: Mapped[date | None]
    snoozes: Mapped[int] = mapped_column(default=0)
    uid: Mapped[str | None] = mapped_column(index=True, unique=True)
    """The UID under which lists of tasks know it (RFC 5545, 3.8.4.7)."""
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class ReviewSession(Base):
    """One sitting of the weekly review; every decision is kept as it is made, so quitting is pausing."""

    __tablename__ = "review_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Decision(Base):
    """What the user decided about one contact in a review."""

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_decided_on_contact_id", "decided_on", "contact_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("review_session.id"), index=True)
    """The sitting; None for a decision taken outside one."""
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    verdict: Mapped[str]
    """done, snooze or let go."""
    list_group: Mapped[str | None]
    """The group of the review the contact stood in."""
    decided_on: Mapped[date]
    until: Mapped[date | None]
