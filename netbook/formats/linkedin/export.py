"""The whole LinkedIn export: what is read from it, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.formats.linkedin.connections import connections
from netbook.formats.linkedin.messages import coaching_chats, messages
from netbook.formats.linkedin.owner import recognised_owner
from netbook.formats.linkedin.parts import Kind, Part, linkedin_parts
from netbook.formats.linkedin.talk import overheard
from netbook.formats.streams import UnreadableFile, shown_name

if TYPE_CHECKING:
    from netbook.domain.handles import Handle
    from netbook.domain.records import Progress, Records
    from netbook.formats.files import ExportFiles

_ROWS_ARE_RECORDS = (Kind.CONNECTIONS, Kind.MESSAGES, Kind.COACHING)


class LinkedInFormat:
    """Reads connections as people and messages as interactions."""

    name = "linkedin"
    label = "LinkedIn export"

    def recognises(self, files: ExportFiles) -> bool:
        """Say whether a file with the headings of LinkedIn's connections or messages is there."""
        return any(part.kind in _ROWS_ARE_RECORDS and part.shape is not None for part in linkedin_parts(files))

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:
        """Yield the user's own account if it is known, then the people, then the messages.

        Every row of Connections.csv and of messages.csv becomes one record. Raises OwnerUnclear if the messages do not
        show who the user is and ``owner`` does not say it, and UnreadableFile if a file is damaged or is not there.
        """
        parts = linkedin_parts(files)
        if not any(part.kind in _ROWS_ARE_RECORDS for part in parts):
            raise UnreadableFile(
                f"“{shown_name(files.label)}” holds neither LinkedIn's Connections.csv nor its messages.csv. "
                "Import the archive as LinkedIn gave it to you."
            )
        talks = _of(Kind.MESSAGES, parts)
        meter = _Meter(progress, [*talks, *(part for part in parts if part.kind in _ROWS_ARE_RECORDS)])
        talk = overheard(talks, meter.add)
        own = recognised_owner(parts, talk, owner)
        if own is not None:
            yield own
        for part in _of(Kind.CONNECTIONS, parts):
            yield from connections(part, talk, meter.add)
        for part in talks:
            yield from messages(part, talk, own.handle if own else None, meter.add)
        for part in _of(Kind.COACHING, parts):
            yield from coaching_chats(part, meter.add)
        meter.finish()


def _of(kind: Kind, parts: tuple[Part, ...]) -> list[Part]:
    return [part for part in parts if part.kind is kind]


class _Meter:
    """Adds up the bytes read; messages are read twice and count twice."""

    def __init__(self, progress: Progress, parts: list[Part]) -> None:
        self._progress = progress
        self._total = sum(part.member.size for part in parts)
        self._done = 0

    def add(self, count: int) -> None:
        """Note ``count`` more bytes."""
        self._done = min(self._done + count, self._total)
        self._progress(self._done, self._total)

    def finish(self) -> None:
        """Note that everything is read."""
        self._progress(self._total, self._total)


LINKEDIN = LinkedInFormat()
