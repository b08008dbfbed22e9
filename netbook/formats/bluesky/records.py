"""What becomes of each record of a repository."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netbook.domain.channels import Channel, Direction
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Origin, Owner, PersonRecord, TagRecord
from netbook.domain.text import shorten
from netbook.errors import NetbookError, UsageProblem
from netbook.formats.bluesky.fields import POSTS, mentions, quoted, subject, text_at
from netbook.formats.bluesky.people import BLUESKY_NETWORK, Accounts
from netbook.formats.notes import kept_note
from netbook.formats.timestamps import instant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from netbook.domain.handles import Handle
    from netbook.domain.records import Record
    from netbook.formats.bluesky.cbor import Value

OWN_ACCOUNT = "This is your own account."
OWN_POST = "This is about a post of your own."
TO_NOBODY = "This post of yours speaks to nobody: it is no reply and no quote, and mentions nobody."
FOLLOWED_TWICE = "The account is followed twice; the earlier follow counts."
NO_POST = "This is about a feed, a list or the like, not about a post of somebody."
IN_A_LIST = "Membership of a list is not read: a list may hold people whom you do not know."

_QUOTED_CELLS = 80
_LOOKED_AT = 400


class _Broken(NetbookError):
    """A record cannot be used; the sentence says why."""


@dataclass(slots=True)
class RecordReader:
    """Turns the records of one account into netbook's; ``skipped`` gathers what is left out for one reason each."""

    did: str
    file: str
    accounts: Accounts
    skipped: Counter[str] = field(default_factory=Counter)
    _followed: dict[str, PersonRecord] = field(default_factory=dict)

    def read(self, path: str, record: dict[str, Value]) -> Iterator[Record]:
        """Yield what a record says; follows are held back, so that a second one of an account can be folded in."""
        collection = path.partition("/")[0]
        try:
            match collection:
                case "app.bsky.graph.follow":
                    self._follow(path, record)
                case "app.bsky.feed.post":
                    yield from self._post(path, record)
                case "app.bsky.feed.like" | "app.bsky.feed.repost":
                    yield from self._reaction(path, record)
                case "app.bsky.graph.block":
                    yield TagRecord(Origin(self.file), self._handle(text_at(record, "subject")), "blocked")
                case "app.bsky.graph.listitem":
                    self.skipped[IN_A_LIST] += 1
                case "app.bsky.actor.profile":
                    yield Owner(self._handle(self.did), text_at(record, "displayName").strip() or None)
                case _:
                    self.skipped[_other(collection)] += 1
        except _Broken as problem:
            yield self._failed(path, problem)

    def people(self) -> Iterator[PersonRecord]:
        """Yield everybody who is followed, once each."""
        yield from self._followed.values()

    def left_out(self) -> Iterator[LeftOut]:
        """Yield what was skipped, one record for each reason."""
        for reason, count in self.skipped.items():
            yield LeftOut(Origin(self.file), Fate.SKIPPED, reason, count)

    def _follow(self, path: str, record: dict[str, Value]) -> None:
        did = text_at(record, "subject")
        handle = self._handle(did)
        if did == self.did:
            self.skipped[OWN_ACCOUNT] += 1
            return
        at = instant(text_at(record, "createdAt"))
        person = PersonRecord(
            key=self._key(path),
            origin=Origin(self.file),
            handles=(handle,),
            met_network=BLUESKY_NETWORK,
            met_on=at.date() if at else None,
            linked=Direction.BY_ME,
            aliases=self.accounts.earlier(did),
        )
        if did in self._followed:
            self.skipped[FOLLOWED_TWICE] += 1
        self._followed[did] = _earlier(self._followed.get(did, person), person)

    def _reaction(self, path: str, record: dict[str, Value]) -> Iterator[InteractionRecord]:
        target = subject(text_at(record, "subject", "uri"))
        if target is None:
            raise _Broken("It does not say what it is about.")
        if target.collection != POSTS:
            self.skipped[NO_POST] += 1
        elif target.account == self.did:
            self.skipped[OWN_POST] += 1
        else:
            yield self._interaction(self._key(path), target.account, Channel.REACTION, _made_at(record))

    def _post(self, path: str, record: dict[str, Value]) -> Iterator[Record]:
        """Yield one interaction for each person whom a post speaks to, whatever is wrong with the others."""
        spoken_to = spoken_to_in(record)
        spoken_to.pop(self.did, None)
        if not spoken_to:
            self.skipped[TO_NOBODY] += 1
            return
        at, note = _made_at(record), kept_note(text_at(record, "text"))
        for account, channel in spoken_to.items():
            try:
                yield self._interaction(f"{self._key(path)}#{account}", account, channel, at, note)
            except _Broken as problem:
                yield self._failed(path, problem)

    def _interaction(
        self, key: str, account: str, channel: Channel, at: datetime, note: str | None = None
    ) -> InteractionRecord:
        people = ((self._handle(account), None),)
        return InteractionRecord(key, Origin(self.file), people, channel, Direction.BY_ME, at, note)

    def _failed(self, path: str, problem: _Broken) -> LeftOut:
        return LeftOut(Origin(self.file), Fate.FAILED, f"{shown_path(path)}: {problem.sentence}")

    def _handle(self, account: str) -> Handle:
        try:
            return self.accounts.handle(account)
        except UsageProblem as problem:
            shown = shorten(account[:_LOOKED_AT], _QUOTED_CELLS)
            raise _Broken(f"“{shown}” is no account on Bluesky.") from problem

    def _key(self, path: str) -> str:
        return f"at://{self.did}/{path}"


def spoken_to_in(post: dict[str, Value]) -> dict[str, Channel]:
    """Map the accounts that a post speaks to, to how it does so: a reply goes before a mention or a quote."""
    parent = subject(text_at(post, "reply", "parent", "uri"))
    spoken_to = {parent.account: Channel.REPLY} if parent else {}
    named = subject(quoted(post))
    others = [did for did, _words in mentions(post)]
    if named and named.collection == POSTS:
        others.append(named.account)
    for account in others:
        spoken_to.setdefault(account, Channel.MENTION)
    return spoken_to


def shown_path(path: str) -> str:
    """Return a record's path fit to stand in a sentence."""
    return f"“{shorten(path, _QUOTED_CELLS)}”"


def _made_at(record: dict[str, Value]) -> datetime:
    text = text_at(record, "createdAt")
    at = instant(text)
    if at is None:
        raise _Broken(f"“{shorten(text[:_LOOKED_AT], _QUOTED_CELLS)}” is not a date that netbook can read.")
    return at


def _earlier(one: PersonRecord, other: PersonRecord) -> PersonRecord:
    """Return the follow that was made first; one with a date goes before one without."""
    if one.met_on is None:
        return other
    return one if other.met_on is None or one.met_on <= other.met_on else other


def _other(collection: str) -> str:
    return f"{shown_path(collection)} holds nothing that netbook reads."
