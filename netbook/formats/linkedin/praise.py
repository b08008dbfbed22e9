"""Interactions from the endorsements and the recommendations that were given and received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.channels import Channel, Direction
from netbook.domain.records import InteractionRecord
from netbook.formats.linkedin.cells import NoProfile
from netbook.formats.linkedin.moments import moment
from netbook.formats.linkedin.parts import Kind
from netbook.formats.linkedin.rows import nobody, records_of, undated
from netbook.formats.notes import kept_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.records import LeftOut
    from netbook.formats.csv_rows import CsvRow
    from netbook.formats.linkedin.acquaintances import Acquaintances
    from netbook.formats.linkedin.parts import Part
    from netbook.formats.streams import OnRead


def endorsements(
    part: Part, known: Acquaintances, on_read: OnRead | None = None
) -> Iterator[InteractionRecord | LeftOut]:
    """Yield one record for every row of Endorsement_Given_Info.csv or Endorsement_Received_Info.csv."""
    yield from records_of(part, lambda row: _endorsement(part, row, known), on_read)


def recommendations(
    part: Part, known: Acquaintances, on_read: OnRead | None = None
) -> Iterator[InteractionRecord | LeftOut]:
    """Yield one record for every row of Recommendations_Given.csv or Recommendations_Received.csv."""
    yield from records_of(part, lambda row: _recommendation(part, row, known), on_read)


def _endorsement(part: Part, row: CsvRow, known: Acquaintances) -> InteractionRecord | LeftOut:
    by_me = part.kind is Kind.ENDORSED_BY_ME
    side = "endorsee" if by_me else "endorser"
    skill = row.get("skill name")
    at = moment(row.get("endorsement date"))
    if at is None:
        return undated(part, row, "endorsement date")
    name = f"{row.get(f'{side} first name')} {row.get(f'{side} last name')}"
    person = known.meant(name, row.get(f"{side} public url"))
    if isinstance(person, NoProfile):
        return nobody(part, row, person)
    return InteractionRecord(
        # One person can endorse another for a skill once, and the date is written differently by different exports.
        key=f"li:end:{'given' if by_me else 'received'}:{person.word}:{skill.casefold()}",
        origin=part.origin(row.line),
        people=person.people,
        named=person.named,
        channel=Channel.REACTION,
        direction=Direction.BY_ME if by_me else Direction.BY_THEM,
        at=at,
        note=kept_note(f"Endorsement for {skill}" if skill else "Endorsement"),
    )


def _recommendation(part: Part, row: CsvRow, known: Acquaintances) -> InteractionRecord | LeftOut:
    way = _way(part)
    at = moment(row.get("creation date"))
    if at is None:
        return undated(part, row, "creation date")
    name = f"{row.get('first name')} {row.get('last name')}"
    person = known.meant(name, organisation=row.get("company"))
    if isinstance(person, NoProfile):
        return nobody(part, row, person)
    return InteractionRecord(
        # By name and not by account, which a newer export may show for the first time; and without the text, which
        # can be revised.
        key=f"li:rec:{way.value.replace(' ', '-')}:{(person.name or '').casefold()}:{at:%Y-%m-%d}",
        origin=part.origin(row.line),
        people=person.people,
        named=person.named,
        channel=Channel.COMMENT,
        direction=way,
        at=at,
        note=kept_note(row.get("text")),
    )


def _way(part: Part) -> Direction:
    """Return who recommended whom; the two files have the same headings, so that their names must say it."""
    name = part.member.base.casefold()
    if "given" in name:
        return Direction.BY_ME
    return Direction.BY_THEM if "received" in name else Direction.BOTH
