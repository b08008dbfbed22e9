"""The whole LinkedIn export: what is read from it, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.records import PersonRecord
from netbook.formats.linkedin.acquaintances import Acquaintances
from netbook.formats.linkedin.address_book import address_book
from netbook.formats.linkedin.attended import events
from netbook.formats.linkedin.connections import connections
from netbook.formats.linkedin.invitations import invitations
from netbook.formats.linkedin.messages import coaching_chats, messages
from netbook.formats.linkedin.owner import other_accounts, recognised_owner
from netbook.formats.linkedin.parts import Kind, Part, linkedin_parts
from netbook.formats.linkedin.praise import endorsements, recommendations
from netbook.formats.linkedin.talk import Talk, overheard
from netbook.formats.meter import Meter
from netbook.formats.streams import UnreadableFile, shown_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netbook.domain.handles import Handle
    from netbook.domain.records import Progress, Record, Records
    from netbook.formats.files import ExportFiles
    from netbook.formats.streams import OnRead

_ABOUT_THE_USER = frozenset({Kind.PROFILE, Kind.OWN_ADDRESSES})
_BY_NAME: dict[Kind, Callable[[Part, Acquaintances, OnRead], Iterator[Record]]] = {
    Kind.INVITATIONS: invitations,
    Kind.ENDORSED_BY_ME: endorsements,
    Kind.ENDORSED_BY_THEM: endorsements,
    Kind.RECOMMENDATIONS: recommendations,
}
"""Files that may name people without a link, in the order in which they are read."""


class LinkedInFormat:
    """Reads connections and address books as people, messages and all that is like them as interactions, and events."""

    name = "linkedin"
    label = "LinkedIn export"

    def recognises(self, files: ExportFiles) -> bool:
        """Say whether a file with the headings of one of LinkedIn's is there."""
        return any(part.kind not in _ABOUT_THE_USER and part.shape is not None for part in linkedin_parts(files))

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:
        """Yield the user's own accounts as far as they are known, then people, then interactions, then the rest.

        Every row of every file that is read becomes one record. Raises OwnerUnclear if the messages do not show who
        the user is and ``owner`` does not say it, and UnreadableFile if a file is damaged or is not there.
        """
        parts = linkedin_parts(files)
        read = [part for part in parts if part.kind not in _ABOUT_THE_USER]
        if not read:
            raise UnreadableFile(
                f"“{shown_name(files.label)}” holds neither LinkedIn's Connections.csv nor another file of its export "
                "that netbook reads. Import the archive as LinkedIn gave it to you."
            )
        talks = _of(Kind.MESSAGES, read)
        meter = Meter(progress, (part.member for part in (*talks, *read)))
        talk = overheard(talks, meter.add)
        own = recognised_owner(parts, talk, owner)
        if own is not None:
            yield own
        yield from other_accounts(parts)
        yield from _rows(read, talk, own.handle if own else None, meter)
        meter.finish()


def _rows(parts: list[Part], talk: Talk, owner: Handle | None, meter: Meter) -> Iterator[Record]:
    known = Acquaintances(talk)
    for part in _of(Kind.CONNECTIONS, parts):
        for connection in connections(part, talk, meter.add):
            if isinstance(connection, PersonRecord):
                known.note(connection)
            yield connection
    for part in _of(Kind.ADDRESS_BOOK, parts):
        yield from address_book(part, meter.add)
    for part in _of(Kind.MESSAGES, parts):
        yield from messages(part, talk, owner, meter.add)
    for kind, read_by_name in _BY_NAME.items():
        for part in _of(kind, parts):
            yield from read_by_name(part, known, meter.add)
    for kind, read in ((Kind.EVENTS, events), (Kind.COACHING, coaching_chats)):
        for part in _of(kind, parts):
            yield from read(part, meter.add)


def _of(kind: Kind, parts: list[Part]) -> list[Part]:
    return [part for part in parts if part.kind is kind]


LINKEDIN = LinkedInFormat()
