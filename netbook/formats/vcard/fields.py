"""What the properties of a card say, each thing by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from netbook.domain.handles import Handle, handle_on
from netbook.domain.portable import PortableMet
from netbook.domain.visiting_card import VisitingCard
from netbook.errors import UsageProblem
from netbook.formats.vcard.profiles import Kept, accounts, holds_account, web_page
from netbook.formats.vcard.values import birthday, parts, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netbook.formats.vcard.lines import Property

SECTOR = "X-NETBOOK-SECTOR"
CADENCE = "X-NETBOOK-CADENCE"
MET_ONLINE = "X-NETBOOK-MET-ONLINE"
MET_IN_PERSON = "X-NETBOOK-MET-IN-PERSON"

_APPLE_LABEL = re.compile(r"_\$!<(.{0,100})>!\$_")
_ANDROID_NICKNAME = "vnd.android.cursor.item/nickname;"
_UID_PREFIXES = ("urn:uuid:", "uuid:")
_SYSTEM_GROUPS = frozenset({"mycontacts", "my contacts"})
"""Groups in which Google puts everybody."""
_FAMILY_FIRST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,40}")
_NO_TALKING = {"fax": "Fax", "pager": "Pager"}


class Card:
    """The properties of one card by their names in capitals, and the words that the user gave to groups of them."""

    def __init__(self, properties: Iterable[Property]) -> None:
        """Sort the properties."""
        self.in_order = list(properties)
        self.properties: dict[str, list[Property]] = {}
        found = self.properties
        for prop in self.in_order:
            name = prop[0].name
            if name in found:
                found[name].append(prop)
            else:
                found[name] = [prop]
        self._labels: dict[str, str] = {}
        for prop in found.get("X-ABLABEL", ()):
            label = plain(prop)
            apple = _APPLE_LABEL.fullmatch(label)
            self._labels[prop[0].group] = apple[1] if apple else label

    def all(self, name: str) -> list[Property]:
        """Give every property of that name, in their order."""
        return self.properties.get(name, [])

    def first(self, name: str) -> str:
        """Give the first text that is not blank among the properties of that name; empty if there is none."""
        for prop in self.properties.get(name, ()):
            if text := plain(prop):
                return text
        return ""

    def label(self, prop: Property) -> str:
        """Give the user's word for a property; empty if it has none."""
        return self._labels.get(prop[0].group, "") if prop[0].group else ""


def visiting_card(card: Card) -> VisitingCard:
    """Give all that a card says of a contact; what netbook has no place for is left in the card."""
    handles, _kept = accounts_of(card)
    return VisitingCard(
        name=name_of(card) or None,
        handles=tuple(replace(handle, guess=False) if handle.guess else handle for handle in handles),
        organisation=organisation_of(card),
        position=position_of(card),
        location=location_of(card),
        birthday=next((born for prop in card.all("BDAY") if (born := birthday(plain(prop)))), None),
        tags=tags_of(card),
        notes="\n\n".join(notes_of(card)) or None,
        sector=card.first(SECTOR) or None,
        cadence=card.first(CADENCE) or None,
        met_online=_met(card, MET_ONLINE),
        met_in_person=_met(card, MET_IN_PERSON),
    )


def _met(card: Card, name: str) -> PortableMet | None:
    """Read one half of where-met: a network, an event, a day, any of them perhaps empty."""
    for prop in card.all(name):
        network, event, day = (*parts(prop), "", "", "")[:3]
        try:
            on = date.fromisoformat(day) if day else None
        except ValueError:
            on = None
        return PortableMet(network or None, None, event or None, on)
    return None


def name_of(card: Card) -> str:
    """Give the name of a card, or the nickname where it has no name."""
    if name := " ".join(card.first("FN").split()):
        return name
    return next((name for prop in card.all("N") if (name := _from_parts(prop))), "") or nickname_of(card)


def _from_parts(prop: Property) -> str:
    """Put the parts of N together: family name, given name, further names, prefixes, suffixes; any may be missing."""
    family, given, further, before, after = (
        [" ".join(part.replace(",", " ").split()) for part in parts(prop)] + [""] * 5
    )[:5]
    order = (before, given, further, family, after)
    if _FAMILY_FIRST.match(family) and _FAMILY_FIRST.match(given):
        order = (before, family, given, further, after)
    return " ".join(part for part in order if part)


def nickname_of(card: Card) -> str:
    """Give the nickname; empty if there is none."""
    found = " ".join(card.first("NICKNAME").split())
    if found:
        return found
    custom = card.first("X-ANDROID-CUSTOM")
    return custom[len(_ANDROID_NICKNAME) :].partition(";")[0] if custom.startswith(_ANDROID_NICKNAME) else ""


def organisation_of(card: Card) -> str | None:
    """Give the organisation without its departments."""
    for prop in card.all("ORG"):
        for part in parts(prop):
            if part:
                return part
    return None


def location_of(card: Card) -> str | None:
    """Give town, region and country of an address, the preferred one first; its street if it has nothing else."""
    if "ADR" not in card.properties:
        return None
    addresses = sorted(card.all("ADR"), key=lambda prop: "pref" not in prop[0].kinds and not prop[0].get("PREF"))
    streets = []
    for prop in addresses:
        cells = [" ".join(part.split()) for part in parts(prop)] + [""] * 7
        place = [cell for cell in (cells[3], cells[4], cells[6]) if cell]
        if place:
            return ", ".join(place)
        streets += [", ".join(cell for cell in cells[:3] if cell)]
    return next((street for street in streets if street), None)


def tags_of(card: Card) -> tuple[str, ...]:
    """Give the categories, each once, but for those in which a program puts everybody."""
    if "CATEGORIES" not in card.properties:
        return ()
    found = (" ".join(part.split()) for prop in card.all("CATEGORIES") for part in parts(prop, ","))
    return tuple(dict.fromkeys(tag for tag in found if tag and tag.casefold() not in _SYSTEM_GROUPS))


def uid_of(card: Card) -> str:
    """Give the UID without the words that say it is one; empty if there is none."""
    uid = card.first("UID")
    for prefix in _UID_PREFIXES:
        if uid.lower().startswith(prefix):
            return uid[len(prefix) :].strip()
    return uid


def accounts_of(card: Card) -> tuple[tuple[Handle, ...], list[Kept]]:
    """Give every account once, in the order of the card; and what none could be made of."""
    handles: dict[tuple[str, str], Handle] = {}
    kept: dict[Kept, None] = {}
    # Once a property, of which an import has millions: what tells of nothing is passed over first.
    for prop in card.in_order:
        if not tells_of_accounts(prop[0].name):
            continue
        for each in accounts_in(prop, card.label(prop)):
            if isinstance(each, Handle):
                handles.setdefault((each.network, each.key), each)
            else:
                kept[each] = None
    return tuple(handles.values()), list(kept)


@lru_cache(maxsize=1_024)
def tells_of_accounts(name: str) -> bool:
    """Say whether a property of this name, in capitals, tells of a way to reach somebody."""
    return name in ("EMAIL", "TEL", "URL") or holds_account(name)


def accounts_in(prop: Property, label: str) -> Iterable[Handle | Kept]:
    """Give the accounts of which one property tells; ``label`` is the user's word for it, or empty."""
    name = prop[0].name
    found: Handle | Kept | None
    if name == "EMAIL":
        found = _reached("email", "E-mail", plain(prop))
    elif name == "TEL":
        found = _telephone(prop)
    elif name == "URL":
        found = web_page(plain(prop), label)
    elif tells_of_accounts(name):
        return accounts(prop, label)
    else:
        return ()
    return () if found is None else (found,)


def _telephone(prop: Property) -> Handle | Kept | None:
    """Read a telephone number; a fax or a pager is nothing to talk to, and kept as words."""
    text = plain(prop)
    for kind in _NO_TALKING.keys() & prop[0].kinds:
        return Kept(_NO_TALKING[kind], text) if text else None
    return _reached("phone", "Phone", text)


def _reached(network: str, label: str, text: str) -> Handle | Kept | None:
    """Read an e-mail address or a telephone number; None if there is nothing to read."""
    if not text:
        return None
    try:
        return handle_on(network, text)
    except UsageProblem:
        return Kept(label, " ".join(text.split()))


def position_of(card: Card) -> str | None:
    """Give the title, else the role."""
    return card.first("TITLE") or card.first("ROLE") or None


def notes_of(card: Card) -> list[str]:
    """Give the notes, each once; of those with the same ALTID, one note in several languages, the first."""
    notes: dict[str, str] = {}
    for prop in card.all("NOTE"):
        notes.setdefault(prop[0].get("ALTID") or prop[1], plain(prop))
    return [note for note in notes.values() if note]
