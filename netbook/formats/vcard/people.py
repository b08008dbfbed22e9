"""From one vCard to one person."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from netbook.domain.handles import Handle, handle_on
from netbook.domain.records import Fate, LeftOut, PersonRecord
from netbook.errors import UsageProblem
from netbook.formats.vcard.profiles import Kept, accounts, holds_account, web_page
from netbook.formats.vcard.values import birthday, parts, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netbook.domain.records import Origin
    from netbook.formats.vcard.lines import Property

NOBODY = "This card has neither a name nor an address."
NOT_A_PERSON = "This card is {}, not a person."

_KINDS = {
    "group": "a group",
    "location": "a place",
    "application": "a program",
    "device": "a device",
    "thing": "a thing",
}
_KIND_NAMES = frozenset({"KIND", "X-ADDRESSBOOKSERVER-KIND", "X-KIND"})
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
        self.properties: dict[str, list[Property]] = {}
        for prop in properties:
            self.properties.setdefault(prop[0].name, []).append(prop)
        self._labels: dict[str, str] = {}
        for prop in self.properties.get("X-ABLABEL", ()):
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


def person(properties: Iterable[Property], origin: Origin) -> PersonRecord | LeftOut:
    """Give the person of a card, or why there is none."""
    card = Card(properties)
    for kind_name in _KIND_NAMES & card.properties.keys():
        kind = _KINDS.get(card.first(kind_name).casefold())
        if kind is not None:
            return LeftOut(origin, Fate.SKIPPED, NOT_A_PERSON.format(kind))
    handles, kept = _accounts(card)
    organisation = _organisation(card)
    name = _name(card) or organisation or ""
    if not name and not handles and not kept:
        return LeftOut(origin, Fate.SKIPPED, NOBODY)
    born = _birthday(card, kept)
    uid = _uid(card)
    return PersonRecord(
        key=f"vcard:{uid or _fingerprint(name, organisation, handles, kept)}",
        origin=origin,
        name=name or (None if handles else kept[0].text),
        handles=handles,
        organisation=organisation,
        position=card.first("TITLE") or card.first("ROLE") or None,
        location=_location(card),
        notes=_notes(card, name, kept),
        birthday=born,
        tags=_tags(card),
        uid=uid or None,
    )


def _name(card: Card) -> str:
    """Give the name of a card, or the nickname where it has no name."""
    if name := " ".join(card.first("FN").split()):
        return name
    return next((name for prop in card.all("N") if (name := _from_parts(prop))), "") or _nickname(card)


def _from_parts(prop: Property) -> str:
    """Put the parts of N together: family name, given name, further names, prefixes, suffixes; any may be missing."""
    family, given, further, before, after = (
        [" ".join(part.replace(",", " ").split()) for part in parts(prop)] + [""] * 5
    )[:5]
    order = (before, given, further, family, after)
    if _FAMILY_FIRST.match(family) and _FAMILY_FIRST.match(given):
        order = (before, family, given, further, after)
    return " ".join(part for part in order if part)


def _nickname(card: Card) -> str:
    found = " ".join(card.first("NICKNAME").split())
    if found:
        return found
    custom = card.first("X-ANDROID-CUSTOM")
    return custom[len(_ANDROID_NICKNAME) :].partition(";")[0] if custom.startswith(_ANDROID_NICKNAME) else ""


def _organisation(card: Card) -> str | None:
    """Give the organisation without its departments."""
    for prop in card.all("ORG"):
        for part in parts(prop):
            if part:
                return part
    return None


def _location(card: Card) -> str | None:
    """Give town, region and country of an address, the preferred one first; its street if it has nothing else."""
    addresses = sorted(card.all("ADR"), key=lambda prop: "pref" not in prop[0].kinds and not prop[0].get("PREF"))
    streets = []
    for prop in addresses:
        cells = [" ".join(part.split()) for part in parts(prop)] + [""] * 7
        place = [cell for cell in (cells[3], cells[4], cells[6]) if cell]
        if place:
            return ", ".join(place)
        streets += [", ".join(cell for cell in cells[:3] if cell)]
    return next((street for street in streets if street), None)


def _tags(card: Card) -> tuple[str, ...]:
    found = (" ".join(part.split()) for prop in card.all("CATEGORIES") for part in parts(prop, ","))
    return tuple(dict.fromkeys(tag for tag in found if tag and tag.casefold() not in _SYSTEM_GROUPS))


def _uid(card: Card) -> str:
    uid = card.first("UID")
    for prefix in _UID_PREFIXES:
        if uid.lower().startswith(prefix):
            return uid[len(prefix) :].strip()
    return uid


def _birthday(card: Card, kept: list[Kept]) -> str | None:
    """Give the first full birthday; what is none goes to what is kept as words."""
    texts = [text for prop in card.all("BDAY") if (text := plain(prop))]
    found = next((born for text in texts if (born := birthday(text))), None)
    if texts and found is None:
        kept.append(Kept("Birthday", texts[0]))
    return found


def _accounts(card: Card) -> tuple[tuple[Handle, ...], list[Kept]]:
    """Give every account once, in the order e-mail, telephone, networks, pages; and what none could be made of."""
    found: list[Handle | Kept | None] = [_reached("email", "E-mail", plain(prop)) for prop in card.all("EMAIL")]
    found += [_telephone(prop) for prop in card.all("TEL")]
    for name, properties in card.properties.items():
        if holds_account(name):
            for prop in properties:
                found += accounts(prop, card.label(prop))
    found += [web_page(plain(prop), card.label(prop)) for prop in card.all("URL")]
    handles: dict[tuple[str, str], Handle] = {}
    kept: dict[Kept, None] = {}
    for each in found:
        if isinstance(each, Handle):
            handles.setdefault((each.network, each.key), each)
        elif each is not None:
            kept[each] = None
    return tuple(handles.values()), list(kept)


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


def _notes(card: Card, name: str, kept: Iterable[Kept]) -> str | None:
    """Put the notes together, and below them what has no place of its own."""
    notes: dict[str, str] = {}
    for prop in card.all("NOTE"):
        # Notes with the same ALTID are one note in several languages (RFC 6350, 5.4).
        notes.setdefault(prop[0].get("ALTID") or prop[1], plain(prop))
    further = [f"{each.label}: {each.text}" for each in kept]
    if (nickname := _nickname(card)) and nickname.casefold() not in name.casefold():
        further.insert(0, f"Nickname: {nickname}")
    if pronouns := card.first("PRONOUNS"):
        further.append(f"Pronouns: {pronouns}")
    return "\n\n".join(text for text in (*notes.values(), "\n".join(further)) if text) or None


def _fingerprint(name: str, organisation: str | None, handles: Iterable[Handle], kept: Iterable[Kept]) -> str:
    """Return a key for a card without UID; the tilde keeps it apart from every UID."""
    words = [name, organisation or "", *(f"{each.network}:{each.key}" for each in handles)]
    words += [each.text for each in kept]
    text = "\x1f".join(words).casefold().encode("utf-8", "replace")
    return f"~{hashlib.sha1(text, usedforsecurity=False).hexdigest()[:16]}"
