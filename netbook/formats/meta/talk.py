"""Conversations as interactions: messages, calls, and reactions to messages."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from netbook.domain.channels import Channel, Direction
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Origin, PersonRecord
from netbook.formats.json_stream import BrokenItem, JsonItems
from netbook.formats.meta.cast import HIDDEN, NAMESAKES, Person
from netbook.formats.meta.mended import instant_of, is_nameless, name_in, text_in
from netbook.formats.meta.survey import MESSAGES, sender_of, sent_at
from netbook.formats.notes import kept_note
from netbook.formats.streams import OnRead, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from netbook.formats.files import ExportFiles
    from netbook.formats.meta.cast import Cast
    from netbook.formats.meta.survey import Survey

UNSENT = "Whoever wrote this message took it back."
COMINGS = "Somebody joined or left the conversation; nothing was said."
UNDATED = "The message has no date that netbook can read."
SENDERLESS = "The message does not say who wrote it."
TO_ONESELF = "Nobody but you takes part in this conversation."
MISSED = "Missed call"

_COMINGS = frozenset({"subscribe", "unsubscribe"})
_VIDEO = ("video", "vidéo", "vídeo", "видео", "wideo")
_REACTED = re.compile(r"Liked a message|Reacted .{1,20} to your message", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """One message as it was meant."""

    raw: dict[str, Any]
    origin: Origin
    sender: str
    at: datetime
    text: str
    key: str


class Talk:
    """Turns the conversations of one export into records; ``network`` is where people are met who were not known."""

    def __init__(self, files: ExportFiles, cast: Cast, prefix: str, network: str) -> None:
        """Read nothing yet; ``prefix`` begins the natural keys."""
        self._files = files
        self._cast = cast
        self._prefix = prefix
        self._network = network

    def records(
        self, survey: Survey, on_read: OnRead | None = None
    ) -> Iterator[PersonRecord | InteractionRecord | LeftOut]:
        """Yield one record for every message, one for every reaction to or by the user, and people before their first."""
        for member in survey.thread.members:
            shown = shown_name(member.name)
            with self._files.open(member.name, on_read) as stream:
                for item in JsonItems(stream, dict, MESSAGES):
                    origin = Origin(shown, item.line)
                    if isinstance(item, BrokenItem):
                        yield LeftOut(origin, Fate.FAILED, item.reason)
                    else:
                        yield from self._message(survey, origin, item.value)

    def _message(
        self, survey: Survey, origin: Origin, raw: dict[str, Any]
    ) -> Iterator[PersonRecord | InteractionRecord | LeftOut]:
        said = self._said(survey, origin, raw)
        if isinstance(said, LeftOut):
            yield said
            return
        others = self._others(survey, said)
        if isinstance(others, str):
            yield LeftOut(origin, Fate.SKIPPED, others)
        else:
            yield from self._introduced(survey, origin, others)
            yield self._interaction(said, others)
        yield from self._reactions(survey, said)

    def _said(self, survey: Survey, origin: Origin, raw: dict[str, Any]) -> _Said | LeftOut:
        sender, at = sender_of(raw), sent_at(raw)
        if raw.get("is_unsent") is True or raw.get("isUnsent") is True:
            return LeftOut(origin, Fate.SKIPPED, UNSENT)
        if text_in(raw.get("type")).casefold() in _COMINGS:
            return LeftOut(origin, Fate.SKIPPED, COMINGS)
        if at is None:
            return LeftOut(origin, Fate.FAILED, UNDATED)
        if "sender_name" not in raw and "senderName" not in raw:
            return LeftOut(origin, Fate.FAILED, SENDERLESS)
        text = text_in(raw.get("content")) or text_in(raw.get("text")) or _shared(raw.get("share"))
        digest = hashlib.sha1(f"{sender}\x1f{text}".encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:8]
        stamp = int(at.timestamp() * 1_000)
        return _Said(raw, origin, sender, at, text, f"{self._prefix}:msg:{survey.key}:{stamp}:{digest}")

    def _others(self, survey: Survey, said: _Said) -> list[Person] | str:
        """Return whom a message puts the user in touch with, or why nobody."""
        partner = self._cast.partner(survey)
        if partner is not None:
            return [partner]
        if not self._cast.is_owner(said.sender):
            who = self._cast.called(said.sender)
            return who if isinstance(who, str) else [who]
        names = [name for name in survey.names if not self._cast.is_owner(name)]
        found = [self._cast.called(name) for name in names]
        people = [who for who in found if isinstance(who, Person)]
        if people:
            return people
        if not names:
            return NAMESAKES if len(survey.participants) > 1 else TO_ONESELF
        return HIDDEN if all(map(is_nameless, names)) else NAMESAKES

    def _direction(self, name: str) -> Direction:
        if not self._cast.knows_owner:
            return Direction.BOTH
        return Direction.BY_ME if self._cast.is_owner(name) else Direction.BY_THEM

    def _interaction(self, said: _Said, others: list[Person]) -> InteractionRecord:
        channel, direction, note = Channel.MESSAGE, self._direction(said.sender), kept_note(said.text)
        if said.raw.get("type") == "Call" or "call_duration" in said.raw:
            video = any(word in said.text.casefold() for word in _VIDEO)
            channel = Channel.VIDEO if video else Channel.CALL
            if said.raw.get("missed") is True or not said.raw.get("call_duration"):
                channel, note = Channel.REACTION, note or MISSED
            else:
                direction = Direction.BOTH
        elif _REACTED.fullmatch(said.text):
            channel = Channel.REACTION
        return InteractionRecord(
            key=said.key,
            origin=said.origin,
            people=tuple(pair for person in others for pair in person.people),
            named=tuple(pair for person in others for pair in person.named),
            channel=channel,
            direction=direction,
            at=said.at,
            note=note,
        )

    def _reactions(self, survey: Survey, said: _Said) -> Iterator[PersonRecord | InteractionRecord | LeftOut]:
        """Yield the reactions of the user to others, and of others to the user; those among others say nothing here."""
        listed = said.raw.get("reactions")
        for reaction in listed if isinstance(listed, list) else ():
            if not isinstance(reaction, dict) or not self._cast.knows_owner:
                continue
            actor = name_in(reaction.get("actor"))
            by_me = self._cast.is_owner(actor)
            if by_me == self._cast.is_owner(said.sender):
                continue
            person = self._cast.partner(survey) or self._cast.called(said.sender if by_me else actor)
            if isinstance(person, str):
                continue
            yield from self._introduced(survey, said.origin, [person])
            yield InteractionRecord(
                key=f"{said.key}:reaction:{'me' if by_me else person.keys[0]}",
                origin=said.origin,
                people=person.people,
                named=person.named,
                channel=Channel.REACTION,
                direction=Direction.BY_ME if by_me else Direction.BY_THEM,
                at=instant_of(reaction.get("timestamp")) or said.at,
                note=kept_note(text_in(reaction.get("reaction"))),
            )

    def _introduced(self, survey: Survey, origin: Origin, people: list[Person]) -> Iterator[PersonRecord]:
        """Yield the people who stand in no list, each once: a conversation is where they are met."""
        for person in people:
            if not person.introduced:
                person.introduced = True
                yield PersonRecord(
                    key=person.keys[0],
                    origin=Origin(origin.file),
                    name=person.name,
                    handles=(person.handle,) if person.handle else (),
                    met_network=self._network,
                    other_keys=tuple(person.keys[1:]),
                    met_on=survey.first_day(person.name),
                )


def _shared(share: Any) -> str:
    if not isinstance(share, dict):
        return ""
    return text_in(share.get("share_text")) or text_in(share.get("link"))
