"""What a reader of export files hands on: people, interactions, and what became of every record that was neither.

A reader yields these in file order and knows nothing of the book. Natural keys make a second import of the same
export, or of a newer one, add only what is new.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime

    from netbook.domain.channels import Channel, Direction
    from netbook.domain.handles import Handle
    from netbook.domain.portable import PortablePart


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stands: the file (or zip member) and its line, counted from 1; 0 where lines mean nothing."""

    file: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One person found in an export.

    ``key`` is the natural key of the record (``li:conn:<slug>``); ``met_on`` the date of the online where-met, on
    ``met_network``; ``handles`` may be empty where the export names a person and nothing more. A person of whom the
    export has neither a name nor a handle but a stable id alone, in a handle whose key is ``id:…``, waits among the
    unresolved until a later import, or the user, says who it is.
    """

    key: str
    origin: Origin
    name: str | None = None
    handles: tuple[Handle, ...] = ()
    organisation: str | None = None
    position: str | None = None
    met_network: str | None = None
    met_on: date | None = None
    linked: Direction | None = None
    """Who made the dated link (a follow, a friendship); it is kept as a weak interaction on ``met_on``."""
    aliases: tuple[Handle, ...] = ()
    """Accounts by which this person was known once: they find the contact, and are no longer used."""
    sector: str | None = None
    location: str | None = None
    notes: str | None = None
    birthday: str | None = None
    """``1987-09-07``, or ``--12-25`` where the year is not known."""
    tags: tuple[str, ...] = ()
    met_event: str | None = None
    """The event where they first met in person, by its name, on ``met_in_person_on``."""
    met_in_person_on: date | None = None
    uid: str | None = None
    """Under which address books know this person (RFC 6350, 6.7.6); it finds the contact before any handle does."""
    cadence: str | None = None
    """How often the user wants to be in touch, as the book keeps it: “6w”; only netbook's own cards say that."""
    other_keys: tuple[str, ...] = ()
    """Further natural keys by which this person may be found again, where the next export may lack the first."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every natural key of this person, the first first."""
        return (self.key, *self.other_keys)


@dataclass(frozen=True, slots=True)
class InteractionRecord:
    """One dated contact with one or more people, each given by a handle and the name the export shows.

    ``at`` is a UTC instant where the export has a time, else a plain date. A handle whose key is ``id:…`` names
    somebody of whom only the stable id is known; its interactions wait with it among the unresolved.
    """

    key: str
    origin: Origin
    people: tuple[tuple[Handle, str | None], ...]
    channel: Channel
    direction: Direction
    at: datetime | date
    note: str | None = None
    named: tuple[tuple[str, str | None], ...] = ()
    """People without any account: the natural key of their PersonRecord, and their name."""
    event: str | None = None
    """What it was called where it was an event; the first one shared in person becomes where they met."""
    place: str | None = None
    tells_where_met: bool = True
    """Whether the first such record says where they met; a list that keeps the last contact alone does not."""


@dataclass(frozen=True, slots=True)
class EventRecord:
    """An event that the user attended; made, or found again by its natural key or by its name and first day."""

    key: str
    origin: Origin
    name: str
    starts_on: date
    ends_on: date | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class TagRecord:
    """A tag for somebody who is in the book already, such as ``blocked``; it never makes a contact."""

    origin: Origin
    handle: Handle
    tag: str


@dataclass(frozen=True, slots=True)
class PartRecord:
    """A part of a book of netbook's own; it is written as it was, and not gone through the inbox."""

    origin: Origin
    part: PortablePart


class Fate(StrEnum):
    """Why a record became neither a person nor an interaction."""

    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that was read and not used: skipped on purpose, or failed because it is broken; ``reason`` says why.

    ``count`` such records may stand for one, where they have all the same place and reason (the likes of a file).
    """

    origin: Origin
    fate: Fate
    reason: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Owner:
    """An account of the user's own, recognised in the export; never made a contact."""

    handle: Handle
    name: str | None = None


Record = PersonRecord | InteractionRecord | EventRecord | TagRecord | PartRecord | LeftOut | Owner


class Progress(Protocol):
    """Told now and then how far a reader has come, in bytes of the whole input; raising from it stops the reading."""

    def __call__(self, done: int, total: int) -> None:
        """Note that ``done`` of ``total`` bytes are read."""


Records = Iterator[Record]
