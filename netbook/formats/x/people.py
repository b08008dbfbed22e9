"""People from the lists of accounts: whom the user follows and is followed by, blocks and mutes; lists; an address book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.channels import Direction
from netbook.domain.handles import handle_on
from netbook.domain.records import Fate, LeftOut, PersonRecord, TagRecord
from netbook.errors import UsageProblem
from netbook.formats.json_stream import BrokenItem
from netbook.formats.streams import shown_name
from netbook.formats.x.accounts import Person
from netbook.formats.x.cells import X_NETWORK, account_linked, account_number, with_number
from netbook.formats.x.parts import Kind, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.handles import Handle
    from netbook.formats.streams import OnRead
    from netbook.formats.x.accounts import Accounts
    from netbook.formats.x.owner import OwnAccount
    from netbook.formats.x.shapes import AddressBookEntry, Follow, FollowRecord

NO_ACCOUNT = "This record names no account."
NO_ADDRESS = "This entry of your address book holds neither an e-mail address nor a telephone number that can be read."
NO_OWNER = "This record does not say whose list it is."
OWN_ACCOUNT = "This is your own account."
OWN_LIST = "This is a list of your own."

_LINKED = {Kind.FOLLOWING: ("following", Direction.BY_ME), Kind.FOLLOWERS: ("follower", Direction.BY_THEM)}
_BY_NUMBER = "user_id="
_TAGS = {Kind.BLOCKED: "blocked", Kind.MUTED: "muted"}


class PeopleReader:
    """Reads lists of accounts, once it is known who stands behind which number."""

    def __init__(self, accounts: Accounts, own: OwnAccount) -> None:
        """Begin with nobody."""
        self._accounts = accounts
        self._own = own
        self._told: set[str] = set()

    def follows(self, part: Part, on_read: OnRead) -> Iterator[PersonRecord | LeftOut]:
        """Yield everybody whom the user follows, or is followed by."""
        word, direction = _LINKED[part.kind]
        for line, found in self._listed(part, on_read):
            if isinstance(found, LeftOut):
                yield found
                continue
            number, person = found
            self._told.add(number)
            yield PersonRecord(
                key=f"x:{word}:{number or person.handle.key}",
                origin=part.origin(line),
                name=person.name,
                handles=(person.handle,),
                met_network=X_NETWORK,
                linked=direction,
                aliases=person.aliases,
            )

    def tags(self, part: Part, on_read: OnRead) -> Iterator[TagRecord | LeftOut]:
        """Yield a tag for everybody whom the user blocks or mutes."""
        for line, found in self._listed(part, on_read):
            if isinstance(found, LeftOut):
                yield found
            else:
                yield TagRecord(part.origin(line), found[1].handle, _TAGS[part.kind])

    def renamed(self, part: Part) -> Iterator[PersonRecord]:
        """Yield those met in tweets under more than one handle, but for those told of already."""
        for number, person in self._accounts.renamed():
            if number not in self._told and not self._own.is_me(number, None):
                yield PersonRecord(
                    key=f"x:user:{number}",
                    origin=part.origin(),
                    name=person.name,
                    handles=(person.handle,),
                    aliases=person.aliases,
                )

    def _listed(self, part: Part, on_read: OnRead) -> Iterator[tuple[int, tuple[str, Person] | LeftOut]]:
        from netbook.formats.x.shapes import FollowRecord

        for item in part.items(FollowRecord, on_read):
            if isinstance(item, BrokenItem):
                yield item.line, part.broken(item)
                continue
            found = self._whom(_follow(item.value))
            if found is None:
                yield item.line, LeftOut(part.origin(item.line), Fate.FAILED, NO_ACCOUNT)
            elif self._own.is_me(found[0], found[1].handle.key):
                yield item.line, LeftOut(part.origin(item.line), Fate.SKIPPED, OWN_ACCOUNT)
            else:
                yield item.line, found

    def _whom(self, follow: Follow | None) -> tuple[str, Person] | None:
        """Return the account of a record, by its number or by its link, some of which hold the name."""
        if follow is None:
            return None
        number = account_number(follow.account_id)
        link = follow.user_link
        linked = account_linked(link) if link and not (number and _BY_NUMBER in link) else None
        if not number and linked is not None:
            number = linked.stable_id or ""
        person = self._accounts.numbered(number) if number else None
        if linked is not None and linked.stable_id is None and (person is None or person.handle.key.startswith("id:")):
            handle = with_number(linked, number) if number else linked
            person = Person(handle, person.name if person else None)
        return (number, person) if person else None

    def list_owners(self, part: Part, on_read: OnRead) -> Iterator[PersonRecord | LeftOut]:
        """Yield whoever made a list that the user reads or stands on."""
        from netbook.formats.x.shapes import ListRecord

        for item in part.items(ListRecord, on_read):
            if isinstance(item, BrokenItem):
                yield part.broken(item)
                continue
            info = item.value.user_list_info
            links = [*(info.urls or ()), *([info.url] if info.url else ())]
            if not links:
                yield LeftOut(part.origin(item.line), Fate.FAILED, NO_OWNER)
            for link in links:
                yield self._list_owner(part, item.line, link)

    def _list_owner(self, part: Part, line: int, link: str) -> PersonRecord | LeftOut:
        handle = account_linked(link)
        if handle is None:
            return LeftOut(part.origin(line), Fate.FAILED, f"{NO_OWNER[:-1]}: “{shown_name(link)}”.")
        if self._own.is_me("", handle.key):
            return LeftOut(part.origin(line), Fate.SKIPPED, OWN_LIST)
        person = self._accounts.called(handle.shown[1:]) or Person(handle)
        name = link.rstrip("/").rpartition("/")[2].casefold()
        return PersonRecord(f"x:list:{handle.key}/{name}", part.origin(line), person.name, (person.handle,))


def address_book(part: Part, on_read: OnRead) -> Iterator[PersonRecord | LeftOut]:
    """Yield everybody in the address book that the user once uploaded, which holds no names."""
    from netbook.formats.x.shapes import AddressBookRecord

    for item in part.items(AddressBookRecord, on_read):
        if isinstance(item, BrokenItem):
            yield part.broken(item)
            continue
        entry = item.value.contact
        handles = _addresses(entry)
        if handles:
            key = f"x:contact:{account_number(entry.id) or handles[0].key}"
            yield PersonRecord(key, part.origin(item.line), handles=handles)
        else:
            yield LeftOut(part.origin(item.line), Fate.SKIPPED, NO_ADDRESS)


def _addresses(entry: AddressBookEntry) -> tuple[Handle, ...]:
    found: dict[tuple[str, str], Handle] = {}
    for network, texts in (("email", entry.emails), ("phone", entry.phone_numbers)):
        for text in texts or ():
            try:
                handle = handle_on(network, text)
            except UsageProblem:
                continue
            found[network, handle.key] = handle
    return tuple(found.values())


def _follow(record: FollowRecord) -> Follow | None:
    each = (record.following, record.follower, record.blocking, record.block, record.muting, record.mute)
    return next((follow for follow in each if follow is not None), None)
