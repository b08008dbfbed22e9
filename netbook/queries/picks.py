"""Two contacts besides those who are due: a bridge out of the user's own sector, and a dormant tie worth a word.

Dormant ties bring back more, and newer, than one expects, once they are spoken to again (Levin, Walter and Murnighan
2011, Organization Science 22:923); ties into other groups carry what one's own group does not know (Burt 2004,
American Journal of Sociology 110:349). Neither is due: each is offered once a week, the same one all week.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from netbook.db.people import Contact
from netbook.db.promises import Decision
from netbook.db.standing import Standing
from netbook.queries.cards import ContactCard, cards

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

_POOL = 12
"""The best so many take turns, a week each."""
_QUIET = timedelta(days=28)
"""Who was decided about within this time is not offered again."""


class Kind(StrEnum):
    """Why a contact is offered."""

    BRIDGE = "bridge"
    DORMANT = "dormant tie"


@dataclass(frozen=True, slots=True)
class Pick:
    """A contact offered besides the list, and why."""

    kind: Kind
    card: ContactCard


def picks(session: Session, today: date, own_sector: str = "", *, but: Collection[int] = ()) -> list[Pick]:
    """Offer one bridge and one dormant tie; ``but`` are contacts that stand in the list already.

    Without ``own_sector`` a bridge is out of the sector that most contacts are of.
    """
    found: list[Pick] = []
    for kind, number in (
        (Kind.BRIDGE, _bridge(session, today, own_sector, but)),
        (Kind.DORMANT, _dormant(session, today, but)),
    ):
        if number is not None and number not in {pick.card.id for pick in found}:
            found.append(Pick(kind, cards(session, [number], today)[0]))
    return found


def _bridge(session: Session, today: date, own_sector: str, but: Collection[int]) -> int | None:
    own = own_sector.strip().lower() or _commonest_sector(session)
    if own is None:
        return None
    elsewhere = (Contact.sector.is_not(None), func.lower(Contact.sector) != own, Standing.talks > 0)
    awake = or_(Standing.dormant_on.is_(None), Standing.dormant_on > today)
    return _of_the_week(session, today, but, *elsewhere, awake)


def _commonest_sector(session: Session) -> str | None:
    sector = func.lower(Contact.sector)
    query = select(sector).where(Contact.sector.is_not(None), ~Contact.archived, ~Contact.inbox).group_by(sector)
    return session.scalars(query.order_by(func.count().desc(), sector).limit(1)).first()


def _dormant(session: Session, today: date, but: Collection[int]) -> int | None:
    return _of_the_week(session, today, but, Standing.dormant_on <= today, Standing.talks > 1)


def _of_the_week(session: Session, today: date, but: Collection[int], *wanted: ColumnElement[bool]) -> int | None:
    """Give one of the best that fit, another one each week: those talked with most, the longest ago first."""
    lately = select(Decision.contact_id).where(Decision.decided_on > today - _QUIET)
    query = (
        select(Standing.contact_id)
        .join(Contact, Contact.id == Standing.contact_id)
        .where(
            Standing.watched,
            *wanted,
            or_(Standing.cadence.is_(None), Standing.cadence != "never"),
            or_(Standing.back_on.is_(None), Standing.back_on <= today),
            Standing.follow_up_on.is_(None),
            Standing.contact_id.not_in(lately),
            Standing.contact_id.not_in(list(but)),
        )
        .order_by(Standing.talks.desc(), Standing.last_contact_on, Standing.contact_id)
        .limit(_POOL)
    )
    found = session.scalars(query).all()
    return found[today.toordinal() // 7 % len(found)] if found else None
