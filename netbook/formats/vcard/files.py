"""A file of one card, as folders for synchronisation have them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.formats.vcard.cards import RawCard, blocks_of_lines, cards
from netbook.formats.vcard.document import Document
from netbook.formats.vcard.fields import uid_of
from netbook.formats.vcard.people import NOT_A_PERSON, kind_of

if TYPE_CHECKING:
    from netbook.domain.visiting_card import VisitingCard

SEVERAL = "It holds several cards, where such a folder has one a file. Import it instead."
NO_CARD = "It holds no card."


@dataclass(frozen=True, slots=True)
class OneCard:
    """The one card of a file: what stands between its beginning and end, its UID if it has one, and what it says."""

    content: bytes
    uid: str
    card: VisitingCard


def card_in(data: bytes) -> OneCard | str:
    """Read a file of one card; gives the reason where it is none, or is one that must be left alone."""
    found = list(cards(blocks_of_lines(io.BytesIO(data), data[:4096])))
    first = found[0] if found else None
    if len(found) != 1 or not isinstance(first, RawCard):
        reasons = [piece.reason for piece in found if not isinstance(piece, RawCard)]
        return reasons[0] if reasons else SEVERAL if found else NO_CARD
    document = Document(first.content)
    card = document.card
    if (kind := kind_of(card)) is not None:
        return NOT_A_PERSON.format(kind)
    return OneCard(first.content, uid_of(card), document.read())
