"""Two contacts side by side, field by field, and which of their values stays."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from netbook.domain.counts import counted
from netbook.domain.dates.wording import dated
from netbook.domain.handles import NETWORKS
from netbook.domain.text import pad, shorten, width
from netbook.tui.widgets.contact_card import cadence_and_origin
from netbook.tui.widgets.contact_pane import handle_text
from netbook.tui.widgets.text import line, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from netbook.queries.cards import ContactCard, MetRow

_LABEL_CELLS = 14
_SIGN_CELLS = 2
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Field:
    """One field of both contacts; what stays is known from how the book would have it after the merge."""

    label: str
    kept: str
    other: str
    kept_stays: bool
    other_stays: bool


def compare(kept: ContactCard, other: ContactCard, merged: ContactCard) -> Iterator[Field]:
    """Go through the fields that either has; ``merged`` is the contact as it would be."""
    for label, mine, theirs, result in zip(_LABELS, _texts(kept), _texts(other), _texts(merged), strict=True):
        if mine or theirs:
            both = label in _JOINED
            yield Field(label, mine, theirs, both or mine == result, both or theirs == result)


_LABELS = ("Name", "Handles", "Organisation", "Position", "Sector", "Location", "Tags", "Cadence", "Met online",
           "Met in person", "Introduced by", "Promises", "In touch", "Last contact", "Added", "Notes")  # fmt: skip
_JOINED = frozenset({"Handles", "Tags", "Introduced by", "Promises", "In touch", "Last contact", "Notes"})
"""Fields of which nothing is lost: both go into the one that is kept."""


def _texts(card: ContactCard) -> tuple[str, ...]:
    return (
        card.name or "",
        ", ".join(handle_text(handle).replace("  ", " ") for handle in card.handles),
        *(text or "" for text in (card.organisation, card.position, card.sector, card.location)),
        " ".join(f"#{tag}" for tag in card.tags),
        cadence_and_origin(card) if card.cadence is not None else "",
        _met(card.met_online),
        _met(card.met_in_person),
        ", ".join(card.introduced_by),
        ", ".join(follow_up.what or "follow up" for follow_up in card.follow_ups),
        *_history(card),
        " / ".join(note for note in (card.notes or "").splitlines() if note.strip()),
    )


def _history(card: ContactCard) -> tuple[str, str, str]:
    talks = counted(card.talks, "talk") if card.talks else ""
    last = dated(card.last_contact) if card.last_contact else ""
    return talks, last, dated(card.added_on)


def _met(met: MetRow | None) -> str:
    if met is None:
        return ""
    network = NETWORKS[met.network].label if met.network and met.network in NETWORKS else met.network
    parts = [part for part in (met.event or network, dated(met.on) if met.on else None) if part]
    return ", ".join(parts) or "yes"


def table(kept: ContactCard, other: ContactCard, merged: ContactCard, cells: int) -> list[Content]:
    """Draw the fields in three columns: what it is, the one that is kept, the one that goes into it."""
    column = max(8, (cells - _LABEL_CELLS - 2) // 2 - _SIGN_CELLS)
    head = " " * _LABEL_CELLS + pad("kept", column + _SIGN_CELLS + 2) + pad("goes into it", column + _SIGN_CELLS)
    drawn = [plain(head, "heading bold")]
    for field in compare(kept, other, merged):
        rows = zip_longest(_wrapped(field.kept, column), _wrapped(field.other, column), fillvalue="")
        for place, (mine, theirs) in enumerate(rows):
            first = place == 0
            drawn.append(
                line(
                    (pad(field.label if first else "", _LABEL_CELLS), "muted"),
                    *_cell(mine, field.kept_stays, column, signed=first and bool(field.kept)),
                    "  ",
                    *_cell(theirs, field.other_stays, column, signed=first and bool(field.other)),
                )
            )
    return drawn


def _cell(text: str, stays: bool, column: int, *, signed: bool) -> tuple[tuple[str, str], tuple[str, str]]:
    mark = ("✓ " if stays else "× ") if signed else "  "
    return (mark, "good" if stays else "gone"), (pad(text, column), "" if stays else "gone")


def _wrapped(text: str, cells: int) -> list[str]:
    """Break a text into a few lines of words; the last one is cut."""
    rows: list[str] = []
    rest = text.split()
    while rest and len(rows) < _MOST_LINES - 1:
        row = rest.pop(0)
        while rest and width(f"{row} {rest[0]}") <= cells:
            row += f" {rest.pop(0)}"
        rows.append(shorten(row, cells))
    if rest:
        rows.append(shorten(" ".join(rest), cells))
    return rows
