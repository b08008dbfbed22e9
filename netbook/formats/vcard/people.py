"""From one vCard to one person."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from netbook.domain.records import Fate, LeftOut, PersonRecord
from netbook.formats.vcard.exact import is_own, restored
from netbook.formats.vcard.fields import (
    Card,
    accounts_of,
    location_of,
    name_of,
    nickname_of,
    notes_of,
    organisation_of,
    position_of,
    tags_of,
    uid_of,
    visiting_card,
)
from netbook.formats.vcard.profiles import Kept
from netbook.formats.vcard.values import birthday, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netbook.domain.handles import Handle
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
_FURTHER = frozenset({"NICKNAME", "PRONOUNS", "X-ANDROID-CUSTOM"})
_KIND_NAMES = frozenset({"KIND", "X-ADDRESSBOOKSERVER-KIND", "X-KIND"})


def person(properties: Iterable[Property], origin: Origin) -> PersonRecord | LeftOut:
    """Give the person of a card, or why there is none."""
    card = Card(properties)
    if (kind := kind_of(card)) is not None:
        return LeftOut(origin, Fate.SKIPPED, NOT_A_PERSON.format(kind))
    handles, kept = accounts_of(card)
    organisation = organisation_of(card)
    name = name_of(card) or organisation or ""
    if not name and not handles and not kept:
        return LeftOut(origin, Fate.SKIPPED, NOBODY)
    born = _birthday(card, kept)
    if is_own(card):
        return _own_person(card, origin, kept)
    uid = uid_of(card)
    return PersonRecord(
        key=f"vcard:{uid or _fingerprint(name, organisation, handles, kept)}",
        origin=origin,
        name=name or (None if handles else kept[0].text),
        handles=handles,
        organisation=organisation,
        position=position_of(card),
        location=location_of(card),
        notes=_notes(card, name, notes_of(card), kept),
        birthday=born,
        tags=tags_of(card),
        uid=uid or None,
    )


def kind_of(card: Card) -> str | None:
    """Say what a card is that is no person's, such as “a group”; None for a person or an organisation."""
    if _KIND_NAMES.isdisjoint(card.properties):
        return None
    for name in _KIND_NAMES & card.properties.keys():
        if (kind := _KINDS.get(card.first(name).casefold())) is not None:
            return kind
    return None


def _own_person(card: Card, origin: Origin, kept: Iterable[Kept]) -> PersonRecord:
    """Give the person of a card that netbook has written, as it was written, and what others have added."""
    found = restored(card, visiting_card(card))
    uid = uid_of(card)
    online, in_person = found.met_online, found.met_in_person
    return PersonRecord(
        key=f"vcard:{uid or _fingerprint(found.name or '', found.organisation, found.handles, ())}",
        origin=origin,
        name=found.name,
        handles=found.handles,
        organisation=found.organisation,
        position=found.position,
        met_network=None if online is None else online.network,
        met_on=None if online is None else online.on,
        aliases=found.former,
        sector=found.sector,
        location=found.location,
        notes=_notes(card, found.called, [found.notes or ""], kept),
        birthday=found.birthday,
        tags=found.tags,
        cadence=found.cadence,
        met_event=None if in_person is None else in_person.event_name,
        met_in_person_on=None if in_person is None else in_person.on,
        uid=uid or None,
    )


def _birthday(card: Card, kept: list[Kept]) -> str | None:
    """Give the first full birthday; what is none goes to what is kept as words."""
    if "BDAY" not in card.properties:
        return None
    texts = [text for prop in card.all("BDAY") if (text := plain(prop))]
    found = next((born for text in texts if (born := birthday(text))), None)
    if texts and found is None:
        kept.append(Kept("Birthday", texts[0]))
    return found


def _notes(card: Card, name: str, notes: Iterable[str], kept: Iterable[Kept]) -> str | None:
    """Put below the notes what has no place of its own."""
    if not kept and _FURTHER.isdisjoint(card.properties):
        return "\n\n".join(filter(None, notes)) or None
    further = [f"{each.label}: {each.text}" for each in kept]
    if (nickname := nickname_of(card)) and nickname.casefold() not in name.casefold():
        further.insert(0, f"Nickname: {nickname}")
    if pronouns := card.first("PRONOUNS"):
        further.append(f"Pronouns: {pronouns}")
    return "\n\n".join(text for text in (*notes, "\n".join(further)) if text) or None


def _fingerprint(name: str, organisation: str | None, handles: Iterable[Handle], kept: Iterable[Kept]) -> str:
    """Return a key for a card without UID; the tilde keeps it apart from every UID."""
    words = [name, organisation or "", *(f"{each.network}:{each.key}" for each in handles)]
    words += [each.text for each in kept]
    text = "\x1f".join(words).casefold().encode("utf-8", "replace")
    return f"~{hashlib.sha1(text, usedforsecurity=False).hexdigest()[:16]}"
