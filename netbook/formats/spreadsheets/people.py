"""One row of an address book becomes one person: names, handles, and what cannot be read kept as a note."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import Handle, handle_on, network_named, parse_handle
from netbook.domain.records import Fate, InteractionRecord, LeftOut, PersonRecord
from netbook.domain.text import fold
from netbook.errors import UsageProblem
from netbook.formats.spreadsheets.cells import is_nothing, tag_words, values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netbook.domain.records import Origin, Record

NOBODY = "The row names nobody."
_BETWEEN_ADDRESSES = re.compile(r"[,\s]{1,20}")
_EASILY_SHARED = frozenset({"phone", "blog"})
"""Networks where colleagues and families have one account, so that it does not tell who somebody is."""
_MERE_FORMS_OF_ADDRESS = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "herr", "frau", "m", "mme", "mlle", "monsieur", "madame", "sr", "sra", "srta"}
)


@dataclass(slots=True)
class Draft:
    """What the cells of one row say of a person, filled in any order."""

    name: str = ""
    organisation: str = ""
    position: str = ""
    sector: str = ""
    location: str = ""
    places: list[str] = field(default_factory=list)
    """Parts of the location, the narrowest first, where it is not given whole."""
    birthday: str | None = None
    uid: str | None = None
    met_network: str | None = None
    met_online_on: date | None = None
    met_on: date | None = None
    met_at: str = ""
    last_contact: date | None = None
    handles: dict[tuple[str, str], Handle] = field(default_factory=dict)
    aliases: list[Handle] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def remark(self, label: str, text: str) -> None:
        """Keep what has no field of its own as a line of the notes."""
        if not is_nothing(text):
            self.remarks.append(f"{label}: {text.strip()}")

    def add_note(self, cell: str) -> None:
        """Take a note with the line breaks in it."""
        self.notes.append(cell.replace("\r\n", "\n").replace("\r", "\n").strip())

    def add_emails(self, label: str, cell: str) -> None:
        """Take the e-mail addresses of a cell."""
        for value in values(cell):
            several = _BETWEEN_ADDRESSES.split(value) if value.count("@") > 1 and "<" not in value else [value]
            for address in filter(None, several):
                self._add_on("email", label, address)

    def add_phones(self, label: str, cell: str) -> None:
        """Take the telephone numbers of a cell."""
        for value in values(cell):
            self._add_on("phone", label, value)

    def add_accounts(self, label: str, cell: str, network: str | None = None) -> None:
        """Take the handles and links of a cell, of one network or of any."""
        for value in values(cell):
            handle = read_account(value, network)
            for word in [value] if handle else value.replace(",", " ").split():
                self._keep(label, word, handle or read_account(word, network))

    def add_website(self, label: str, cell: str) -> None:
        """Take links: to a profile, or to a page of the person's own, which is a blog."""
        for value in values(cell):
            network = _network_of(label)
            self._keep(label, value, (read_account(value, network) if network else None) or read_account(value, None))

    def add_tags(self, cell: str) -> None:
        """Take the tags of a cell."""
        for word in tag_words(cell):
            self.tags.setdefault(fold(word), word)

    def _add_on(self, network: str, label: str, value: str) -> None:
        self._keep(label, value, read_account(value, network))

    def _keep(self, label: str, value: str, handle: Handle | None) -> None:
        if handle is None:
            self.remark(label, value)
        else:
            self.handles.setdefault((handle.network, handle.key), handle)


def read_account(value: str, network: str | None) -> Handle | None:
    """Read a handle or link on a network, or on any; None if it is none."""
    try:
        return parse_handle(value) if network is None else handle_on(network, value)
    except UsageProblem:
        return None


def _network_of(label: str) -> str | None:
    """Return the network that the label of a link names; a bare word beside it is then a handle there."""
    try:
        return network_named(label.strip()).name
    except UsageProblem:
        return None


def full_name(*parts: str) -> str:
    """Put the parts of a name together; of what stands before it, titles stay and mere forms of address go."""
    words = [" ".join(part.split()) for part in parts]
    if words and words[0].casefold().rstrip(".") in _MERE_FORMS_OF_ADDRESS:
        words[0] = ""
    return " ".join(filter(None, words))


class Roll:
    """The people of one import so far: gives each a natural key, and notices accounts that several share."""

    def __init__(self, prefix: str, *, with_companies: bool = True) -> None:
        """Begin with nobody; ``prefix`` begins every natural key.

        ``with_companies`` says that a row with no more than an organisation and a number is a company's card.
        """
        self._prefix = prefix
        self._with_companies = with_companies
        self._bearers: dict[tuple[str, str], str] = {}
        self._alike: dict[str, list[tuple[object, ...]]] = {}

    def records(self, draft: Draft, origin: Origin, key: str | None = None) -> Iterator[Record]:
        """Yield the person of a row, and the interaction that its last contact is; or why it is nobody.

        ``key`` is what the file itself knows the person by, if it has such a thing.
        """
        self._give_up_shared(draft)
        name = self._name(draft)
        if not name and not draft.handles:
            yield LeftOut(origin, Fate.SKIPPED, NOBODY)
            return
        person = self._person(draft, origin, name, key)
        yield person
        if draft.last_contact is not None:
            yield _last_contact(person, draft.last_contact)

    def _person(self, draft: Draft, origin: Origin, name: str, key: str | None) -> PersonRecord:
        handles = tuple(draft.handles.values())
        notes = "\n".join([*filter(None, draft.notes), *draft.remarks])
        return PersonRecord(
            key=f"{self._prefix}:{key or (_account_key(handles[0]) if handles else self._fingerprint(draft, name))}",
            origin=origin,
            name=name or None,
            handles=handles,
            aliases=tuple(draft.aliases),
            organisation=_line(draft.organisation),
            position=_line(draft.position),
            sector=_line(draft.sector),
            location=_line(draft.location or _joined(draft.places)),
            notes=notes or None,
            birthday=draft.birthday,
            tags=tuple(draft.tags.values()),
            met_network=draft.met_network,
            met_on=draft.met_online_on,
            met_event=_line(draft.met_at),
            met_in_person_on=draft.met_on,
            uid=draft.uid,
        )

    def _name(self, draft: Draft) -> str:
        """Return the name; a company's card goes by the company."""
        named = draft.name.strip() or not self._with_companies
        if named or any(network != "phone" for network, _key in draft.handles):
            return draft.name.strip()
        return " ".join(draft.organisation.split())

    def _give_up_shared(self, draft: Draft) -> None:
        """Make a number or page that somebody of another name has a note: it would make one person of two."""
        name = fold(draft.name)
        for account in [account for account in draft.handles if account[0] in _EASILY_SHARED]:
            bearer = self._bearers.setdefault(account, name)
            if name and bearer and bearer != name:
                shared = draft.handles.pop(account)
                draft.remark("Phone" if shared.network == "phone" else "Website", shared.shown)

    def _fingerprint(self, draft: Draft, name: str) -> str:
        """Return a key for a person without accounts; the tilde keeps it apart from every account.

        Rows that differ are different people, though name and organisation may be the same.
        """
        words = f"{fold(name)}\x1f{fold(draft.organisation)}"
        content = (
            name,
            draft.organisation,
            draft.position,
            draft.birthday,
            *draft.places,
            *draft.notes,
            *draft.remarks,
        )
        alike = self._alike.setdefault(words, [])
        if content not in alike:
            alike.append(content)
        place = alike.index(content)
        digest = hashlib.sha1(words.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:16]
        return f"~{digest}" + (f"#{place + 1}" if place else "")


def _account_key(handle: Handle) -> str:
    return f"{handle.network}:{handle.key}"


def _last_contact(person: PersonRecord, on: date) -> InteractionRecord:
    return InteractionRecord(
        key=f"{person.key}:last:{on}",
        origin=person.origin,
        people=((person.handles[0], person.name),) if person.handles else (),
        channel=Channel.MESSAGE,
        direction=Direction.BOTH,
        at=on,
        named=() if person.handles else ((person.key, person.name),),
        tells_where_met=False,
    )


def _joined(places: list[str]) -> str:
    return ", ".join(dict.fromkeys(" ".join(place.split()) for place in places if not is_nothing(place)))


def _line(text: str) -> str | None:
    return text.strip() or None
