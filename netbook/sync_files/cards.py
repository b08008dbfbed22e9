"""Cards in a folder, one file a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from netbook.domain.syncing import CardChange, Folder, FolderCard, Landed, Left
from netbook.domain.text import clean
from netbook.formats.vcard.changing import change, new_card
from netbook.formats.vcard.document import Document, whole
from netbook.formats.vcard.files import OneCard, card_in
from netbook.formats.vcard.writer import ENDING, file_name
from netbook.sync_files.disk import NOT_ORDINARY, FolderWriter, cannot, digest_of, files_in, known_as

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from netbook.domain.visiting_card import VisitingCard

_NAMES = UUID("7f2c9f1c-0b6e-5f0e-a3b5-6d1f7f0c52aa")
"""The name space of the UIDs of cards that come without one."""


def read_cards(path: Path) -> Folder:
    """Read every card of a folder."""
    cards: dict[str, FolderCard] = {}
    left: list[Left] = []
    for name, data in files_in(path, ENDING):
        found = Left(name, NOT_ORDINARY) if data is None else _read(name, data)
        if isinstance(found, FolderCard) and found.uid in cards:
            found = Left(name, f"The file {cards[found.uid].file} has the same UID. Remove one of the two.")
        if isinstance(found, Left):
            left.append(found)
        else:
            cards[found.uid] = found
    return Folder(known_as(path), clean(path.name or str(path)), tuple(cards.values()), tuple(left))


def _read(name: str, data: bytes) -> FolderCard | Left:
    found = card_in(data)
    if not isinstance(found, OneCard):
        return Left(name, found)
    digest = digest_of(data)
    uid = found.uid or str(uuid5(_NAMES, f"{name} {digest}"))
    return FolderCard(uid, name, digest, found.card, without_uid=not found.uid)


class CardWriter:
    """Writes cards into a folder."""

    def __init__(self, path: Path, now: datetime) -> None:
        """Write into a folder, at an instant that the cards will bear."""
        self._path = path
        self._now = now

    def write(self, changes: Sequence[CardChange]) -> Mapping[str, Landed]:
        """Make all changes.

        Raises:
            SyncProblem: the folder cannot be written, or was changed since it was read.

        """
        writer = FolderWriter(self._path, ENDING)
        landed: dict[str, Landed] = {}
        try:
            writer.make()
            for each in changes:
                there = None if each.file is None else writer.unchanged(each.file, each.digest)
                if each.card is not None:
                    content = self._content(each, each.card, there)
                    landed[each.uid] = writer.put(each.file, file_name(each.uid), content)
                elif each.file is not None:
                    writer.remove(each.file)
            if changes:
                writer.settle()
        except OSError as error:
            raise cannot("write", self._path, error) from error
        return landed

    def _content(self, each: CardChange, meant: VisitingCard, there: bytes | None) -> bytes:
        found = None if there is None else card_in(there)
        if isinstance(found, OneCard):
            document = Document(found.content)
            change(document, meant)
            if not found.uid:
                document.set("UID", each.uid)
        else:
            document = new_card(meant, each.uid)
        document.set("REV", f"{self._now:%Y%m%dT%H%M%SZ}")
        return whole(document.content)
