"""Interactions from tweets: whom they answer, name, quote or pass on."""

from __future__ import annotations

import itertools
import re
from html import unescape
from typing import TYPE_CHECKING

from netbook.domain.channels import Channel, Direction
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Origin
from netbook.formats.json_stream import BrokenItem
from netbook.formats.notes import kept_note
from netbook.formats.streams import shown_name
from netbook.formats.x.cells import account_linked, account_number, instant
from netbook.formats.x.learning import answered
from netbook.formats.x.tweet_files import tweets_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from netbook.formats.streams import OnRead
    from netbook.formats.x.accounts import Accounts, Person
    from netbook.formats.x.long_tweets import LongTweets
    from netbook.formats.x.owner import OwnAccount
    from netbook.formats.x.parts import Part
    from netbook.formats.x.shapes import Mention, Tweet

TO_NOBODY = "These tweets answer, name and quote nobody."
TO_ONESELF = "These tweets are to yourself: threads of your own, and your own tweets passed on."
DELETED = "You have deleted these tweets."
NO_NUMBER = "This tweet has no number to know it by."
UNDATED = "The whole text of a long tweet has no date, and its tweet is not in the archive."

_PASSED_ON = "RT @"
_AUTHOR = re.compile(r"RT @([A-Za-z0-9_]{1,20}):?", re.ASCII)
_AUTHOR_STANDS_AT = len(_PASSED_ON) - 1

_Named = tuple[object, "Person", Channel]


class TweetReader:
    """Reads tweets of the user's, once it is known who stands behind which number."""

    def __init__(self, accounts: Accounts, own: OwnAccount, long_tweets: LongTweets) -> None:
        """Begin with nothing read."""
        self._accounts = accounts
        self._known = accounts.known_by_number()
        self._own = own
        self._long = long_tweets

    def records(self, part: Part, on_read: OnRead) -> Iterator[InteractionRecord | LeftOut]:
        """Yield one interaction for every tweet and person; tweets to nobody are counted, and handed on as one."""
        to_nobody = to_oneself = 0
        has_long = self._long.any
        for batch in tweets_of(part, on_read):
            for item in batch:
                if isinstance(item, BrokenItem):
                    yield part.broken(item)
                    continue
                tweet = item.value.tweet
                text = tweet.full_text or tweet.text or ""
                people: dict[str, _Named] = {}
                about_me = self._take(tweet, text, people)
                long = self._long_text(tweet, text, people) if has_long else None
                if people:
                    yield from _interactions(tweet, Origin(part.shown, item.line), long or unescape(text), people)
                elif about_me:
                    to_oneself += 1
                else:
                    to_nobody += 1
        if to_oneself:
            yield part.skipped(TO_ONESELF, to_oneself)
        if to_nobody:
            yield part.skipped(TO_NOBODY, to_nobody)

    def rest(self) -> Iterator[InteractionRecord | LeftOut]:
        """Yield the long texts whose tweets are not in the archive; call it when all tweets are read."""
        yield from self._long.broken
        for long in self._long.rest():
            origin = long.part.origin(long.line)
            people: dict[str, _Named] = {}
            for number, name in long.mentions:
                self._add(people, number, name, Channel.MENTION)
            if long.at is None or not long.number:
                yield LeftOut(origin, Fate.FAILED, UNDATED)
            elif not people:
                yield LeftOut(origin, Fate.SKIPPED, TO_NOBODY)
            else:
                yield from _records(f"x:note:{long.number}", origin, long.at, long.text, people)

    def _long_text(self, tweet: Tweet, text: str, people: dict[str, _Named]) -> str | None:
        """Return the whole text of a long tweet, and add whom it names further on; None if the tweet is none."""
        at = instant(tweet.created_at)
        long = self._long.of(account_number(tweet.id_str or tweet.id), at, unescape(text)) if at else None
        if long is None:
            return None
        for number, name in long.mentions:
            self._add(people, number, name, Channel.MENTION)
        return long.text

    def _take(self, tweet: Tweet, text: str, people: dict[str, _Named]) -> bool:
        """Gather everybody whom a tweet concerns; says whether the user is among them."""
        entities = tweet.entities
        mentions = entities.user_mentions if entities is not None else None
        if text.startswith(_PASSED_ON) or tweet.retweeted_status is not None:
            number, name = _author(tweet, text, mentions or [])
            if number or name:
                return self._add(people, number, name, Channel.REACTION)
        about_me = False
        if tweet.in_reply_to_screen_name is not None or tweet.in_reply_to_user_id_str is not None:
            number, name = answered(tweet)
            about_me = self._add(people, number, name, Channel.REPLY)
        if mentions:
            for mention in mentions:
                if self._add(people, mention.id_str or mention.id, mention.screen_name, Channel.MENTION):
                    about_me = True
        if entities is not None and entities.urls:
            for url in entities.urls:
                link = url.expanded_url
                if link is not None and "/status" in link and (quoted := account_linked(link)) is not None:
                    about_me = self._add(people, None, quoted.shown[1:], Channel.MENTION) or about_me
        return about_me

    def _add(self, people: dict[str, _Named], number: object, name: str | None, channel: Channel) -> bool:
        """Add a person who is not there yet; says whether it is the user."""
        person = self._known.get(number)  # most are known; this runs for every person in every tweet
        if person is not None and number not in self._own.numbers:
            key = person.handle.key
            if key not in people:
                people[key] = (number, person, channel)
            return False
        found = self._accounts.find(number, name)
        if found is None:
            return False
        plain, person = found
        if self._own.is_me(plain if number else "", name):
            return True
        people.setdefault(person.handle.key, (plain, person, channel))
        return False


def _interactions(
    tweet: Tweet, origin: Origin, text: str, people: dict[str, _Named]
) -> Sequence[InteractionRecord | LeftOut]:
    at, number = instant(tweet.created_at), account_number(tweet.id_str or tweet.id)
    if at is None:
        reason = f"“{shown_name(tweet.created_at)}” is not a date that netbook can read."
        return (LeftOut(origin, Fate.FAILED, reason),)
    if not number:
        return (LeftOut(origin, Fate.FAILED, NO_NUMBER),)
    return _records(f"x:tweet:{number}", origin, at, text, people)


def _records(
    key: str, origin: Origin, at: datetime, text: str, people: dict[str, _Named]
) -> Sequence[InteractionRecord]:
    note = kept_note(text)
    return [
        InteractionRecord(f"{key}:{whose}", origin, ((person.handle, person.name),), channel, Direction.BY_ME, at, note)
        for whose, person, channel in people.values()
    ]


def _author(tweet: Tweet, text: str, mentions: list[Mention]) -> tuple[object, str | None]:
    """Return the number and the name of whoever wrote the tweet that this one passes on."""
    if tweet.retweeted_status is not None and tweet.retweeted_status.user is not None:
        user = tweet.retweeted_status.user
        return user.id_str or user.id, user.screen_name
    found = _AUTHOR.match(text)
    name = found[1] if found else None
    for mention in mentions:
        if _stands_at(mention) == _AUTHOR_STANDS_AT or (name and str(mention.screen_name).lower() == name.lower()):
            return mention.id_str or mention.id, mention.screen_name or name
    return None, name


def _stands_at(mention: Mention) -> int:
    """Return where in the text a mention begins, -1 if that is not said."""
    import msgspec

    from netbook.formats.x.shapes import read_indices

    try:
        return int(float(read_indices(mention.indices)[0]))
    except (msgspec.DecodeError, ValueError, IndexError, OverflowError):
        return -1


def deleted_tweets(part: Part, on_read: OnRead) -> Iterator[LeftOut]:
    """Yield what becomes of tweets that the user has deleted."""
    count = 0
    for item in itertools.chain.from_iterable(tweets_of(part, on_read)):
        if isinstance(item, BrokenItem):
            yield part.broken(item)
        else:
            count += 1
    if count:
        yield part.skipped(DELETED, count)
