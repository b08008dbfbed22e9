"""The words people use for channels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.domain.channels import Channel, channel_named

WORDS = {
    Channel.IN_PERSON: ["in person", "in-person", "inperson", "met", "coffee", "lunch"],
    Channel.CALL: ["call", "phone", "ring"],
    Channel.VIDEO: ["video", "zoom"],
    Channel.MESSAGE: ["message", "dm", "pm", "msg", "chat", "text", "sms", "whatsapp", "signal"],
    Channel.EMAIL: ["email", "mail", "e-mail"],
    Channel.REPLY: ["reply", "replied"],
    Channel.COMMENT: ["comment"],
    Channel.MENTION: ["mention", "mentioned", "@"],
    Channel.REACTION: ["reaction", "like", "liked", "fav", "boost", "repost", "retweet", "rt"],
    Channel.BROADCAST: ["broadcast", "newsletter"],
}


@pytest.mark.parametrize(("channel", "word"), [(channel, word) for channel, words in WORDS.items() for word in words])
def test_aliases(channel: Channel, word: str) -> None:
    """Every channel is found by its name and by the words people use, whatever the case."""
    assert channel_named(word) is channel
    assert channel_named(f" {word.upper()} ") is channel


@pytest.mark.parametrize("word", ["", "ada", "meet", "sent", "call me", "x" * 100_000])
def test_no_channel(word: str) -> None:
    """Any other word is no channel."""
    assert channel_named(word) is None


@given(st.text())
def test_never_fails(word: str) -> None:
    """No text is refused with an error."""
    assert channel_named(word) is None or isinstance(channel_named(word), Channel)
