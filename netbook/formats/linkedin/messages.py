"""Interactions from messages.csv."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from netbook.domain.channels import Channel, Direction
from netbook.domain.records import Fate, InteractionRecord, LeftOut
from netbook.formats.linkedin.cells import NoProfile, profile, profiles, sent_at, shown_person
from netbook.formats.linkedin.rows import nobody, records_of, undated
from netbook.formats.notes import kept_note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from netbook.domain.handles import Handle
    from netbook.formats.csv_rows import CsvRow
    from netbook.formats.linkedin.parts import Part
    from netbook.formats.linkedin.talk import Talk
    from netbook.formats.streams import OnRead

DRAFT = "This is a draft that was never sent."
SPAM = "LinkedIn has filed this message as spam."
SPONSORED = "This is a sponsored message."
HIDDEN_SENDER = "The sender is hidden: LinkedIn gives neither a name nor a link."
HIDDEN_RECIPIENT = "The recipient is hidden: LinkedIn gives neither a name nor a link."
NO_RECIPIENT = "The export does not say to whom this message went."
TO_ONESELF = "This is a message to yourself."
COACHING = "This is a chat with LinkedIn's coaching program, not with a person."
NO_HEADINGS = "The headings “CONVERSATION ID”, “FROM” and “DATE” are missing, so no message could be read."

_SPONSORED_MARKS = ("spinmail-quill-editor", "%FIRSTNAME%")
_DRAFT_COLUMNS = ("is message draft", "is conversation draft")
_YES = frozenset({"yes", "true", "1"})


def coaching_chats(part: Part, on_read: OnRead | None = None) -> Iterator[LeftOut]:
    """Yield every row of a chat with LinkedIn's own programs as skipped."""
    for row in part.rows(on_read):
        yield LeftOut(part.origin(row.line), Fate.SKIPPED, COACHING)


def messages(
    part: Part, talk: Talk, owner: Handle | None, on_read: OnRead | None = None
) -> Iterator[InteractionRecord | LeftOut]:
    """Yield one record for every row of messages.csv."""
    yield from records_of(part, lambda row: _message(part, row, talk, owner), on_read, no_headings=NO_HEADINGS)


def _message(part: Part, row: CsvRow, talk: Talk, owner: Handle | None) -> InteractionRecord | LeftOut:
    origin = part.origin(row.line)
    if (unwanted := _unwanted(row)) is not None:
        return LeftOut(origin, Fate.SKIPPED, unwanted)
    at = sent_at(row.get("date"))
    if at is None:
        return undated(part, row, "date")
    sender = profile(row.get("sender profile url"))
    if isinstance(sender, NoProfile):
        return nobody(part, row, sender)
    by_me = owner is not None and sender.key == owner.key
    people = _recipients(row, talk, sender) if by_me else ((sender, shown_person(row.get("from"))),)
    if isinstance(people, str):
        return LeftOut(origin, Fate.SKIPPED, people)
    return InteractionRecord(
        key=_key(row, at, sender),
        origin=origin,
        people=people,
        channel=Channel.MESSAGE,
        direction=Direction.BY_ME if by_me else Direction.BY_THEM,
        at=at,
        note=_note(row),
    )


def _unwanted(row: CsvRow) -> str | None:
    """Return why a row is no message between people, or None if it is one."""
    if any(row.get(column).casefold() in _YES for column in _DRAFT_COLUMNS):
        return DRAFT
    if row.get("folder").casefold() == "spam":
        return SPAM
    content = row.get("content")
    if any(mark in content for mark in _SPONSORED_MARKS):
        return SPONSORED
    if row.get("sender profile url"):
        return None
    return SPONSORED if shown_person(row.get("from")) else HIDDEN_SENDER


def _recipients(row: CsvRow, talk: Talk, owner: Handle) -> tuple[tuple[Handle, str | None], ...] | str:
    """Return the people a message of the user's went to, or why they are not known."""
    links = row.get("recipient profile urls")
    named = profiles(links)
    recipients = tuple(handle for handle in named if handle.key != owner.key)
    if named and not recipients:
        return TO_ONESELF
    if not recipients and row.get("to") and shown_person(row.get("to")) is None:
        return HIDDEN_RECIPIENT
    if not recipients:
        recipients = talk.others_in(row.get("conversation id"), owner)
    if not recipients:
        return NO_RECIPIENT
    return tuple((handle, talk.name_of(handle)) for handle in recipients)


def _key(row: CsvRow, at: datetime, sender: Handle) -> str:
    """Return the natural key; white space does not count, since newer exports keep the line breaks of a message."""
    content = " ".join(row.get("content").split()).encode("utf-8", "replace")
    digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()[:8]
    return f"li:msg:{row.get('conversation id')}:{at:%Y-%m-%dT%H:%M:%SZ}:{sender.key}:{digest}"


def _note(row: CsvRow) -> str | None:
    """Return the subject and the text of a message, cut at the length that is kept."""
    return kept_note("\n".join(line for line in (row.get("subject"), row.get("content")) if line))
