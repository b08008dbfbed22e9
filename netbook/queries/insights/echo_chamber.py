"""How varied the network is: sectors of those alive, sectors of the last quarter's attention, and one's own among them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from netbook.db.meetings import Participant
from netbook.db.people import Contact
from netbook.db.standing import Standing
from netbook.domain.diversity import effective_number, external_internal_index
from netbook.domain.staleness import History, forecast
from netbook.queries.insights.spans import in_touch
from netbook.queries.insights.words import listed, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

QUARTER = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class SectorShare:
    """One sector, as it is written most often: its contacts, how many ties of them are alive, and its attention."""

    sector: str
    contacts: int
    alive: float
    """The sum of the chances that each tie is alive."""
    attention: int
    """Days of contact in the last 91 days, those with each contact counted apart."""


@dataclass(frozen=True, slots=True)
class EchoChamber:
    """The sectors, the largest first; contacts without a sector, the inbox and the archive do not count."""

    sectors: tuple[SectorShare, ...]
    own: str | None
    """The user's own sector by the settings, else the commonest."""
    without: int
    """Contacts of whom no sector is known."""

    @property
    def total(self) -> int:
        """How many contacts have a sector."""
        return sum(share.contacts for share in self.sectors)

    @property
    def effective_contacts(self) -> float:
        """The effective number of sectors of the ties that are alive."""
        return effective_number(share.alive for share in self.sectors)

    @property
    def effective_attention(self) -> float:
        """The effective number of sectors of the last quarter's days of contact."""
        return effective_number(share.attention for share in self.sectors)

    @property
    def index(self) -> float | None:
        """The E–I index of the living ties by the user's own sector; None where there are none."""
        inside = sum(share.alive for share in self.sectors if _same(share.sector, self.own))
        return external_internal_index(sum(share.alive for share in self.sectors) - inside, inside)

    @property
    def sentence(self) -> str:
        """How varied the network is, and how much of it lies in the user's own sector."""
        if not self.total:
            return "No contact has a sector yet. Set some with e, and the network is compared by them."
        words = f"Your living ties are as varied as {_sectors(self.effective_contacts)} of equal size"
        if self.effective_attention:
            words += f", your attention of the last 13 weeks as {rounded(self.effective_attention)}"
        parts = [words]
        if self.index is not None and self.own:
            parts.append(f"{round(100 * (1 - self.index) / 2)}% of the ties are in your own sector, {self.own}")
        return f"{listed(parts)}."


def echo_chamber(session: Session, today: date, own_sector: str = "") -> EchoChamber:
    """Weigh each sector by its living ties, and by its days of contact in the last quarter."""
    contacts: Counter[str] = Counter()
    alive: defaultdict[str, float] = defaultdict(float)
    spelt: dict[str, Counter[str]] = {}
    for sector, history, online_only in _ties(session):
        key = sector.casefold()
        spelt.setdefault(key, Counter())[sector] += 1
        contacts[key] += 1
        forecasted = forecast(history, today, online_only=online_only)
        alive[key] += forecasted.alive if forecasted is not None else 0.0
    attention = _attention(session, today)
    shares = [
        SectorShare(spelt[key].most_common(1)[0][0], count, alive[key], attention[key])
        for key, count in contacts.most_common()
    ]
    own = own_sector.strip() or (shares[0].sector if shares else None)
    without = session.scalar(
        select(func.count())
        .select_from(Standing)
        .join(Contact, Contact.id == Standing.contact_id)
        .where(Standing.watched, Contact.sector.is_(None))
    )
    return EchoChamber(tuple(shares), own, without or 0)


def contacts_in_sector(session: Session, sector: str, most: int | None = None) -> list[int]:
    """List who is of a sector, those talked with most first."""
    query = (
        select(Contact.id, Contact.sector)
        .join(Standing, Standing.contact_id == Contact.id)
        .where(Standing.watched, Contact.sector.is_not(None))
        .order_by(Standing.talks.desc(), Contact.sort_key, Contact.id)
    )
    return [number for number, name in session.execute(query) if _same(name or "", sector)][:most]


def _same(sector: str, other: str | None) -> bool:
    return other is not None and sector.casefold() == other.casefold()


def _sectors(number: float) -> str:
    return f"{rounded(number)} sector{'' if rounded(number) == '1' else 's'}"


def _ties(session: Session) -> Iterator[tuple[str, History, bool]]:
    """Give the sector of each contact that has one, with the statistics of the tie."""
    statistics = [getattr(Standing, field.name) for field in fields(History)]
    query = (
        select(Contact.sector, Standing.online_only, *statistics)
        .join(Contact, Contact.id == Standing.contact_id)
        .where(Standing.watched, Contact.sector.is_not(None))
    )
    for sector, online_only, *values in session.execute(query):
        yield sector or "", History(*values), online_only


def _attention(session: Session, today: date) -> Counter[str]:
    """Count the days of contact of the last quarter by sector, those with each contact counted apart."""
    days = in_touch(today - QUARTER, today, Contact.sector, Contact.id, Participant.on).distinct()
    days = days.where(Standing.watched, Contact.sector.is_not(None))
    return Counter((sector or "").casefold() for sector, _contact, _day in session.execute(days))
