"""The activities of an outbox, as far as they are read.

This module imports msgspec, so it is itself imported only when an outbox is read.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Post(msgspec.Struct):
    """A note, a question, an article: whatever an activity creates."""

    id: Any = None
    attributed_to: Any = msgspec.field(default=None, name="attributedTo")
    in_reply_to: Any = msgspec.field(default=None, name="inReplyTo")
    to: Any = None
    cc: Any = None
    tag: Any = None
    summary: Any = None
    content: Any = None
    quote: Any = None
    quote_uri: Any = msgspec.field(default=None, name="quoteUri")
    quote_url: Any = msgspec.field(default=None, name="quoteUrl")
    quoted: Any = msgspec.field(default=None, name="_misskey_quote")


class Activity(msgspec.Struct):
    """One thing that the user did."""

    id: Any = None
    type: Any = None
    actor: Any = None
    published: Any = None
    to: Any = None
    cc: Any = None
    object: Post | str | float | bool | list[Any] | None = None
