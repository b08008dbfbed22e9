"""Who takes part in which conversation: a first pass, so that a second can tell directions and namesakes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from netbook.formats.json_stream import Item, JsonItems
from netbook.formats.meta.layout import Kept
from netbook.formats.meta.mended import instant_of, is_nameless, name_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from netbook.formats.files import ExportFiles
    from netbook.formats.meta.layout import Thread
    from netbook.formats.streams import OnRead

MESSAGES = "messages"
_PER_SECOND = 1_000


@dataclass(slots=True)
class Survey:
    """One conversation: its key, who takes part by name, and on which day each was first heard."""

    thread: Thread
    key: str
    title: str = ""
    participants: list[str] = field(default_factory=list)
    first_heard: dict[str, date] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Who takes part or once took part, each name once unless the export lists two people of that name."""
        listed = {name.casefold() for name in self.participants}
        return self.participants + [name for name in self.first_heard if name.casefold() not in listed]

    def first_day(self, name: str) -> date | None:
        """Return the day of the first message of that name, or of anybody in a conversation of two."""
        if len(self.participants) <= 2:
            return min(self.first_heard.values(), default=None)
        return self.first_heard.get(name)


def surveyed(files: ExportFiles, threads: Iterable[Thread], on_read: OnRead | None = None) -> list[Survey]:
    """Return who takes part in each conversation; what cannot be read is left for the second pass to report."""
    return [_surveyed(files, thread, on_read) for thread in threads]


def _surveyed(files: ExportFiles, thread: Thread, on_read: OnRead | None) -> Survey:
    survey = Survey(thread, thread.folder)
    about: dict[str, Any] = {}
    for member in thread.members:
        with files.open(member.name, on_read) as stream:
            items = JsonItems(stream, dict, MESSAGES)
            for item in items:
                if isinstance(item, Item):
                    _hear(survey, item.value)
            about = {**items.members, **about}
    survey.participants = _participants(about.get("participants"))
    survey.title = name_in(about.get("title")) or name_in(about.get("threadName"))
    survey.key = _key(survey, about.get("thread_path"))
    return survey


def _hear(survey: Survey, message: dict[str, Any]) -> None:
    name, at = sender_of(message), sent_at(message)
    if at is not None and not is_nameless(name):
        survey.first_heard[name] = min(at.date(), survey.first_heard.get(name, at.date()))


def sender_of(message: dict[str, Any]) -> str:
    """Return the name of who wrote a message."""
    return name_in(message.get("sender_name")) or name_in(message.get("senderName"))


def sent_at(message: dict[str, Any]) -> datetime | None:
    """Return when a message was written."""
    stamp = message.get("timestamp_ms")
    return instant_of(message.get("timestamp") if stamp is None else stamp, per_second=_PER_SECOND)


def _participants(listed: Any) -> list[str]:
    if not isinstance(listed, list):
        return []
    return [name_in(each.get("name")) if isinstance(each, dict) else name_in(each) for each in listed]


def _key(survey: Survey, path: Any) -> str:
    """Return what tells this conversation from all others, in this export and in the next.

    The files of the encrypted archive are numbered anew in each, so that who takes part must stand for them.
    """
    if survey.thread.kept is Kept.ENCRYPTED:
        title = survey.title.casefold()
        return "~" + "~".join([title, *sorted({name.casefold() for name in survey.participants} - {title})])
    folder = name_in(path).rpartition("/")[2]
    return folder if folder and survey.thread.folder.casefold().endswith(".json") else survey.thread.folder


def owner_among(surveys: Iterable[Survey], names: Iterable[str] = ()) -> str | None:
    """Return the name of the user, as the conversations show it, or None if they do not.

    ``names`` are what the profile says; one of them is believed if it takes part anywhere, or nobody does. Else, a
    conversation of two is called by the name of the other; and the user takes part in every conversation.
    """
    surveys = [survey for survey in surveys if survey.names]
    names = tuple(names)
    present = {name.casefold() for survey in surveys for name in survey.names}
    for name in names:
        if not present or name.casefold() in present:
            return name
    votes: Counter[str] = Counter()
    for survey in surveys:
        two = survey.participants
        if len(two) == 2 and two[0] != two[1] and survey.title in two:
            votes[two[1 - two.index(survey.title)]] += 1
    leaders = votes.most_common(2)
    if leaders and (len(leaders) == 1 or leaders[0][1] > leaders[1][1]):
        return leaders[0][0]
    everywhere = set.intersection(*(set(survey.names) for survey in surveys)) if surveys else set()
    return next(iter(everywhere)) if len(everywhere) == 1 else None
