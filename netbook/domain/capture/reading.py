"""One-line captures read: a person to add, or the people somebody met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.domain.capture.sections import CaptureProblem, DateRules, Draft, Part, bare, draft_capture
from netbook.domain.capture.words import KEYWORDS, Word, tags_in, value_of
from netbook.domain.handles import Handle, is_handle_word, parse_handle
from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from netbook.domain.cadence import Cadence
    from netbook.domain.dates import Prefer


@dataclass(frozen=True, slots=True)
class Capture:
    """A person as one line names them; tags come without their sign, in the order and case they were typed."""

    handles: tuple[Handle, ...] = ()
    name: str | None = None
    tags: tuple[str, ...] = ()
    event: str | None = None
    on: date | None = None
    date_ambiguous: bool = False
    cadence: Cadence | None = None
    via: str | None = None
    note: str | None = None
    problems: tuple[CaptureProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingCapture:
    """A meeting as one line tells it; ``who`` holds the raw words, handle or link that name each person."""

    who: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    event: str | None = None
    on: date | None = None
    date_ambiguous: bool = False
    cadence: Cadence | None = None
    via: str | None = None
    note: str | None = None
    problems: tuple[CaptureProblem, ...] = ()


def read_capture(
    text: str, today: date, *, default_network: str = "x", prefer: Prefer = "past", day_first: bool = True
) -> Capture:
    """Read one line about one person; a part that cannot be read becomes a problem and never blocks the rest."""
    draft = draft_capture(text, DateRules(today, prefer, day_first))
    handles: dict[tuple[str, str], Handle] = {}
    name: list[Word] = []
    for part, words in draft.who:
        if part is Part.HANDLE:
            _add_handle(draft, handles, words[0].text, default_network)
        else:
            name += words
    day = draft.date_read
    return Capture(
        handles=tuple(handles.values()),
        name=_name(name),
        tags=tuple(draft.tags),
        event=draft.event,
        on=day.on if day else None,
        date_ambiguous=day.ambiguous if day else False,
        cadence=draft.cadence,
        via=draft.via,
        note=draft.note,
        problems=tuple(draft.problems),
    )


def read_meeting(text: str, today: date, *, day_first: bool = True) -> MeetingCapture:
    """Read one line about people met, named between commas; a date without a year is the last one past."""
    draft = draft_capture(text, DateRules(today, "past", day_first))
    who: list[str] = []
    for part, words in draft.who:
        who += [words[0].text] if part is Part.HANDLE else _people(words)
    day = draft.date_read
    return MeetingCapture(
        who=tuple(dict.fromkeys(who)),
        tags=tuple(draft.tags),
        event=draft.event,
        on=day.on if day else None,
        date_ambiguous=day.ambiguous if day else False,
        cadence=draft.cadence,
        via=draft.via,
        note=draft.note,
        problems=tuple(draft.problems),
    )


def _add_handle(draft: Draft, handles: dict[tuple[str, str], Handle], text: str, default_network: str) -> None:
    try:
        handle = parse_handle(text, default_network)
    except UsageProblem as error:
        draft.add_problem(Part.HANDLE, error.sentence, error.hints)
        return
    handles.setdefault((handle.network, handle.key), handle)


def _name(words: Sequence[Word]) -> str | None:
    """Put a name together; a nickname such as Grace “Amazing” Hopper keeps its quotes."""
    several = len(words) > 1
    pieces = [Word(f"“{word.text}”", glued=word.glued) if several and _is_nickname(word) else word for word in words]
    return value_of(pieces) or None


def _is_nickname(word: Word) -> bool:
    if not word.quoted or not word.text or word.text.lower() in KEYWORDS:
        return False
    only_a_word = len(word.text.split()) == 1 and not tags_in(Word(word.text))
    return only_a_word and not is_handle_word(bare(Word(word.text)))


def _people(words: Sequence[Word]) -> Iterator[str]:
    """Split a run of name words at its commas; a quoted run is one person's, commas and all."""
    person: list[Word] = []
    for word in words:
        pieces = [word.text] if word.quoted else word.text.split(",")
        for index, piece in enumerate(pieces):
            if index:
                yield from _named(person)
                person = []
            person.append(Word(piece, glued=word.glued and index == 0))
    yield from _named(person)


def _named(person: Sequence[Word]) -> Iterator[str]:
    name = value_of(person)
    if name:
        yield name
