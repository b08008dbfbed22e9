"""The card of one contact: everything that is known, above its timeline or beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.dates import describe_date, short_date
from netbook.domain.staleness import State
from netbook.tui.widgets.contact_columns import signed
from netbook.tui.widgets.contact_pane import handle_text
from netbook.tui.widgets.text import line, lines, plain
from netbook.wording.birthdays import birthday_words
from netbook.wording.signs import sign
from netbook.wording.where_met import perhaps_met_words, where_met_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.content import Content

    from netbook.queries.cards import ContactCard, HandleRow


def whole_card(card: ContactCard, today: date, *, tall: bool, named: bool) -> Content:
    """Lay out the card; ``tall`` gives each handle a line of its own, ``named`` begins with the name."""
    parts: list[Content] = [plain(card.called, "bold")] if named else []
    parts += _fate(card)
    parts += _about(card)
    parts += _handles(card, tall=tall)
    parts += _standing(card, today)
    parts += _origin(card, today)
    notes = [note.strip() for note in (card.notes or "").splitlines() if note.strip()]
    if tall and notes:
        parts += [plain(""), plain("Notes", "heading bold")]
    parts += [line(("• ", "muted"), note) for note in notes]
    return lines(parts)


def _fate(card: ContactCard) -> Iterator[Content]:
    if card.archived:
        yield plain("× In the archive: in no list and no review.", "gone")
    if card.inbox:
        yield plain("? In the inbox: an import found this contact. A sorts the inbox.", "warn")


def _about(card: ContactCard) -> Iterator[Content]:
    about = [part for part in (card.organisation, card.position, card.sector, card.location) if part]
    about += [f"#{tag}" for tag in card.tags]
    if about:
        yield plain(" · ".join(about))
    elif not card.handles and not card.notes:
        yield plain("Nothing known yet. e fills it in.", "muted")


def _handles(card: ContactCard, *, tall: bool) -> Iterator[Content]:
    if tall:
        for handle in card.handles:
            yield plain(handle_text(handle), _handle_role(handle))
    elif card.handles:
        parts = [part for handle in card.handles for part in ((handle_text(handle), _handle_role(handle)), ("   ", ""))]
        yield line(*parts[:-1])


def _handle_role(handle: HandleRow) -> str:
    return "accent" if handle.status.value == "active" else "gone"


def _standing(card: ContactCard, today: date) -> Iterator[Content]:
    yield plain(cadence_and_origin(card))
    overdue = f"{card.follow_up_state.value}; " if card.follow_up_state is State.FOLLOW_UP_OVERDUE else ""
    yield line(signed(sign(card)), " ", f"{overdue}{card.state.value}{_due(card, today)}. ", (card.why, "muted"))
    if card.snoozed_until:
        yield plain(f"Snoozed until {short_date(card.snoozed_until, today)}.", "muted")


def _due(card: ContactCard, today: date) -> str:
    if card.due_on is None or card.has_cadence_never:
        return ""
    return f", due {'since ' if card.due_on < today else ''}{short_date(card.due_on, today)}"


def cadence_and_origin(card: ContactCard) -> str:
    """Say how often to be in touch, and where that comes from."""
    if card.cadence is None:
        return "Keep in touch as the history suggests (c sets a cadence)"
    words = "No reminders" if card.has_cadence_never else f"Keep in touch {card.cadence.words}"
    return f"{words} ({f'from #{card.cadence_tag}' if card.cadence_tag else 'your choice'})"


def _origin(card: ContactCard, today: date) -> Iterator[Content]:
    parts = [text[:1].upper() + text[1:] for text in where_met_lines(card, today)]
    if card.perhaps_met is not None:
        words = perhaps_met_words(card, today)
        parts.append(f"{words[:1].upper()}{words[1:]} (E: yes)")
    if card.introduced_by:
        parts.append(f"Introduced by {', '.join(card.introduced_by)}")
    if card.birthday:
        parts.append(f"Birthday {birthday_words(card.birthday)}")
    if not parts:
        parts.append(f"Added {describe_date(card.added_on, today)}")
    for part in parts:
        yield plain(part, "muted")
