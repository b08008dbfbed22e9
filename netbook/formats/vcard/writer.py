"""Contacts out as vCards, of the version that nearly everything reads, and of the one that knows social profiles."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.domain.visiting_card import card_of
from netbook.formats.protocol import Page
from netbook.formats.vcard.changing import new_card
from netbook.formats.vcard.document import FOUR, THREE, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import BinaryIO

    from netbook.domain.portable import PortableBook, PortableContact
    from netbook.domain.records import Progress
    from netbook.formats.protocol import Written

ENDING = ".vcf"
_EVERY = 100
_PLAIN_UID = re.compile(r"(?!x-)[a-z0-9][a-z0-9_-]{0,79}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VcardExport:
    """The writer of one version."""

    name: str
    label: str
    version: str
    ending: str = ENDING
    takes_all: bool = False

    def write(self, book: PortableBook, out: BinaryIO, progress: Progress) -> Written:
        """Write one file of all contacts."""
        count = 0
        for count, contact in enumerate(book.contacts(), 1):
            out.write(self._card(contact, book.today))
            if count % _EVERY == 0:
                progress(count, book.size)
        progress(book.size, book.size)
        return {"contact": count}

    def pages(self, book: PortableBook, progress: Progress) -> Iterator[Page]:
        """Give one file a contact, named for its UID."""
        for count, contact in enumerate(book.contacts(), 1):
            yield Page(file_name(contact.uid), self._card(contact, book.today))
            if count % _EVERY == 0:
                progress(count, book.size)
        progress(book.size, book.size)

    def _card(self, contact: PortableContact, today: date) -> bytes:
        uid = f"urn:uuid:{contact.uid}" if self.version == FOUR and _UUID.fullmatch(contact.uid) else contact.uid
        document = new_card(card_of(contact), uid, self.version)
        document.add(f"REV:{today:%Y%m%d}T000000Z")
        return whole(document.content)


def file_name(uid: str, ending: str = ENDING) -> str:
    """Give the name of a file for a UID: no two UIDs give one, even where letters of both cases count as the same."""
    plain = uid if _PLAIN_UID.fullmatch(uid) else f"x-{hashlib.sha256(uid.encode()).hexdigest()[:32]}"
    return plain + ending


VCARD_EXPORT = VcardExport("vcard", "vCard 3.0", THREE)
VCARD4_EXPORT = VcardExport("vcard4", "vCard 4.0", FOUR)
