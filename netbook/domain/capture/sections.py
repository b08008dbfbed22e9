"""The sections of a one-line capture: which words are names, handles and tags, and which follow at, on, every, via."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from netbook.domain.cadence import Cadence, UnreadableCadence, read_cadence
from netbook.domain.capture.words import (
    KEYWORDS,
    LONGEST_DATE_WORDS,
    Word,
    is_clear_handle,
    joined,
    split_words,
    tags_in,
    value_of,
)
from netbook.domain.dates import DateRead, Prefer, UnreadableDate, closed_date_suffix, read_date
from netbook.domain.handles import is_handle_word
from netbook.domain.text import fold, norm, norm_line, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

_LONGEST_CADENCE_WORDS = 4
MOST_WORDS = 500
"""Words read outside the note; more is a pasted document rather than a capture."""

_TOO_LONG = f"This is too long for one line, and only its first {MOST_WORDS} words are read. Put the rest after “::”, as a note."
_AFTER_WORD = ",;"
_QUOTED_CELLS = 60
_BRACKETS = {"<": ">", "(": ")"}


class Part(Enum):
    """What a section holds; the value is the keyword that opens it."""

    NAME = ""
    HANDLE = "@"
    TAG = "#"
    EVENT = "at"
    DATE = "on"
    CADENCE = "every"
    VIA = "via"


_NAMES_OF_PARTS = {Part.EVENT: "event", Part.DATE: "date", Part.CADENCE: "cadence", Part.VIA: "via"}
_ORDINALS = {
    Part.EVENT: "a second event",
    Part.DATE: "a second date",
    Part.CADENCE: "a second cadence",
    Part.VIA: "a second person after “via”",
}


@dataclass(frozen=True, slots=True)
class CaptureProblem:
    """A part that could not be read ("handle", "date", "cadence", "event", "via" or "length"), and what to do about it."""

    part: str
    sentence: str
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateRules:
    """The day a capture is read on, the side of it an open date falls on, and how 3/4 is read."""

    today: date
    prefer: Prefer
    day_first: bool


@dataclass(slots=True)
class Draft:
    """A capture while it is read: runs of name words and handles in their order, and the other parts."""

    rules: DateRules
    who: list[tuple[Part, list[Word]]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    event: str | None = None
    date_read: DateRead | None = None
    cadence: Cadence | None = None
    via: str | None = None
    note: str | None = None
    problems: list[CaptureProblem] = field(default_factory=list)

    def add_problem(self, part: Part, sentence: str, hints: tuple[str, ...] = ()) -> None:
        """Note a part that could not be used; reading goes on."""
        self.problems.append(CaptureProblem(_NAMES_OF_PARTS.get(part, "handle"), sentence, hints))

    def add_tags(self, tags: Sequence[str]) -> None:
        """Add the tags that are not there yet, whatever their case."""
        known = {fold(tag) for tag in self.tags}
        for tag in tags:
            if fold(tag) not in known:
                known.add(fold(tag))
                self.tags.append(norm_line(tag))


def draft_capture(text: str, rules: DateRules) -> Draft:
    """Read everything but the handles themselves; never raises."""
    words, note = split_words(norm(text))
    draft = Draft(rules, note=(note or "").strip() or None)
    if len(words) > MOST_WORDS:
        draft.problems.append(CaptureProblem("length", _TOO_LONG))
        del words[MOST_WORDS:]
    for part, section in _sections(words, _kinds(words, rules)):
        if section:
            _take(draft, part, section)
    return draft


def bare(word: Word) -> str:
    """Give a word without the comma after it or the brackets around it, as a handle is often written."""
    text = word.text.rstrip(_AFTER_WORD)
    closing = _BRACKETS.get(text[:1])
    return text[1:-1] if closing is not None and len(text) > 1 and text.endswith(closing) else text


def _sections(words: Sequence[Word], kinds: Sequence[str]) -> Iterator[tuple[Part, list[Word]]]:
    """Cut the words into sections; a tag is a section of its own."""
    part, section = Part.NAME, list[Word]()
    for word, kind in zip(words, kinds, strict=True):
        if kind == Part.TAG.value:
            yield from ((part, section), (Part.TAG, [word]))
            part, section = Part.NAME, []
        elif kind and not (kind == Part.EVENT.value and part is Part.EVENT):
            # “lunch at home” is one event, so its second “at” is only a word.
            yield part, section
            part, section = Part(kind), []
        elif _is_handle_in(part, section, word):
            yield part, section
            yield from ((Part.HANDLE, [handle]) for handle in _handles(word))
            part, section = Part.NAME, []
        else:
            section.append(word)
    yield part, section


def _kinds(words: Sequence[Word], rules: DateRules) -> list[str]:
    """Say of each word whether it is a tag (“#”), a keyword with something after it, or else “”."""
    kinds = [""] * len(words)
    after = Part.TAG.value
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        lowered = word.text.lower()
        if tags_in(word):
            kinds[index] = Part.TAG.value
        elif not word.quoted and lowered in KEYWORDS and after == "":
            following = list(words[index + 1 : index + 1 + LONGEST_DATE_WORDS])
            kinds[index] = "" if word.text.istitle() and _begins_a_name(lowered, index, following, rules) else lowered
        after = kinds[index]
    return kinds


def _begins_a_name(keyword: str, index: int, following: Sequence[Word], rules: DateRules) -> bool:
    """Say whether a capitalised keyword belongs to a name, as in “Via Smith”, “On Kawara” or “Women On Rails”.

    “On” and “Every” do when no date or cadence follows, “At” and “Via” when nothing comes before them.
    """
    if keyword == Part.DATE.value:
        return _leading_date(following, rules) is None
    if keyword == Part.CADENCE.value:
        return _leading_cadence(following) is None
    return index == 0


def _is_handle_in(part: Part, section: list[Word], word: Word) -> bool:
    if word.quoted:
        return False
    if part in (Part.EVENT, Part.VIA) and not section:
        return False
    if part is Part.EVENT:
        return is_clear_handle(bare(word))
    return bool(_handles(word))


def _handles(word: Word) -> list[Word]:
    """Give the handles one word holds: mostly one, several when they are written with only commas between."""
    text = bare(word)
    pieces = text.split(",") if "," in text and "@" in text and "://" not in text else []
    if pieces and all(map(is_handle_word, pieces)):
        return [Word(piece) for piece in pieces]
    return [Word(text)] if is_handle_word(text) else []


def _take(draft: Draft, part: Part, section: list[Word]) -> None:
    """Put one section where it belongs."""
    match part:
        case Part.HANDLE:
            draft.who.append((part, section))
        case Part.TAG:
            draft.add_tags(tags_in(section[0]))
        case Part.DATE:
            _take_date(draft, section)
        case Part.CADENCE:
            _take_cadence(draft, section)
        case _:
            _take_text(draft, part, section)


def _take_text(draft: Draft, part: Part, section: list[Word]) -> None:
    """Take a name, event or introducer, and the date phrase at its end if there is one."""
    kept = _without_date(draft, section)
    text = value_of(kept)
    if not text:
        return
    if part is Part.NAME:
        draft.who.append((part, kept))
    elif part is Part.EVENT:
        draft.event = _only_one(draft, part, draft.event, text)
    else:
        draft.via = _only_one(draft, part, draft.via, text)


def _take_date(draft: Draft, section: list[Word]) -> None:
    leading = _leading_date(section, draft.rules)
    if leading is None:
        try:
            read_date(joined(section), draft.rules.today, prefer=draft.rules.prefer, day_first=draft.rules.day_first)
        except UnreadableDate as error:
            draft.add_problem(Part.DATE, error.sentence, error.hints)
        return
    count, day = leading
    _set_date(draft, day, joined(section[:count]))
    if section[count:]:
        _take_text(draft, Part.NAME, section[count:])


def _take_cadence(draft: Draft, section: list[Word]) -> None:
    leading = _leading_cadence(section)
    if leading is None:
        try:
            read_cadence(joined(section))
        except UnreadableCadence as error:
            draft.add_problem(Part.CADENCE, error.sentence, error.hints)
        return
    count, cadence = leading
    if draft.cadence is None or draft.cadence == cadence:
        draft.cadence = cadence
    else:
        _refuse_second(draft, Part.CADENCE, joined(section[:count]), draft.cadence.words)
    if section[count:]:
        _take_text(draft, Part.NAME, section[count:])


def _leading_date(words: Sequence[Word], rules: DateRules) -> tuple[int, DateRead] | None:
    """Read the longest date the words begin with, and say how many words it has."""
    for count in range(min(len(words), LONGEST_DATE_WORDS), 0, -1):
        try:
            day = read_date(joined(words[:count]), rules.today, prefer=rules.prefer, day_first=rules.day_first)
        except UnreadableDate:
            continue
        return count, day
    return None


def _leading_cadence(words: Sequence[Word]) -> tuple[int, Cadence] | None:
    """Read the longest cadence the words begin with, with “every” before them or by themselves."""
    for count in range(min(len(words), _LONGEST_CADENCE_WORDS), 0, -1):
        for phrase in (f"every {joined(words[:count])}", joined(words[:count])):
            try:
                return count, read_cadence(phrase)
            except UnreadableCadence:
                continue
    return None


def _without_date(draft: Draft, section: list[Word]) -> list[Word]:
    """Take the closed date phrase off the end of a section; a quoted run is never part of one."""
    tail: list[str] = []
    for word in reversed(section[-LONGEST_DATE_WORDS:]):
        if word.quoted or word.glued:
            break
        tail.insert(0, word.text.rstrip(_AFTER_WORD))
    rules = draft.rules
    found = closed_date_suffix(tail, rules.today, prefer=rules.prefer, day_first=rules.day_first) if tail else None
    if found is None or found[0] == 0:
        return section
    count, day = found
    _set_date(draft, day, " ".join(tail[-count:]))
    return section[:-count]


def _set_date(draft: Draft, day: DateRead, typed: str) -> None:
    if draft.date_read is None or draft.date_read.on == day.on:
        draft.date_read = draft.date_read or day
    else:
        _refuse_second(draft, Part.DATE, typed, draft.date_read.on.isoformat())


def _only_one(draft: Draft, part: Part, known: str | None, text: str) -> str:
    if known is not None and known != text:
        _refuse_second(draft, part, text, known)
    return known or text


def _refuse_second(draft: Draft, part: Part, typed: str, kept: str) -> None:
    shown, used = shorten(typed, _QUOTED_CELLS), shorten(kept, _QUOTED_CELLS)
    draft.add_problem(part, f"“{shown}” is {_ORDINALS[part]}; “{used}” is used. Leave one of them out.")
