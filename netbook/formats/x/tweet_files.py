"""Tweets one after another, from the files of every era, in one shape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from netbook.formats.csv_rows import BrokenRow, csv_rows
from netbook.formats.json_stream import BrokenItem, Item, Lines
from netbook.formats.x.parts import Kind, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netbook.formats.csv_rows import CsvRow
    from netbook.formats.streams import OnRead
    from netbook.formats.x.shapes import NamingRecord, Tweet, TweetRecord

NamedInText = re.compile(r"(?<![A-Za-z0-9_@/])@([A-Za-z0-9_]{1,20})", re.ASCII)

_RETWEETED = re.compile(r"RT @([A-Za-z0-9_]{1,20})", re.ASCII)


def tweets_of(part: Part, on_read: OnRead | None = None) -> Iterator[Sequence[Item[TweetRecord] | BrokenItem]]:
    """Yield the tweets of a file, many at a time."""
    from netbook.formats.x.shapes import BareTweet, TweetRecord

    if part.kind is Kind.TWEETS_CSV:
        return _rows(part, on_read)
    return part.batches(TweetRecord if part.wrapped else cast("type[TweetRecord]", BareTweet), on_read)


def namings_of(part: Part, on_read: OnRead | None = None) -> Iterator[Sequence[Item[NamingRecord] | BrokenItem]]:
    """Yield of every tweet of a file what it says of numbers and names, many at a time."""
    from netbook.formats.x.shapes import BareNaming, NamingRecord

    if part.kind is Kind.TWEETS_CSV:
        return cast("Iterator[Sequence[Item[NamingRecord] | BrokenItem]]", _rows(part, on_read))
    return part.batches(NamingRecord if part.wrapped else cast("type[NamingRecord]", BareNaming), on_read)


def _rows(part: Part, on_read: OnRead | None) -> Iterator[Sequence[Item[TweetRecord] | BrokenItem]]:
    from netbook.formats.x.shapes import TweetRecord

    if part.shape is None:
        return
    number = 0
    with part.files.open(part.member.name, on_read) as stream:
        for number, row in enumerate(csv_rows(stream, part.shape), start=1):
            if isinstance(row, BrokenRow):
                yield (BrokenItem(number, row.line, row.reason),)
            else:
                yield (Item(number, TweetRecord(_tweet(row)), Lines(number, row.line)),)
    part.found = number


def _tweet(row: CsvRow) -> Tweet:
    """Read a row of the oldest archives' table, which names others in the text alone."""
    from netbook.formats.x.shapes import Entities, Mention, Retweeted, Tweet, Url, User

    text = row.get("text")
    names = NamedInText.findall(text)
    answered = row.get("in reply to user id")
    passed_on = _RETWEETED.match(text) if row.get("retweeted status id") else None
    author = User(screen_name=passed_on[1], id_str=row.get("retweeted status user id")) if passed_on else None
    return Tweet(
        id_str=row.get("tweet id"),
        created_at=row.get("timestamp"),
        full_text=text,
        entities=Entities(
            user_mentions=[Mention(screen_name=name) for name in names],
            urls=[Url(expanded_url=link) for link in row.get("expanded urls").split(",")],
        ),
        in_reply_to_status_id_str=row.get("in reply to status id") or None,
        in_reply_to_user_id_str=answered or None,
        in_reply_to_screen_name=names[0] if answered and text.startswith("@") and names else None,
        retweeted_status=Retweeted(author) if author else None,
    )
