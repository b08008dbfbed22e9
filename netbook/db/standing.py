"""Where each contact stands: the model's statistics and the days on which something is due.

Nothing here is a fact of its own: every row can be made again from interactions, follow-ups, cadence and tags, so
the rows take no part in undo, and no state is kept, only the dates that today is compared with.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from netbook.db.base import Base

_WATCHED = text("watched")


class Standing(Base):
    """The statistics and dates of one contact."""

    __tablename__ = "standing"
    __table_args__ = (
        Index("ix_standing_due_on", "due_on", sqlite_where=_WATCHED, postgresql_where=_WATCHED),
        Index("ix_standing_follow_up_on", "follow_up_on", sqlite_where=_WATCHED, postgresql_where=_WATCHED),
        Index("ix_standing_promised_on", "promised_on", sqlite_where=_WATCHED, postgresql_where=_WATCHED),
        Index("ix_standing_back_on", "back_on", sqlite_where=_WATCHED, postgresql_where=_WATCHED),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    watched: Mapped[bool]
    """False for archived and inbox contacts, which are never due and never nag."""
    online_only: Mapped[bool]
    cadence: Mapped[str | None]
    """The cadence in force: the contact's own, or the shortest of its tags'."""
    cadence_tag: Mapped[str | None]
    touches: Mapped[int]
    gaps: Mapped[float]
    gap_sum: Mapped[float]
    carry: Mapped[float]
    talks: Mapped[int]
    talk_sum: Mapped[float]
    last_on: Mapped[date | None]
    last_talk_on: Mapped[date | None]
    last_contact_on: Mapped[date | None] = mapped_column(index=True)
    """The last interaction that was more than a reaction or a broadcast."""
    due_on: Mapped[date | None]
    stale_on: Mapped[date | None]
    dormant_on: Mapped[date | None]
    follow_up_on: Mapped[date | None]
    """The earliest date of an open follow-up."""
    promised_on: Mapped[date | None]
    """When the oldest open promise without a date was made."""
    back_on: Mapped[date | None]
    """When a snooze ends; None once the contact was talked to or decided about after it."""
