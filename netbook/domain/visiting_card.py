"""What an address book can hold of a contact: the part of a book that a vCard carries to other programs and back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netbook.domain.handles import Handle

if TYPE_CHECKING:
    from netbook.domain.portable import PortableContact, PortableHandle, PortableMet


@dataclass(frozen=True, slots=True)
class VisitingCard:
    """A contact as one card; ``former`` are accounts that find it and are no longer used, ``cadence`` is short (“6w”)."""

    name: str | None = None
    handles: tuple[Handle, ...] = ()
    organisation: str | None = None
    position: str | None = None
    location: str | None = None
    birthday: str | None = None
    tags: tuple[str, ...] = ()
    notes: str | None = None
    sector: str | None = None
    cadence: str | None = None
    met_online: PortableMet | None = None
    met_in_person: PortableMet | None = None
    former: tuple[Handle, ...] = ()

    @property
    def called(self) -> str:
        """The name, or the first handle until a name is known."""
        return self.name or next((handle.shown for handle in (*self.handles, *self.former)), "nobody")


def card_of(contact: PortableContact) -> VisitingCard:
    """Give the card of a contact."""
    return VisitingCard(
        name=contact.name,
        handles=tuple(_handle(each) for each in contact.handles if each.is_active),
        organisation=contact.organisation,
        position=contact.position,
        location=contact.location,
        birthday=contact.birthday,
        tags=contact.tags,
        notes=contact.notes,
        sector=contact.sector,
        cadence=contact.cadence,
        met_online=_met(contact.met_online),
        met_in_person=_met(contact.met_in_person),
        former=tuple(_handle(each) for each in contact.handles if not each.is_active),
    )


def _handle(handle: PortableHandle) -> Handle:
    return Handle(handle.network, handle.key, handle.shown, handle.stable_id, handle.url)


def _met(met: PortableMet | None) -> PortableMet | None:
    """Leave out the event's number, which means something within one export alone."""
    return None if met is None else replace(met, event=None)
