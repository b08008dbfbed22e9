"""A card as it is written, in which single lines are changed and everything else stays: order, pictures, all unknown."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netbook.formats.folding import escaped, folded
from netbook.formats.vcard.exact import restored
from netbook.formats.vcard.fields import Card, visiting_card
from netbook.formats.vcard.lines import Property, pieces, properties

if TYPE_CHECKING:
    from collections.abc import Callable

    from netbook.domain.visiting_card import VisitingCard

OLD, THREE, FOUR = "2.1", "3.0", "4.0"
HARMFUL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""Control characters that are no line ends, which no vCard may hold."""
_LABELS = ("X-ABLABEL", "X-ABADR")


@dataclass(frozen=True, slots=True)
class Piece:
    """One line as it is written, and what it says."""

    raw: bytes
    prop: Property | None

    @property
    def name(self) -> str:
        """The name of the property; empty if it is none."""
        return self.prop[0].name if self.prop else ""

    @property
    def group(self) -> str:
        """The group of the property; empty if it is in none."""
        return self.prop[0].group if self.prop else ""


class Document:
    """What stands between the beginning and the end of one card."""

    def __init__(self, content: bytes) -> None:
        """Take the content apart."""
        self._pieces = [Piece(raw, prop) for raw, prop in pieces(content)]
        version = self.card.first("VERSION")
        self.version = OLD if version.startswith("2") else FOUR if version.startswith("4") else THREE

    @property
    def content(self) -> bytes:
        """What stands between the beginning and the end."""
        return b"".join(piece.raw for piece in self._pieces)

    @property
    def card(self) -> Card:
        """The properties."""
        return Card(piece.prop for piece in self._pieces if piece.prop is not None)

    def read(self) -> VisitingCard:
        """Give what the card says of a contact."""
        card = self.card
        return restored(card, visiting_card(card))

    def add(self, line: str) -> None:
        """Add one line at the end, folded."""
        self._append(folded(HARMFUL.sub(" ", line)))

    def add_text(self, name: str, *parts: str) -> None:
        """Add a text, or one of several parts, with whatever has to be escaped in this version."""
        if self.version != OLD:
            self.add(f"{name}:{';'.join(map(escaped, parts))}")
            return
        text = HARMFUL.sub(" ", ";".join(part.replace("\\", "\\\\").replace(";", "\\;") for part in parts))
        if text.isascii() and text.isprintable():
            self._append(f"{name}:{text}\r\n".encode())
            return
        coded = binascii.b2a_qp(text.replace("\n", "\r\n").encode(), istext=False).replace(b"=\n", b"=\r\n")
        self._append(f"{name};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:".encode() + coded + b"\r\n")

    def set(self, name: str, text: str) -> None:
        """Let one property, such as REV, have this text and no other."""
        self.remove(lambda piece: piece.name == name)
        self.add(f"{name}:{text}")

    def remove(self, unwanted: Callable[[Piece], bool]) -> None:
        """Remove lines, and with the last one of a group the words for the group."""
        gone = [piece for piece in self._pieces if unwanted(piece)]
        if not gone:
            return
        left = [piece for piece in self._pieces if piece not in gone]
        emptied = {piece.group for piece in gone} - {""}
        emptied -= {piece.group for piece in left if piece.name not in _LABELS}
        self._pieces = [piece for piece in left if piece.group not in emptied]

    def remove_first(self, name: str, says: Callable[[Card], object]) -> None:
        """Remove the line of that name from which something is read, and leave others that say something else."""
        was = says(self.card)
        for piece in [piece for piece in self._pieces if piece.name == name]:
            if was is not None and piece.prop is not None and says(Card([piece.prop])) == was:
                self.remove(piece.__eq__)

    def _append(self, raw: bytes) -> None:
        if self._pieces and not self._pieces[-1].raw.endswith(b"\n"):
            self._pieces[-1] = replace(self._pieces[-1], raw=self._pieces[-1].raw + b"\r\n")
        self._pieces.append(Piece(raw, next(iter(properties(raw)), None)))


def whole(content: bytes) -> bytes:
    """Put the beginning and the end around the content of a card."""
    ended = content if content.endswith(b"\n") else content + b"\r\n"
    return b"BEGIN:VCARD\r\n" + ended + b"END:VCARD\r\n"
