"""Channels and directions of an interaction, and the words people use for them."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    """How two people were in touch; the value is what the book stores."""

    IN_PERSON = "in person"
    CALL = "call"
    VIDEO = "video"
    MESSAGE = "message"
    EMAIL = "email"
    REPLY = "reply"
    COMMENT = "comment"
    MENTION = "mention"
    REACTION = "reaction"
    BROADCAST = "broadcast"


NOT_ONLINE = frozenset({Channel.IN_PERSON, Channel.CALL})
"""Channels on which nobody is met online."""


class Direction(StrEnum):
    """Who spoke; the value is what the book stores."""

    BY_ME = "by me"
    BY_THEM = "by them"
    BOTH = "both"


def channel_named(word: str) -> Channel | None:
    """Give the channel that a word such as “dm”, “coffee” or “retweet” stands for; None if it stands for none."""
    return _CHANNELS.get(word.strip().lower()) if len(word) <= _LONGEST_WORD else None


_LONGEST_WORD = 40
_ALIASES = {
    Channel.IN_PERSON: "in-person inperson met coffee lunch dinner drinks",
    Channel.CALL: "called phone phoned ring rang",
    Channel.VIDEO: "zoom teams facetime videocall",
    Channel.MESSAGE: "messaged dm pm msg chat chatted text texted sms whatsapp signal telegram",
    Channel.EMAIL: "e-mail mail emailed mailed",
    Channel.REPLY: "replied",
    Channel.COMMENT: "commented",
    Channel.MENTION: "mentioned @",
    Channel.REACTION: "reacted like liked fav faved favourite boost boosted repost reposted retweet retweeted rt",
    Channel.BROADCAST: "newsletter",
}
_CHANNELS = {alias: channel for channel, aliases in _ALIASES.items() for alias in (channel.value, *aliases.split())}
