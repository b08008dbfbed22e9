"""What a person takes along from a book: everything in it but its own bookkeeping, as plain values.

Writers of files are given these by a :class:`PortableBook`, a part at a time and all of one moment; netbook's own JSON
reader gives them back. Contacts are named by their ``uid``, which is the same in every export of a book, and events
and sittings by a ``number`` that means something within one export alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003 — the reader of JSON reads the annotations
from typing import TYPE_CHECKING, Protocol

from netbook.domain.channels import Channel, Direction  # noqa: TC001 — the same

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class PersonLink:
    """A contact that something is about besides the one it stands with, and what that contact is called."""

    uid: str
    called: str


@dataclass(frozen=True, slots=True)
class PortableHandle:
    """One account of a contact; ``status`` is active, renamed or left, since ``status_on`` where that is known."""

    network: str
    key: str
    shown: str
    url: str | None = None
    stable_id: str | None = None
    status: str = "active"
    status_on: date | None = None
    added_on: date | None = None

    @property
    def is_active(self) -> bool:
        """Whether the account is still the one to use."""
        return self.status == "active"


@dataclass(frozen=True, slots=True)
class PortableMet:
    """One half of where-met: a network, or an event by its number and name, or neither known; and the day."""

    network: str | None = None
    event: int | None = None
    event_name: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PortableIntroduction:
    """Who brought whom together with whom; the user where ``introducer`` or ``other`` is None."""

    introducer: PersonLink | None = None
    other: PersonLink | None = None
    on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PortableFollowUp:
    """A promise or a reminder; ``status`` is open, kept or dropped, ``recurrence`` an RFC 5545 RRULE.

    ``number`` tells the follow-ups of a contact apart, and stays the same as long as they are in the same book.
    """

    number: int
    made_on: date
    due_on: date | None = None
    what: str | None = None
    recurrence: str | None = None
    status: str = "open"
    closed_on: date | None = None
    snoozes: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.status == "open"


@dataclass(frozen=True, slots=True)
class PortableDecision:
    """What was decided about a contact in a review, in the sitting of that number if it was in one."""

    verdict: str
    decided_on: date
    until: date | None = None
    list_group: str | None = None
    sitting: int | None = None


@dataclass(frozen=True, slots=True)
class PortableContact:
    """A contact with all that is kept of it but its interactions.

    ``found_as`` are the keys by which exports of networks name somebody without a handle, ``cadence`` the contact's
    own in short (“6w”), and ``birthday`` is ``1987-09-07``, or ``--12-25`` where the year is not known.
    """

    uid: str
    name: str | None
    added_on: date
    handles: tuple[PortableHandle, ...] = ()
    organisation: str | None = None
    position: str | None = None
    sector: str | None = None
    location: str | None = None
    notes: str | None = None
    birthday: str | None = None
    tags: tuple[str, ...] = ()
    met_online: PortableMet | None = None
    met_in_person: PortableMet | None = None
    introductions: tuple[PortableIntroduction, ...] = ()
    cadence: str | None = None
    snoozed_on: date | None = None
    snoozed_until: date | None = None
    inbox: bool = False
    archived: bool = False
    follow_ups: tuple[PortableFollowUp, ...] = ()
    decisions: tuple[PortableDecision, ...] = ()
    found_as: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """The name, or the first handle until a name is known."""
        return self.name or next((handle.shown for handle in self.handles), "nobody")


@dataclass(frozen=True, slots=True)
class PortableUnresolved:
    """Somebody of whom only the stable id of an account is known; ``linked`` says who follows whom."""

    network: str
    stable_id: str
    url: str | None = None
    linked: Direction | None = None


@dataclass(frozen=True, slots=True)
class UnresolvedLink:
    """Somebody unresolved who took part in an interaction."""

    network: str
    stable_id: str


@dataclass(frozen=True, slots=True)
class PortableInteraction:
    """One dated contact with everybody who took part; ``at`` is the instant in UTC where the time is known.

    ``source`` is the format it was imported from, and ``source_key`` the key by which that import knows it again.
    """

    number: int
    channel: Channel
    direction: Direction
    on: date
    people: tuple[PersonLink, ...]
    at: datetime | None = None
    note: str | None = None
    event: int | None = None
    event_name: str | None = None
    source: str | None = None
    source_key: str | None = None
    waiting: tuple[UnresolvedLink, ...] = ()


@dataclass(frozen=True, slots=True)
class PortableEvent:
    """A conference, meetup, course or scheduled online chat; ``running`` until the user says that it is over.

    ``source_key`` is the key by which an import knows it again.
    """

    number: int
    name: str
    kind: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    place: str | None = None
    hashtag: str | None = None
    running: bool = False
    source_key: str | None = None


@dataclass(frozen=True, slots=True)
class PortableTag:
    """A tag, and how often the user wants to be in touch with those who bear it."""

    name: str
    cadence: str | None = None


@dataclass(frozen=True, slots=True)
class PortableSitting:
    """One sitting of the weekly review."""

    number: int
    started_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PortableAccount:
    """An account of the user's own."""

    network: str
    key: str
    shown: str
    name: str | None = None
    stable_id: str | None = None


PortablePart = (
    PortableAccount
    | PortableTag
    | PortableEvent
    | PortableSitting
    | PortableContact
    | PortableUnresolved
    | PortableInteraction
)
"""What a book is made of, in the order in which one thing names another."""


class PortableBook(Protocol):
    """A book, or those of its contacts that a filter chose, read part by part in one snapshot.

    Where a filter chose, nobody else is named: events, tags, sittings and interactions are those that the chosen
    contacts have to do with, other people who took part are left out, and so are the user's own accounts.
    """

    @property
    def today(self) -> date:
        """The day of the export."""

    @property
    def key(self) -> str:
        """A text that tells this book from others, for identifiers that must be good everywhere."""

    @property
    def is_whole(self) -> bool:
        """Whether all contacts are here, those in the inbox and the archive too."""

    @property
    def size(self) -> int:
        """How many contacts there are."""

    def contacts(self) -> Iterator[PortableContact]:
        """Give every contact."""

    def histories(self) -> Iterator[tuple[PortableContact, tuple[PortableInteraction, ...]]]:
        """Give every contact with its interactions, the oldest first."""

    def interactions(self) -> Iterator[PortableInteraction]:
        """Give every interaction once."""

    def events(self) -> Iterator[PortableEvent]:
        """Give every event."""

    def tags(self) -> Iterator[PortableTag]:
        """Give every tag."""

    def sittings(self) -> Iterator[PortableSitting]:
        """Give every sitting of the review."""

    def unresolved(self) -> Iterator[PortableUnresolved]:
        """Give everybody who is known by a stable id alone; nobody where a filter chose."""

    def own_accounts(self) -> Iterator[PortableAccount]:
        """Give the user's own accounts."""
