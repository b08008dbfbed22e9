"""A first pass over the tweets, which learns who stands behind which number, so that a second can say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.formats.json_stream import Item
from netbook.formats.x.accounts import DERIVED
from netbook.formats.x.cells import account_linked, account_number
from netbook.formats.x.owner import AnswersToOneself
from netbook.formats.x.tweet_files import namings_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netbook.formats.streams import OnRead
    from netbook.formats.x.accounts import Accounts
    from netbook.formats.x.owner import OwnAccount
    from netbook.formats.x.parts import Part
    from netbook.formats.x.shapes import Media, Naming, Tweet


_LONGEST_NUMBER = 20


def learn_from_tweets(parts: Iterable[Part], accounts: Accounts, own: OwnAccount, on_read: OnRead) -> None:
    """Tell the accounts, and where nothing is known of it the user's own, what the tweets say of numbers and names."""
    answers = None if own.is_known else AnswersToOneself()
    for part in parts:
        for batch in namings_of(part, on_read):
            for item in batch:
                if type(item) is Item:
                    tweet = item.value.tweet
                    at = _at(tweet)
                    _learn(tweet, at, accounts, own)
                    if answers is not None:
                        answers.note(tweet, at)
    if answers is not None:
        answers.settle(own)


def _learn(tweet: Naming, at: int, accounts: Accounts, own: OwnAccount) -> None:
    entities = tweet.entities
    if entities is not None:
        if entities.user_mentions:
            accounts.see_all(entities.user_mentions, at)
        if entities.media:
            _learn_from_pictures(entities.media, accounts, at)
    if tweet.in_reply_to_screen_name is not None:
        number, name = answered(tweet)
        if number and name:
            accounts.see(number, name, None, at)
    if tweet.extended_entities is not None and tweet.extended_entities.media:
        _learn_from_pictures(tweet.extended_entities.media, accounts, at)
    if tweet.user is not None or tweet.retweeted_status is not None:
        _learn_from_users(tweet, at, accounts, own)


def _at(tweet: Naming) -> int:
    """Return the number of a tweet, which grows with time; 0 where it has none."""
    number = tweet.id_str or account_number(tweet.id)
    return int(number) if number.isdecimal() and len(number) <= _LONGEST_NUMBER else 0


def _learn_from_users(tweet: Naming, at: int, accounts: Accounts, own: OwnAccount) -> None:
    """Learn from the oldest archives, which spell out who wrote a tweet and whose tweet it passes on."""
    if tweet.retweeted_status is not None and tweet.retweeted_status.user is not None:
        accounts.see_all((tweet.retweeted_status.user,), at)
    if tweet.user is not None and not own.numbers:
        own.learn(account_number(tweet.user.id_str or tweet.user.id), tweet.user.screen_name or "", tweet.user.name)


def _learn_from_pictures(media: Iterable[Media], accounts: Accounts, at: int) -> None:
    """Learn from pictures that another account posted first: its number, and its name in the link to the tweet."""
    for picture in media:
        number, link = account_number(picture.source_user_id_str), picture.expanded_url
        handle = account_linked(link) if number and link and "/status" in link else None
        if handle is not None and handle.stable_id is None:
            accounts.see(number, handle.shown.removeprefix("@"), None, at, DERIVED)


def answered(tweet: Tweet | Naming) -> tuple[str, str | None]:
    """Return the number, empty if there is none, and the name of the account that a tweet answers."""
    if tweet.in_reply_to_user_id_str is not None or tweet.in_reply_to_user_id is not None:
        number = account_number(tweet.in_reply_to_user_id_str or tweet.in_reply_to_user_id)
        return number, tweet.in_reply_to_screen_name
    return "", tweet.in_reply_to_screen_name
