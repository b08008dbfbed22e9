"""Interactions from Invitations.csv: a message where the invitation says something, else a reaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from netbook.domain.channels import Channel, Direction
from netbook.domain.records import Fate, InteractionRecord, LeftOut
from netbook.formats.csv_rows import CsvRow
from netbook.formats.linkedin.cells import NoProfile
from netbook.formats.linkedin.moments import is_day_first, moment
from netbook.formats.linkedin.rows import nobody, records_of, undated
from netbook.formats.notes import kept_note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netbook.formats.linkedin.acquaintances import Acquaintances
    from netbook.formats.linkedin.parts import Part
    from netbook.formats.streams import OnRead

WORDLESS = "Invitation to connect"
NO_DIRECTION = "The row does not say who invited whom."

_OUTGOING = frozenset({"outgoing", "sent"})
_INCOMING = frozenset({"incoming", "received"})


def invitations(
    part: Part, known: Acquaintances, on_read: OnRead | None = None
) -> Iterator[InteractionRecord | LeftOut]:
    """Yield one record for every row of Invitations.csv."""
    day_first = any(is_day_first(row.get("sent at")) for row in part.rows() if isinstance(row, CsvRow))
    yield from records_of(part, lambda row: _invitation(part, row, known, day_first=day_first), on_read)


def _invitation(part: Part, row: CsvRow, known: Acquaintances, *, day_first: bool) -> InteractionRecord | LeftOut:
    origin = part.origin(row.line)
    word = row.get("direction").casefold()
    by_me = word in _OUTGOING
    if not by_me and word not in _INCOMING:
        return LeftOut(origin, Fate.FAILED, NO_DIRECTION)
    at = moment(row.get("sent at"), day_first=day_first)
    if at is None:
        return undated(part, row, "sent at")
    other = known.meant(
        row.get("to" if by_me else "from"), row.get("inviteeprofileurl" if by_me else "inviterprofileurl")
    )
    if isinstance(other, NoProfile):
        return nobody(part, row, other)
    message = kept_note(row.get("message"))
    return InteractionRecord(
        key=f"li:inv:{f'me:{other.word}' if by_me else f'{other.word}:me'}:{_stamp(at)}",
        origin=origin,
        people=other.people,
        named=other.named,
        channel=Channel.MESSAGE if message else Channel.REACTION,
        direction=Direction.BY_ME if by_me else Direction.BY_THEM,
        at=at,
        note=message or WORDLESS,
    )


def _stamp(at: datetime | date) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}" if isinstance(at, datetime) else str(at)
