"""What is changed in a card so that it says what is meant, and no more than that takes."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from netbook.domain.handles import NETWORKS, Handle
from netbook.formats.folding import escaped
from netbook.formats.vcard.document import FOUR, HARMFUL, THREE, Document, Piece
from netbook.formats.vcard.exact import EXACT, exact_texts
from netbook.formats.vcard.fields import (
    CADENCE,
    MET_IN_PERSON,
    MET_ONLINE,
    SECTOR,
    Card,
    accounts_in,
    location_of,
    organisation_of,
    position_of,
    visiting_card,
)
from netbook.formats.vcard.lines import properties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from netbook.domain.portable import PortableMet
    from netbook.domain.visiting_card import VisitingCard

_QUOTED = re.compile('[:;,"]')
_UNQUOTABLE = re.compile('["\x00-\x1f\x7f-\x9f\u2028\u2029]')
_OF_APPLE = {"x": "twitter"}
"""What Apple calls networks that have another name by now."""


def change(document: Document, meant: VisitingCard) -> None:
    """Let a card say what is meant."""
    before = document.read()
    document.remove(lambda piece: piece.name == EXACT)
    for name, change_field in _CHANGES.items():
        if getattr(before, name) != getattr(meant, name):
            change_field(document, meant)
    _change_handles(document, before.handles, meant.handles)
    for text in exact_texts(visiting_card(document.card), meant):
        document.add(f"{EXACT}:{text}")


def new_card(meant: VisitingCard, uid: str, version: str = THREE) -> Document:
    """Give a new card under a UID."""
    document = Document(f"VERSION:{version}\r\nPRODID:-//netbook//netbook//EN\r\n".encode())
    document.add(f"UID:{escaped(uid)}")
    # Whoever has no name yet is called something in a card all the same.
    _change_name(document, meant)
    change(document, meant)
    return document


def _change_name(document: Document, meant: VisitingCard) -> None:
    document.remove(lambda piece: piece.name in ("FN", "N"))
    called = " ".join(HARMFUL.sub(" ", meant.called).split()) or "?"
    given, _, family = called.rpartition(" ")
    document.add_text("FN", called)
    document.add_text("N", *((family, given) if given else ("", family)), "", "", "")


def _change_organisation(document: Document, meant: VisitingCard) -> None:
    document.remove_first("ORG", organisation_of)
    if meant.organisation:
        document.add_text("ORG", meant.organisation)


def _change_position(document: Document, meant: VisitingCard) -> None:
    document.remove_first("TITLE" if document.card.first("TITLE") else "ROLE", position_of)
    if meant.position:
        document.add_text("TITLE", meant.position)


def _change_location(document: Document, meant: VisitingCard) -> None:
    document.remove_first("ADR", location_of)
    if meant.location:
        document.add_text("ADR", "", "", "", meant.location, "", "", "")


def _change_birthday(document: Document, meant: VisitingCard) -> None:
    document.remove(lambda piece: piece.name == "BDAY")
    born = meant.birthday
    if not born:
        return
    without_year = born.startswith("--")
    if document.version == FOUR:
        document.add(f"BDAY:{'--' if without_year else ''}{born.replace('-', '')}")
    else:
        document.add(f"BDAY;X-APPLE-OMIT-YEAR=1604:1604-{born[2:]}" if without_year else f"BDAY:{born}")


def _change_tags(document: Document, meant: VisitingCard) -> None:
    document.remove(lambda piece: piece.name == "CATEGORIES")
    if meant.tags:
        document.add(f"CATEGORIES:{','.join(map(escaped, meant.tags))}")


def _change_notes(document: Document, meant: VisitingCard) -> None:
    document.remove(lambda piece: piece.name == "NOTE")
    if meant.notes:
        document.add_text("NOTE", meant.notes)


def _replace(document: Document, name: str, *parts: str | None) -> None:
    document.remove(lambda piece: piece.name == name)
    if any(parts):
        document.add_text(name, *(part or "" for part in parts))


_CHANGES: Mapping[str, Callable[[Document, VisitingCard], None]] = MappingProxyType(
    {
        "name": _change_name,
        "organisation": _change_organisation,
        "position": _change_position,
        "location": _change_location,
        "birthday": _change_birthday,
        "tags": _change_tags,
        "notes": _change_notes,
        "sector": lambda document, meant: _replace(document, SECTOR, meant.sector),
        "cadence": lambda document, meant: _replace(document, CADENCE, meant.cadence),
        "met_online": lambda document, meant: _replace(document, MET_ONLINE, *_met_parts(meant.met_online)),
        "met_in_person": lambda document, meant: _replace(document, MET_IN_PERSON, *_met_parts(meant.met_in_person)),
    }
)


def _met_parts(met: PortableMet | None) -> tuple[str | None, ...]:
    return () if met is None else (met.network, met.event_name, met.on.isoformat() if met.on else None)


def _change_handles(document: Document, before: Iterable[Handle], meant: Iterable[Handle]) -> None:
    """Remove the lines of accounts that are gone, and add those of new ones."""
    there = {(handle.network, handle.key) for handle in before}
    wanted = {(handle.network, handle.key): handle for handle in meant}
    gone = there - wanted.keys()
    if gone:
        card = document.card
        document.remove(lambda piece: not gone.isdisjoint(_accounts(piece, card)))
    for account, handle in wanted.items():
        line = "".join(_handle_line(handle, document.version))
        if account not in there and _is_read_as_account(line):
            document.add(line)


def _accounts(piece: Piece, card: Card) -> set[tuple[str, str]]:
    """Give network and key of the accounts of which a line tells."""
    found = accounts_in(piece.prop, card.label(piece.prop)) if piece.prop else ()
    return {(each.network, each.key) for each in found if isinstance(each, Handle)}


def _is_read_as_account(line: str) -> bool:
    """Say whether a line would be read as an account; any other is left to the exact ones."""
    found = (each for prop in properties(line.encode()) for each in accounts_in(prop, ""))
    return all(isinstance(each, Handle) for each in found)


def _handle_line(handle: Handle, version: str) -> Iterator[str]:
    """Write an account as address books of that version know it."""
    if handle.network == "email":
        yield f"EMAIL:{escaped(handle.shown)}"
    elif handle.network == "phone":
        yield f"TEL:{escaped(handle.shown)}"
    elif handle.network == "blog":
        yield f"URL:{handle.url or escaped(handle.shown)}"
    elif version == FOUR:
        # RFC 9554, 3.5
        yield f"SOCIALPROFILE;SERVICE-TYPE={_parameter(NETWORKS[handle.network].label)}"
        user = _parameter(_user(handle))
        yield f";USERNAME={user}:{handle.url}" if handle.url else f";VALUE=text:{escaped(handle.shown)}"
    else:
        user = _parameter(_user(handle))
        yield f"X-SOCIALPROFILE;TYPE={_OF_APPLE.get(handle.network, handle.network)};X-USER={user}"
        yield f":{handle.url or 'x-apple:' + escaped(_user(handle))}"


def _user(handle: Handle) -> str:
    bare = handle.shown.removeprefix("@")
    return bare if bare.lower() == handle.key else handle.key.removeprefix("id:")


def _parameter(text: str) -> str:
    safe = _UNQUOTABLE.sub("", text)
    return f'"{safe}"' if _QUOTED.search(safe) else safe
