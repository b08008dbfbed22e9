"""The columns of lists of contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from netbook.domain.dates import ago
from netbook.domain.handles import NETWORKS
from netbook.queries.picks import Kind, Pick
from netbook.tui.widgets.columns import Column, ColumnPainter
from netbook.wording.reasons import short_reason
from netbook.wording.signs import row_sign, sign

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from netbook.queries.cards import ContactCard
    from netbook.queries.review import ReviewRow
    from netbook.tui.widgets.text import Part

SIGN_ROLES: Final = {
    "!!": "stale", "!": "due", "·": "fresh", "+": "new", "→": "promise", "×": "gone", "z": "gone", "?": "warn", "~": "new",
}  # fmt: skip
_MOST_NETWORKS = 3


def signed(mark: str) -> Part:
    """Give a sign with the colour of its meaning."""
    return mark, SIGN_ROLES.get(mark, "")


def networks(card: ContactCard) -> str:
    """Give the codes of the networks where a contact has an account in use."""
    codes = [NETWORKS[handle.network].code for handle in card.handles if handle.network in NETWORKS]
    return " ".join(dict.fromkeys(codes[:_MOST_NETWORKS]))


@dataclass(frozen=True, slots=True)
class Listed:
    """A contact as the review lists it: its sign, why it stands there, and the group a decision is noted under."""

    card: ContactCard
    mark: str
    why: str
    role: str
    group: str | None = None


def listed(row: ReviewRow, today: date) -> Listed:
    """Make a row of the screen of one of the review."""
    role = "stale" if row.overdue else "fresh"
    return Listed(row.card, row_sign(row), short_reason(row, today), role, row.group.value)


def picked(pick: Pick, today: date) -> Listed:
    """Make a row of the screen of a contact offered besides."""
    if pick.kind is Kind.BRIDGE:
        return Listed(pick.card, "~", f"a bridge: {pick.card.sector}", "new")
    return Listed(pick.card, "~", f"a dormant tie: last contact {ago(pick.card.last_contact, today)}", "new")


def review_columns(day: Callable[[], date]) -> ColumnPainter[Listed]:
    """Give the columns of the review: sign, name, network, last contact, why."""
    return ColumnPainter(
        [
            Column("", lambda row: signed(row.mark), 2, 2, gap=1),
            Column("Name", lambda row: (row.card.called, ""), 14, 20),
            Column("On", lambda row: (networks(row.card)[:2], "muted"), 2, 2),
            Column("Last", lambda row: (ago(row.card.last_contact, day()), "muted"), 8, 8),
            Column("Why", lambda row: (row.why, row.role), 12, 200),
        ]
    )


def people_columns(day: Callable[[], date]) -> ColumnPainter[ContactCard]:
    """Give the columns of a list of contacts: sign, name, last contact, state, networks, cadence and the rest."""
    return ColumnPainter(
        [
            Column("", lambda card: signed(sign(card)), 2, 2, gap=1),
            Column("Name", lambda card: (card.called, ""), 18, 24),
            Column("Last", lambda card: (ago(card.last_contact, day()), "muted"), 8, 8),
            Column("State", lambda card: (_standing(card), "fresh"), 11, 11),
            Column("On", lambda card: (networks(card), "muted"), 5, 8),
            Column("Every", lambda card: (card.cadence.short if card.cadence else "", "muted"), 5, 5),
            Column("About", lambda card: (_about(card), "muted"), 8, 200),
        ]
    )


def _standing(card: ContactCard) -> str:
    """Say how a contact stands, in one word or two."""
    if card.archived or card.inbox:
        return "archived" if card.archived else "inbox"
    return card.state.value


def _about(card: ContactCard) -> str:
    return " · ".join([part for part in (card.organisation, card.position) if part] + [f"#{tag}" for tag in card.tags])
