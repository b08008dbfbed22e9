"""Interactions from the outbox: what the user wrote to whom, and whose posts the user boosted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netbook.domain.channels import Channel, Direction
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Origin
from netbook.domain.text import shorten
from netbook.errors import NetbookError
from netbook.formats.html_text import words_of_html
from netbook.formats.json_stream import BrokenItem, Item, JsonItems
from netbook.formats.mastodon.uris import addressees, author_of, is_crowd, local_name, mention_tags, split, text, texts
from netbook.formats.notes import kept_note
from netbook.formats.timestamps import instant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from netbook.domain.handles import Handle
    from netbook.domain.records import Record
    from netbook.formats.mastodon.accounts import Accounts
    from netbook.formats.mastodon.owner import Own
    from netbook.formats.mastodon.parts import Part
    from netbook.formats.mastodon.shapes import Activity, Post
    from netbook.formats.streams import OnRead

LIST_OF_ACTIVITIES = "orderedItems"
TO_NOBODY = "This post of yours speaks to nobody: it is no reply and no quote, and mentions nobody."
TO_ONESELF = "This is a message to yourself."
OWN_POST = "You boosted a post of your own."
AUTHOR_UNKNOWN = "The export does not say whose post you boosted."

_QUOTED_CELLS = 80
_LOOKED_AT = 400


class _Broken(NetbookError):
    """An activity cannot be used; the sentence says why."""


def overheard(part: Part, own: Own, accounts: Accounts, on_read: OnRead) -> None:
    """Take in who is called what, and whose outbox it is; broken activities are left for the second pass to report."""
    for item in _activities(part, on_read):
        if isinstance(item, BrokenItem):
            continue
        actor = text(item.value.actor)
        if actor and split(actor):
            own.addresses.setdefault(actor)
        if (post := _post_of(item.value)) is not None:
            for address, name in mention_tags(post.tag):
                accounts.note_mention(address, name)


@dataclass(slots=True)
class OutboxReader:
    """Reads the activities of one outbox; ``skipped`` gathers what is left out for one reason each."""

    part: Part
    own: Own
    accounts: Accounts
    skipped: Counter[str] = field(default_factory=Counter)

    def read(self, on_read: OnRead) -> Iterator[Record]:
        """Yield what every activity says, then what was left out."""
        for item in _activities(self.part, on_read):
            origin = self.part.origin(item.line)
            if isinstance(item, BrokenItem):
                yield LeftOut(origin, Fate.FAILED, item.reason)
                continue
            try:
                yield from self._activity(origin, item.value)
            except _Broken as problem:
                yield LeftOut(origin, Fate.FAILED, problem.sentence)
        for reason, count in self.skipped.items():
            yield LeftOut(self.part.origin(), Fate.SKIPPED, reason, count)

    def _activity(self, origin: Origin, activity: Activity) -> Iterator[InteractionRecord]:
        kind = activity.type
        if kind == "Announce":
            yield from self._boost(origin, activity)
        elif kind == "Create" and (post := _post_of(activity)) is not None:
            yield from self._created(origin, activity, post)
        elif isinstance(kind, str) and kind and kind != "Create":
            self.skipped[f"“{_shown(kind)}” is no activity that netbook reads."] += 1
        else:
            raise _Broken("This activity does not say what was done.")

    def _boost(self, origin: Origin, activity: Activity) -> Iterator[InteractionRecord]:
        post = _post_of(activity)
        status = text(post.id) if post else text(activity.object)
        author = text(post.attributed_to) if post else ""
        author = author or self._boosted_author(activity, status) or ""
        handle = self.accounts.at(author)
        if self.own.wrote(status) or (handle and self.own.has(handle)):
            self.skipped[OWN_POST] += 1
        elif handle is None:
            self.skipped[AUTHOR_UNKNOWN] += 1
        else:
            people = ((handle, None),)
            key = _id_of(activity, status)
            yield InteractionRecord(key, origin, people, Channel.REACTION, Direction.BY_ME, _made_at(activity))

    def _boosted_author(self, activity: Activity, status: str) -> str | None:
        """Return whose post was boosted: the one other account to whom it is told, or whom the post's address names."""
        told = [each for each in addressees(activity.to, activity.cc) if each not in self.own.addresses]
        written_by = author_of(status)
        here = [each for each in told if _host(each) == _host(status)]
        same = [each for each in here if local_name(each) == local_name(written_by or "")]
        return next((found[0] for found in (same, here, told) if len(found) == 1), written_by)

    def _created(self, origin: Origin, activity: Activity, post: Post) -> Iterator[InteractionRecord]:
        """Yield one interaction for each person whom a post speaks to."""
        private = _is_private(activity, post)
        spoken_to = self._written_to(activity, post) if private else self._spoken_to(post)
        people: dict[str, tuple[Handle, str, Channel]] = {}
        for address, channel in spoken_to.items():
            handle = self.accounts.at(address)
            if handle is not None and not self.own.has(handle):
                people.setdefault(handle.key, (handle, address, channel))
        if not people:
            self.skipped[TO_ONESELF if private else TO_NOBODY] += 1
            return
        key, at, note = _id_of(activity, text(post.id)), _made_at(activity), _note(post)
        for handle, address, channel in people.values():
            yield InteractionRecord(f"{key}#{address}", origin, ((handle, None),), channel, Direction.BY_ME, at, note)

    def _written_to(self, activity: Activity, post: Post) -> dict[str, Channel]:
        """Map the people of a private message: those it mentions, or else those it is addressed to."""
        mentioned = [address for address, _name in mention_tags(post.tag)]
        return dict.fromkeys(mentioned or addressees(activity.to, post.to), Channel.MESSAGE)

    def _spoken_to(self, post: Post) -> dict[str, Channel]:
        """Map the people to whom a post replies, and whom it mentions or quotes, to how it does so."""
        mentioned = [address for address, _name in mention_tags(post.tag)]
        parent = text(post.in_reply_to)
        spoken_to: dict[str, Channel] = {}
        if parent and not self.own.wrote(parent):
            author = self._answered(parent, mentioned)
            spoken_to = {author: Channel.REPLY} if author else {}
        quoted = author_of(text(post.quote, post.quote_uri, post.quote_url, post.quoted))
        for address in (*mentioned, *((quoted,) if quoted else ())):
            spoken_to.setdefault(address, Channel.MENTION)
        return spoken_to

    def _answered(self, parent: str, mentioned: list[str]) -> str | None:
        """Return whose post is answered: as its address says, or the one who is mentioned from there, or at all."""
        author = author_of(parent)
        if author is not None:
            return next((each for each in mentioned if local_name(each) == local_name(author) is not None), author)
        here = [each for each in mentioned if _host(each) == _host(parent)]
        return next((found[0] for found in (here, mentioned) if len(set(found)) == 1), None)


def count_posts(part: Part, on_read: OnRead) -> tuple[int, list[BrokenItem]]:
    """Count the addresses in a list of posts, and return what in it cannot be read."""
    count, broken = 0, []
    with part.files.open(part.member.name, on_read) as stream:
        for item in JsonItems(stream, object, LIST_OF_ACTIVITIES):
            if isinstance(item, BrokenItem):
                broken.append(item)
            else:
                count += 1
    return count, broken


def _activities(part: Part, on_read: OnRead) -> Iterator[Item[Activity] | BrokenItem]:
    from netbook.formats.mastodon.shapes import Activity

    with part.files.open(part.member.name, on_read) as stream:
        yield from JsonItems(stream, Activity, LIST_OF_ACTIVITIES)


def _post_of(activity: Activity) -> Post | None:
    from netbook.formats.mastodon.shapes import Post

    return activity.object if isinstance(activity.object, Post) else None


def _is_private(activity: Activity, post: Post) -> bool:
    """Say whether a post is told to single people alone."""
    told = [each for value in (activity.to, activity.cc, post.to, post.cc) for each in texts(value)]
    return bool(told) and not any(map(is_crowd, told))


def _id_of(activity: Activity, status: str) -> str:
    key = text(activity.id) or status
    if not key:
        raise _Broken("This activity has no id, by which it would be known again.")
    return key


def _made_at(activity: Activity) -> datetime:
    written = activity.published if isinstance(activity.published, str) else ""
    at = instant(written)
    if at is None:
        raise _Broken(f"“{_shown(written)}” is not a date that netbook can read.")
    return at


def _note(post: Post) -> str | None:
    """Return the warning before a post and its words."""
    parts = (post.summary, post.content)
    return kept_note("\n".join(words_of_html(part) for part in parts if isinstance(part, str) and part))


def _host(address: str) -> str:
    parts = split(address)
    return parts[0] if parts else ""


def _shown(words: str) -> str:
    return shorten(words[:_LOOKED_AT], _QUOTED_CELLS)
