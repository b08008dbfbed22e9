"""Contacts, their handles, tags, where they were met, and who introduced whom."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from netbook.db.base import Base, SortKey, word_column
from netbook.domain.kinds import HandleStatus, MetKind


class Contact(Base):
    """A person. A handle alone is enough; the handle is the name until one is known."""

    __tablename__ = "contact"
    __table_args__ = (Index("ix_contact_sort_key_id", "sort_key", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    sort_key: Mapped[str] = mapped_column(SortKey)
    organisation: Mapped[str | None]
    position: Mapped[str | None]
    sector: Mapped[str | None]
    location: Mapped[str | None]
    notes: Mapped[str | None]
    birthday: Mapped[str | None]
    """``1987-09-07``, or ``--12-25`` where the year is not known."""
    uid: Mapped[str | None] = mapped_column(index=True, unique=True)
    """The UID under which address books know this contact (RFC 6350, 6.7.6)."""
    cadence: Mapped[str | None]
    archived: Mapped[bool] = mapped_column(server_default=false(), default=False)
    inbox: Mapped[bool] = mapped_column(server_default=false(), default=False)
    added_on: Mapped[date]
    snoozed_on: Mapped[date | None]
    snoozed_until: Mapped[date | None]
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    handles: Mapped[list[Handle]] = relationship(back_populates="contact", order_by="Handle.id")
    tags: Mapped[list[ContactTag]] = relationship(back_populates="contact", order_by="ContactTag.tag_id")
    where_met: Mapped[list[WhereMet]] = relationship(back_populates="contact", order_by="WhereMet.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def called(self) -> str:
        """The name, or the first handle until a name is known."""
        return self.name or next((handle.shown for handle in self.handles), "nobody")


class Handle(Base):
    """A contact's account on one network; an old one still finds the contact."""

    __tablename__ = "handle"
    __table_args__ = (
        Index(
            "uq_handle_network_key_active",
            "network",
            "key",
            unique=True,
            sqlite_where=text("status = 'active'"),
            postgresql_where=text("status = 'active'"),
        ),
        Index("ix_handle_key_network", "key", "network"),
        Index("ix_handle_network_stable_id", "network", "stable_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    network: Mapped[str]
    key: Mapped[str] = mapped_column(SortKey)
    shown: Mapped[str]
    stable_id: Mapped[str | None]
    url: Mapped[str | None]
    status: Mapped[HandleStatus] = mapped_column(word_column(HandleStatus), default=HandleStatus.ACTIVE)
    status_on: Mapped[date | None]
    added_on: Mapped[date]
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)

    contact: Mapped[Contact] = relationship(back_populates="handles")


class WhereMet(Base):
    """One half of where-met: online on a network, or in person at an event; at most one of each a contact."""

    __tablename__ = "where_met"
    __table_args__ = (UniqueConstraint("contact_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    kind: Mapped[MetKind] = mapped_column(word_column(MetKind))
    network: Mapped[str | None]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    on: Mapped[date | None] = mapped_column("met_on")
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)

    contact: Mapped[Contact] = relationship(back_populates="where_met")


class Tag(Base):
    """A word on contacts, with a cadence of its own if the user gave it one."""

    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    key: Mapped[str] = mapped_column(SortKey, unique=True)
    cadence: Mapped[str | None]


class ContactTag(Base):
    """One tag on one contact."""

    __tablename__ = "contact_tag"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id"), primary_key=True, index=True)
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)

    contact: Mapped[Contact] = relationship(back_populates="tags")
    tag: Mapped[Tag] = relationship()


class Introduction(Base):
    """Somebody brought two people together: ``introducer`` introduced ``contact`` to ``other``; None is the user."""

    __tablename__ = "introduction"

    id: Mapped[int] = mapped_column(primary_key=True)
    introducer_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    other_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    on: Mapped[date | None] = mapped_column("introduced_on")
    note: Mapped[str | None]


class FoundAs(Base):
    """The key under which an export named a contact that had no handle, so that the next export finds it again."""

    __tablename__ = "found_as"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    source_key: Mapped[str] = mapped_column(unique=True)
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)


class OwnAccount(Base):
    """An account of the user's own, so that imports never make the user a contact."""

    __tablename__ = "own_account"
    __table_args__ = (UniqueConstraint("network", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network: Mapped[str]
    key: Mapped[str]
    shown: Mapped[str]
    name: Mapped[str | None]
    stable_id: Mapped[str | None]
