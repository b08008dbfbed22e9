"""Interactions from direct messages, of two people and of groups."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from netbook.domain.channels import Channel, Direction
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Origin
from netbook.formats.json_stream import BrokenItem
from netbook.formats.notes import kept_note
from netbook.formats.streams import shown_name
from netbook.formats.x.cells import account_number, instant
from netbook.formats.x.shapes import Conversation, ConversationRecord, Message, read_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netbook.domain.handles import Handle
    from netbook.formats.streams import OnRead
    from netbook.formats.x.accounts import Accounts
    from netbook.formats.x.owner import OwnAccount
    from netbook.formats.x.parts import Part
    from netbook.formats.x.shapes import Number, Reaction

TO_ONESELF = "This is a message to yourself."
NO_NUMBER = "This message has no number to know it by."
NO_SENDER = "The archive does not say who wrote this message."
WELCOME = "These are automatic greetings of businesses."
COMING_AND_GOING = "These records say who joined, left or renamed a group; nobody wrote to anybody."

_MESSAGE = "messageCreate"
_WELCOME = "welcomeMessageCreate"
_COMING_AND_GOING = frozenset({"joinConversation", "participantsJoin", "participantsLeave", "conversationNameUpdate"})
_INNER = "messages"


class Talks:
    """Who takes part in which group, and who is in every conversation."""

    def __init__(self) -> None:
        """Begin with no conversation."""
        self.groups: defaultdict[str, set[str]] = defaultdict(set)
        self._in_all: set[str] | None = None

    def overhear(self, parts: Iterable[Part], on_read: OnRead) -> None:
        """Take in who takes part in the conversations of these files."""
        for part in parts:
            for item in part.items(ConversationRecord, on_read, _INNER):
                if not isinstance(item, BrokenItem):
                    self._note(item.value.dm_conversation)

    def _note(self, conversation: Conversation) -> None:
        present = _present(conversation)
        pair = _pair(conversation)
        if not pair:
            self.groups[str(conversation.conversation_id)] |= present
        present |= pair
        if len(present) > 1:
            self._in_all = present if self._in_all is None else self._in_all & present

    def in_all(self) -> str:
        """Return the number of the one account that is in every conversation, empty if there is not just one."""
        return next(iter(self._in_all)) if self._in_all and len(self._in_all) == 1 else ""


class MessageReader:
    """Reads conversations, once it is known who stands behind which number."""

    def __init__(self, accounts: Accounts, own: OwnAccount, talks: Talks) -> None:
        """Begin with no message."""
        self._accounts = accounts
        self._own = own
        self._talks = talks
        self.seen: set[str] | None = None
        """The numbers of the messages read so far, where they are kept so that none is read twice."""

    def records(self, part: Part, on_read: OnRead) -> Iterator[InteractionRecord | LeftOut]:
        """Yield one interaction for every message and every reaction; all else is counted by its kind."""
        others: Counter[str] = Counter()
        for item in part.items(ConversationRecord, on_read, _INNER):
            if isinstance(item, BrokenItem):
                yield part.broken(item)
            else:
                yield from self._conversation(part.origin(item.line), item.value.dm_conversation, others)
        if welcomes := others.pop(_WELCOME, 0):
            yield part.skipped(WELCOME, welcomes)
        if moves := sum(others.pop(kind, 0) for kind in _COMING_AND_GOING):
            yield part.skipped(COMING_AND_GOING, moves)
        for kind, count in others.items():
            yield part.skipped(f"Records of the kind “{shown_name(kind)}” are encrypted or unknown to netbook.", count)

    def _conversation(
        self, origin: Origin, conversation: Conversation, others: Counter[str]
    ) -> Iterator[InteractionRecord | LeftOut]:
        name = str(conversation.conversation_id)
        pair = _pair(conversation)
        present = pair or (self._talks.groups.get(name) or _present(conversation))
        for event in conversation.messages or ():
            for kind, raw in event.items():
                if kind != _MESSAGE:
                    others[kind] += 1
                    continue
                try:
                    message = read_message(raw)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
                    yield LeftOut(origin, Fate.FAILED, f"A message is not written as others are: {problem}.")
                    continue
                yield from self._message(origin, message, present)

    def _message(self, origin: Origin, message: Message, present: set[str]) -> Iterator[InteractionRecord | LeftOut]:
        number, sender, at = account_number(message.id), account_number(message.sender_id), instant(message.created_at)
        if self.seen is not None:
            if number in self.seen:
                return
            self.seen.add(number)
        if not number or not sender or at is None:
            wrong = NO_NUMBER if not number else NO_SENDER if not sender else _undated(message.created_at)
            yield LeftOut(origin, Fate.FAILED, wrong)
            return
        recipient = account_number(message.recipient_id)
        everybody = dict.fromkeys(
            (sender, recipient, *sorted(present, key=int)) if recipient else (sender, *sorted(present, key=int))
        )
        direction, whom = self._whom(sender, list(everybody))
        if whom:
            key, note = f"x:dm:{number}", kept_note(message.text or "")
            yield InteractionRecord(key, origin, self._people(whom), Channel.MESSAGE, direction, at, note)
        else:
            yield LeftOut(origin, Fate.SKIPPED, TO_ONESELF)
        for reaction in message.reactions or ():
            if (record := self._reaction(origin, reaction, number, sender)) is not None:
                yield record

    def _whom(self, sender: str, everybody: list[str]) -> tuple[Direction, list[str]]:
        """Say who wrote to whom; where the user is not among them, everybody takes part."""
        me = {number for number in everybody if self._own.is_me(number, None)}
        if not me:
            return Direction.BOTH, everybody
        if sender not in me:
            return Direction.BY_THEM, [sender]
        return Direction.BY_ME, [number for number in everybody if number not in me]

    def _reaction(self, origin: Origin, reaction: Reaction, message: str, author: str) -> InteractionRecord | None:
        giver, at = account_number(reaction.sender_id), instant(reaction.created_at)
        if not giver or at is None or giver == author:
            return None
        direction, whom = self._whom(giver, [giver, author])
        key = account_number(reaction.event_id) or f"{message}:{giver}:{reaction.reaction_key}"
        return InteractionRecord(
            f"x:dm-reaction:{key}", origin, self._people(whom), Channel.REACTION, direction, at, reaction.reaction_key
        )

    def _people(self, numbers: Iterable[str]) -> tuple[tuple[Handle, str | None], ...]:
        people = map(self._accounts.numbered, numbers)
        return tuple((person.handle, person.name) for person in people)


def _pair(conversation: Conversation) -> set[str]:
    """Return the two accounts in the number of a conversation of two; nobody for a group."""
    numbers = str(conversation.conversation_id or "").split("-")
    return {number for each in numbers if (number := account_number(each))} if len(numbers) == 2 else set()


def _present(conversation: Conversation) -> set[str]:
    """Return everybody whom the records of a conversation name."""
    found: set[str] = set()
    for event in conversation.messages or ():
        for raw in event.values():
            try:
                message = read_message(raw)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                continue  # the second pass says what is wrong
            found.update(_named_in(message))
    return found


def _named_in(message: Message) -> Iterator[str]:
    each: Iterable[Number] = (message.sender_id, message.recipient_id, message.initiating_user_id)
    for value in (*each, *(message.participants_snapshot or ()), *(message.user_ids or ())):
        if number := account_number(value):
            yield number


def _undated(text: str) -> str:
    return f"“{shown_name(text)}” is not a date that netbook can read."
