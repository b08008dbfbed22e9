"""The whole texts of long tweets, which stand in a file of their own, beside the tweets that hold their beginnings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from netbook.formats.json_stream import BrokenItem
from netbook.formats.x.cells import account_number, instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from netbook.domain.records import LeftOut
    from netbook.formats.streams import OnRead
    from netbook.formats.x.parts import Part
    from netbook.formats.x.shapes import NoteMention, NoteTweet

_BEGINNING = 60
"""How many characters of a tweet and of a long text must agree, at the same second, for the one to be the other's."""


@dataclass(frozen=True, slots=True)
class LongTweet:
    """The whole text of a tweet and the accounts named in it: their numbers as given, and their names."""

    part: Part
    line: int
    number: str
    at: datetime | None
    text: str
    mentions: tuple[tuple[object, str | None], ...]


@dataclass(slots=True)
class LongTweets:
    """Long texts that have not yet met their tweet."""

    broken: list[LeftOut] = field(default_factory=list)
    _by_tweet: dict[str, LongTweet] = field(default_factory=dict)
    _by_second: defaultdict[datetime, list[LongTweet]] = field(default_factory=lambda: defaultdict(list))
    _undated: list[LongTweet] = field(default_factory=list)

    @property
    def any(self) -> bool:
        """Whether there are long texts."""
        return bool(self._by_tweet or self._by_second)

    def of(self, number: str, at: datetime, text: str) -> LongTweet | None:
        """Give and forget the whole text of a tweet: by its number, or by its second and how it begins."""
        if (named := self._by_tweet.pop(number, None)) is not None:
            return named
        if not self._by_second:
            return None
        at_once = self._by_second.get(at.replace(microsecond=0), [])
        for long in at_once:
            if _same_beginning(long.text, text):
                at_once.remove(long)
                return long
        return None

    def rest(self) -> Iterator[LongTweet]:
        """Yield the long texts whose tweets are not there."""
        yield from self._by_tweet.values()
        for at_once in self._by_second.values():
            yield from at_once
        yield from self._undated

    def take(self, part: Part, line: int, note: NoteTweet) -> None:
        """Take in one record."""
        text = note.core or note.note_tweet_results
        if text is None:
            return
        named: list[NoteMention] = text.mentions or (text.entity_set.user_mentions if text.entity_set else None) or []
        mentions = tuple((each.user_id or each.id_str or each.id, each.screen_name) for each in named)
        at = instant(note.created_at)
        number = account_number(note.note_tweet_id)
        long = LongTweet(part, line, number, at, unescape(text.text or ""), mentions)
        tweet = account_number(note.tweet_id)
        if tweet:
            self._by_tweet[tweet] = long
        elif at is not None:
            self._by_second[at.replace(microsecond=0)].append(long)
        else:
            self._undated.append(long)


def long_tweets(parts: Iterable[Part], on_read: OnRead) -> LongTweets:
    """Return the long texts of an archive, a few hundred at most as a rule."""
    from netbook.formats.x.shapes import NoteRecord

    found = LongTweets()
    for part in parts:
        for item in part.items(NoteRecord, on_read):
            if isinstance(item, BrokenItem):
                found.broken.append(part.broken(item))
            else:
                found.take(part, item.line, item.value.note_tweet)
    return found


def _same_beginning(long: str, short: str) -> bool:
    length = min(len(long), len(short), _BEGINNING)
    return length > 0 and long[:length] == short[:length]
