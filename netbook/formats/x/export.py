"""The whole X archive: what is read from it, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.records import Fate, LeftOut
from netbook.formats.json_stream import BrokenItem
from netbook.formats.meter import Meter
from netbook.formats.streams import UnreadableFile, shown_name
from netbook.formats.x.accounts import Accounts
from netbook.formats.x.contents import Contents
from netbook.formats.x.learning import learn_from_tweets
from netbook.formats.x.long_tweets import long_tweets
from netbook.formats.x.owner import own_account
from netbook.formats.x.parts import Kind, Part, x_parts
from netbook.formats.x.people import PeopleReader, address_book
from netbook.formats.x.tweets import TweetReader, deleted_tweets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.handles import Handle
    from netbook.domain.records import Progress, Record, Records
    from netbook.formats.files import ExportFiles
    from netbook.formats.streams import OnRead

MISSHAPEN = "This file does not begin as X's files do, so nothing of it could be read."
LIKES = "A like says neither who wrote the tweet nor when it was liked."

_READ_TWICE = (Kind.TWEETS, Kind.TWEETS_CSV, Kind.DELETED_TWEETS)
_BODIES = {Kind.MESSAGE_HEADERS: Kind.MESSAGES, Kind.GROUP_HEADERS: Kind.GROUP_MESSAGES}
_NEVER_READ = (Kind.MANIFEST, Kind.LEFT_ALONE, Kind.MISSHAPEN)


class XFormat:
    """Reads follows as people, and replies, mentions, quotes, retweets and direct messages as interactions."""

    name = "x"
    label = "X archive"

    def recognises(self, files: ExportFiles) -> bool:
        """Say whether a file that is assigned as X's files are, or the oldest archives' table of tweets, is there."""
        return bool(x_parts(files))

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:
        """Yield the user's own account if it is known, then people, then interactions, then what is not read.

        Raises UsageProblem if ``owner`` is an account elsewhere, and UnreadableFile if a file is damaged as a whole.
        """
        parts = x_parts(files)
        if not parts:
            raise UnreadableFile(
                f"“{shown_name(files.label)}” holds none of the files of an X archive. "
                "Import the archive as X gave it to you."
            )
        yield from _Reading(parts, progress, owner).records()


class _Reading:
    """One archive on its way to becoming records."""

    def __init__(self, parts: tuple[Part, ...], progress: Progress, owner: Handle | None) -> None:
        self._parts = parts
        self._contents = Contents(parts)
        self._own = own_account(parts, self._contents, owner)
        self._accounts = Accounts()
        once = [part.member for part in parts if part.kind not in _NEVER_READ]
        self._meter = Meter(progress, [*once, *(part.member for part in self._of(*_READ_TWICE))])

    def records(self) -> Records:
        """Yield everything in its order."""
        on_read = self._meter.add
        learn_from_tweets(self._of(*_READ_TWICE), self._accounts, self._own, on_read)
        self._accounts.settle()
        self._own.find_number(self._accounts)
        talks = self._conversations(on_read)
        if (record := self._own.record()) is not None:
            yield record
        yield from self._own.broken
        yield from self._people(on_read)
        yield from self._tweets(on_read)
        yield from talks
        yield from self._unread(on_read)
        yield from self._contents.missing()
        yield from self._contents.short()
        self._meter.finish()

    def _of(self, *kinds: Kind) -> list[Part]:
        return [part for part in self._parts if part.kind in kinds]

    def _people(self, on_read: OnRead) -> Iterator[Record]:
        reader = PeopleReader(self._accounts, self._own)
        for part in self._of(Kind.FOLLOWING, Kind.FOLLOWERS):
            yield from reader.follows(part, on_read)
        for part in self._of(Kind.LISTS_OF_OTHERS, Kind.LISTS_WITH_ME):
            yield from reader.list_owners(part, on_read)
        for part in self._of(Kind.ADDRESS_BOOK):
            yield from address_book(part, on_read)
        for part in self._of(Kind.BLOCKED, Kind.MUTED):
            yield from reader.tags(part, on_read)
        for part in self._of(Kind.TWEETS)[:1]:
            yield from reader.renamed(part)

    def _tweets(self, on_read: OnRead) -> Iterator[Record]:
        reader = TweetReader(self._accounts, self._own, long_tweets(self._of(Kind.NOTES), on_read))
        for part in self._of(Kind.TWEETS, Kind.TWEETS_CSV):
            yield from reader.records(part, on_read)
        yield from reader.rest()
        for part in self._of(Kind.DELETED_TWEETS):
            yield from deleted_tweets(part, on_read)

    def _conversations(self, on_read: OnRead) -> Iterator[Record]:
        """Learn who is in which conversation, and give what yields the messages, of headers only what has no body."""
        bodies = self._of(*_BODIES.values())
        lacking = self._contents.lacks_messages()
        headers = [part for kind, body in _BODIES.items() if lacking or not self._of(body) for part in self._of(kind)]
        if not bodies and not headers:
            return iter(())
        from netbook.formats.x.messages import MessageReader, Talks

        talks = Talks()
        groups = [part for part in (*bodies, *headers) if part.kind in (Kind.GROUP_MESSAGES, Kind.GROUP_HEADERS)]
        talks.overhear(groups if self._own.is_known else [*bodies, *headers], on_read)
        if not self._own.is_known:
            self._own.learn(talks.in_all(), "", None)
        reader = MessageReader(self._accounts, self._own, talks)
        if bodies and headers:
            reader.seen = set()
        return (record for part in (*bodies, *headers) for record in reader.records(part, on_read))

    def _unread(self, on_read: OnRead) -> Iterator[LeftOut]:
        """Count what says nobody's name, and what nobody but X can read."""
        for part in self._of(Kind.MISSHAPEN):
            yield LeftOut(part.origin(), Fate.FAILED, MISSHAPEN)
        for part in self._of(Kind.LIKES, Kind.UNKNOWN):
            reason = LIKES if part.kind is Kind.LIKES else _unread(part.type_name)
            count = 0
            for item in _any_items(part, on_read):
                if isinstance(item, BrokenItem):
                    yield part.broken(item)
                else:
                    count += 1
            if count:
                yield part.skipped(reason, count)


def _any_items(part: Part, on_read: OnRead) -> Iterator[object]:
    import msgspec

    return part.items(msgspec.Raw, on_read)


def _unread(type_name: str) -> str:
    shown = shown_name(type_name.replace("_", "-"))
    return f"“{shown}” records are encrypted, or of a kind that netbook does not know; they were not read."


X_ARCHIVE = XFormat()
