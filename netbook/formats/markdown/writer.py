"""Writing contacts as Markdown: a page each in a folder, or all in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.handles import NETWORKS
from netbook.domain.touches import NOT_A_CONTACT
from netbook.formats.markdown.text import front_matter_value, inline, link, page_name, quoted
from netbook.formats.protocol import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from typing import BinaryIO

    from netbook.domain.portable import (
        PortableBook,
        PortableContact,
        PortableFollowUp,
        PortableInteraction,
        PortableMet,
    )
    from netbook.domain.records import Progress
    from netbook.formats.protocol import Written

    Talks = tuple[PortableInteraction, ...]

_EVERY = 200
_DONE = {"open": " ", "kept": "x", "dropped": "-"}


class _Markdown:
    """The writer of pages."""

    name = "markdown"
    label = "Markdown"
    ending = ".md"
    takes_all = False

    def write(self, book: PortableBook, out: BinaryIO, progress: Progress) -> Written:
        """Write all contacts into one file, one behind another."""
        count = 0
        for count, (contact, talks) in enumerate(book.histories(), 1):
            lines = ["---", "", *_body(contact, talks)] if count > 1 else _body(contact, talks)
            out.write("\n".join([*lines, ""]).encode())
            if count % _EVERY == 0:
                progress(count, book.size)
        progress(book.size, book.size)
        return {"contact": count}

    def pages(self, book: PortableBook, progress: Progress) -> Iterator[Page]:
        """Give a page for each contact, with what programs read of it at its head."""
        taken: set[str] = set()
        for count, (contact, talks) in enumerate(book.histories(), 1):
            text = "\n".join([*_front_matter(contact, talks), "", *_body(contact, talks)])
            yield Page(f"{page_name(contact.called, contact.uid, taken)}.md", f"{text}\n".encode())
            if count % _EVERY == 0:
                progress(count, book.size)
        progress(book.size, book.size)


MARKDOWN = _Markdown()


def _front_matter(contact: PortableContact, talks: Talks) -> Iterator[str]:
    last = max((talk.on for talk in talks if talk.channel not in NOT_A_CONTACT), default=None)
    facts = {
        "name": contact.called,
        "uid": contact.uid,
        "tags": list(contact.tags),
        "organisation": contact.organisation,
        "position": contact.position,
        "sector": contact.sector,
        "location": contact.location,
        "birthday": contact.birthday,
        "handles": [f"{handle.network}: {handle.shown}" for handle in contact.handles if handle.is_active],
        "met_online": _met_words(contact.met_online),
        "met_in_person": _met_words(contact.met_in_person),
        "cadence": contact.cadence,
        "last_contact": None if last is None else last.isoformat(),
        "inbox": contact.inbox or None,
        "archived": contact.archived or None,
    }
    yield "---"
    for key, value in facts.items():
        if value:
            yield f"{key}: {front_matter_value(value)}"
    yield "---"


def _body(contact: PortableContact, talks: Talks) -> Iterator[str]:
    yield f"# {inline(contact.called)}"
    yield ""
    work = ", ".join(part for part in (contact.position, contact.organisation, contact.location) if part)
    if work:
        yield inline(work)
        yield ""
    yield from _section("Handles", _handle_lines(contact))
    yield from _section("Where you met", _where_met_lines(contact))
    yield from _section("Promises and follow-ups", map(_follow_up_line, contact.follow_ups))
    yield from _section("Notes", quoted(contact.notes) if contact.notes else ())
    yield from _section("Interactions", _talk_lines(contact, talks))


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from (f"## {heading}", "", *found, "")


def _handle_lines(contact: PortableContact) -> Iterator[str]:
    for handle in contact.handles:
        since = f" {handle.status_on.isoformat()}" if handle.status_on else ""
        status = "" if handle.is_active else f" ({handle.status}{since})"
        shown = link(handle.shown, handle.url or "")
        yield f"- {inline(_network(handle.network))}: {shown}{status}"


def _where_met_lines(contact: PortableContact) -> Iterator[str]:
    for words, met in (("Online", contact.met_online), ("In person", contact.met_in_person)):
        if met is not None:
            yield f"- {words}: {inline(_met_words(met) or 'not said where')}"
    for introduction in contact.introductions:
        introducer = introduction.introducer.called if introduction.introducer else "you"
        other = f" to {inline(introduction.other.called)}" if introduction.other else ""
        yield f"- Introduced by {inline(introducer)}{other}{_on(introduction.on)}"


def _met_words(met: PortableMet | None) -> str | None:
    if met is None:
        return None
    parts = (met.event_name, _network(met.network) if met.network else None, met.on.isoformat() if met.on else None)
    return ", ".join(part for part in parts if part) or "yes"


def _follow_up_line(follow_up: PortableFollowUp) -> str:
    due = f", due {follow_up.due_on.isoformat()}" if follow_up.due_on else ""
    closed = f", {follow_up.status}{_on(follow_up.closed_on)}" if not follow_up.is_open else ""
    recurs = ", recurring" if follow_up.recurrence else ""
    return f"- [{_DONE.get(follow_up.status, ' ')}] {inline(follow_up.what or 'get in touch')}{due}{recurs}{closed}"


def _talk_lines(contact: PortableContact, talks: Talks) -> Iterator[str]:
    for talk in reversed(talks):
        others = [inline(link.called) for link in talk.people if link.uid != contact.uid]
        parts = [talk.on.isoformat(), f"{talk.channel.value}, {talk.direction.value}"]
        if talk.event_name:
            parts.append(f"at {inline(talk.event_name)}")
        if others:
            parts.append(f"with {', '.join(others)}")
        yield f"- {' · '.join(parts)}"
        if talk.note:
            yield from quoted(talk.note, "  ")


def _network(name: str) -> str:
    return NETWORKS[name].label if name in NETWORKS else name


def _on(day: date | None) -> str:
    return f" on {day.isoformat()}" if day else ""
