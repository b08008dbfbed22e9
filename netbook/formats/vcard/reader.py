"""vCard files as a whole: one file of many cards, or a folder or zip of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.records import Fate, LeftOut, Origin
from netbook.formats.streams import UnreadableFile, shown_name
from netbook.formats.vcard.cards import RawCard, begins_with_card, blocks_of_lines, cards
from netbook.formats.vcard.lines import properties
from netbook.formats.vcard.people import person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.handles import Handle
    from netbook.domain.records import PersonRecord, Progress, Records
    from netbook.formats.files import ExportFiles, Member

NO_CARDS = "There is no card in this file."
MOST_LOOKED_INTO = 1_000
_ENDINGS = (".vcf", ".vcard")


class VcardFormat:
    """Reads every card as one person."""

    name = "vcard"
    label = "vCard file"

    def recognises(self, files: ExportFiles) -> bool:
        """Say whether a file that begins with a card is there."""
        return any(_is_card_file(files, member) for member in _candidates(files)[:MOST_LOOKED_INTO])

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:  # noqa: ARG002 — a card says nothing of whose address book it is in
        """Yield one record for every card.

        Raises UnreadableFile if a file is damaged, or none is there.
        """
        members = _candidates(files)
        if not members:
            raise UnreadableFile(
                f"“{shown_name(files.label)}” holds no vCard file. Their names end in .vcf; import one of them, or a folder of them."
            )
        total = sum(member.size for member in members)
        done = 0

        def add(count: int) -> None:
            nonlocal done
            done = min(done + count, total)
            progress(done, total)

        for member in members:
            head = files.head(member.name)
            with files.open(member.name, add) as stream:
                yield from _people(blocks_of_lines(stream, head), shown_name(member.name))
        progress(total, total)


def _people(blocks: Iterator[bytes], file: str) -> Iterator[PersonRecord | LeftOut]:
    none = True
    for piece in cards(blocks):
        none = False
        origin = Origin(file, piece.line)
        yield (
            person(properties(piece.content), origin)
            if isinstance(piece, RawCard)
            else LeftOut(origin, piece.fate, piece.reason)
        )
    if none:
        yield LeftOut(Origin(file), Fate.FAILED, NO_CARDS)


def _candidates(files: ExportFiles) -> list[Member]:
    """Return the files that may hold cards: the only one, or those that are named like cards."""
    if len(files.members) == 1:
        return list(files.members)
    return [
        member
        for member in files.members
        if member.base.casefold().endswith(_ENDINGS)
        and not member.base.startswith(".")
        and not member.name.startswith("__MACOSX/")
    ]


def _is_card_file(files: ExportFiles, member: Member) -> bool:
    try:
        return begins_with_card(files.head(member.name))
    except UnreadableFile:
        return False


VCARD = VcardFormat()
