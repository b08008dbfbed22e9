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


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stands: the file (or zip member) and its line, counted from 1; 0 where lines mean nothing."""

    file: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One person found in an export.

    ``key`` is the natural key of the record (``li:conn:<slug>``); ``met_on`` the date of the online where-met, on
    ``met_network``; ``handles`` may be empty where the export names a person and nothing more.
    """

    key: str
    origin: Origin
    name: str | None = None
    handles: tuple[Handle, ...] = ()
    organisation: str | None = None
    position: str | None = None
    met_network: str | None = None
    met_on: date | None = None


@dataclass(frozen=True, slots=True)
class InteractionRecord:
    """One dated contact with one or more people, each given by a handle and the name the export shows.

    ``at`` is a UTC instant where the export has a time, else a plain date.
    """

    key: str
    origin: Origin
    people: tuple[tuple[Handle, str | None], ...]
    channel: Channel
    direction: Direction
    at: datetime | date
    note: str | None = None


class Fate(StrEnum):
    """Why a record became neither a person nor an interaction."""

    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that was read and not used: skipped on purpose, or failed because it is broken; ``reason`` says why."""

    origin: Origin
    fate: Fate
    reason: str


@dataclass(frozen=True, slots=True)
class Owner:
    """An account of the user's own, recognised in the export; never made a contact."""

    handle: Handle
    name: str | None = None


Record = PersonRecord | InteractionRecord | LeftOut | Owner


class Progress(Protocol):
    """Told now and then how far a reader has come, in bytes of the whole input; raising from it stops the reading."""

    def __call__(self, done: int, total: int) -> None:
        """Note that ``done`` of ``total`` bytes are read."""


Records = Iterator[Record]
