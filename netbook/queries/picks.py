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

from netbook.db.plain_sql import fetch, first
from netbook.queries.cards import ContactCard, cards

if TYPE_CHECKING:
    from collections.abc import Collection

    from netbook.db.plain_sql import Source

_POOL = 12
"""The best so many take turns, a week each."""
_QUIET = timedelta(days=28)
"""Who was decided about within this time is not offered again."""
_COMMONEST_SECTOR = """
SELECT lower(sector) FROM contact WHERE sector IS NOT NULL AND NOT archived AND NOT inbox
GROUP BY lower(sector) ORDER BY count(*) DESC, lower(sector) LIMIT 1
"""
_BEST = """
SELECT s.contact_id FROM standing s JOIN contact c ON c.id = s.contact_id
WHERE s.watched AND {wanted} AND (s.cadence IS NULL OR s.cadence <> 'never')
  AND (s.back_on IS NULL OR s.back_on <= :today) AND s.follow_up_on IS NULL AND s.contact_id NOT IN :but
  AND s.contact_id NOT IN (SELECT contact_id FROM decision WHERE decided_on > :quiet_since)
ORDER BY s.talks DESC, s.last_contact_on, s.contact_id LIMIT :pool
"""
_BRIDGES = _BEST.format(
    wanted="c.sector IS NOT NULL AND lower(c.sector) <> :own AND s.talks > 0"
    " AND (s.dormant_on IS NULL OR s.dormant_on > :today)"
)
_DORMANT = _BEST.format(wanted="s.dormant_on <= :today AND s.talks > 1")


class Kind(StrEnum):
    """Why a contact is offered."""

    BRIDGE = "bridge"
    DORMANT = "dormant tie"


@dataclass(frozen=True, slots=True)
class Pick:
    """A contact offered besides the list, and why."""

    kind: Kind
    card: ContactCard


def picks(source: Source, today: date, own_sector: str = "", *, but: Collection[int] = ()) -> list[Pick]:
    """Offer one bridge and one dormant tie; ``but`` are contacts that stand in the list already.

    Without ``own_sector`` a bridge is out of the sector that most contacts are of.
    """
    found: list[Pick] = []
    own = own_sector.strip().lower() or first(source, _COMMONEST_SECTOR)
    bridge = None if own is None else _of_the_week(source, _BRIDGES, today, but, own=own)
    for kind, number in ((Kind.BRIDGE, bridge), (Kind.DORMANT, _of_the_week(source, _DORMANT, today, but))):
        if number is not None and number not in {pick.card.id for pick in found}:
            found.append(Pick(kind, cards(source, [number], today)[0]))
    return found


def _of_the_week(source: Source, query: str, today: date, but: Collection[int], **values: str) -> int | None:
    """Give one of the best that fit, another one each week: those talked with most, the longest ago first."""
    rows = fetch(source, query, today=today, quiet_since=today - _QUIET, but=list(but), pool=_POOL, **values)
    return rows[today.toordinal() // 7 % len(rows)][0] if rows else None
