"""Who would be lost if a network closed: contacts with an account there and no other way to reach them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from netbook.db.people import Contact, Handle
from netbook.db.standing import Standing
from netbook.domain.counts import people
from netbook.domain.handles import NETWORKS
from netbook.domain.kinds import HandleStatus

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Subquery
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Exit:
    """How many can be reached on one network, and how many on that network alone."""

    network: str
    contacts: int
    only_there: int

    @property
    def label(self) -> str:
        """The words for the bar."""
        return NETWORKS[self.network].label if self.network in NETWORKS else self.network


@dataclass(frozen=True, slots=True)
class NetworkExit:
    """The networks, those with most to lose first; inbox and archive do not count, nor handles no longer in use."""

    networks: tuple[Exit, ...]
    total: int
    """How many contacts have any handle in use."""

    @property
    def sentence(self) -> str:
        """Which network would take most people with it."""
        if not self.total:
            return "Nobody has a handle yet, so no network can take anybody with it."
        worst = self.networks[0]
        if not worst.only_there:
            return f"All {people(self.total)} with a handle can be reached in a second way."
        share = round(100 * worst.only_there / self.total)
        return (
            f"If {worst.label} closed, {people(worst.only_there)} would be out of reach, {share}% of those with a "
            f"handle; {sum(exit_.only_there for exit_ in self.networks):,} have one way only."
        )


def network_exit(session: Session, today: date) -> NetworkExit:  # noqa: ARG001 — every insight is asked with the day
    """Count who is on each network, and who on that alone."""
    used = _used()
    alone = select(used.c.network, func.count()).where(used.c.networks == 1).group_by(used.c.network)
    only_there: dict[str, int] = dict(session.execute(alone).all())
    everybody = (
        select(Handle.network, func.count(Handle.contact_id.distinct()))
        .join(Standing, Standing.contact_id == Handle.contact_id)
        .where(Standing.watched, Handle.status == HandleStatus.ACTIVE)
        .group_by(Handle.network)
    )
    networks = [Exit(network, count, only_there.get(network, 0)) for network, count in session.execute(everybody)]
    total = session.scalar(select(func.count()).select_from(used)) or 0
    return NetworkExit(tuple(sorted(networks, key=lambda each: (-each.only_there, -each.contacts, each.label))), total)


def contacts_only_on(session: Session, network: str, most: int | None = None) -> list[int]:
    """List who can be reached on one network alone, the closest first: most days of talk, then the latest."""
    used = _used()
    query = (
        select(used.c.contact_id)
        .join(Standing, Standing.contact_id == used.c.contact_id)
        .join(Contact, Contact.id == used.c.contact_id)
        .where(used.c.networks == 1, used.c.network == network)
        .order_by(Standing.talks.desc(), Standing.last_contact_on.desc().nulls_last(), Contact.sort_key, Contact.id)
    )
    return list(session.scalars(query.limit(most)))


def _used() -> Subquery:
    """Select each contact with the number of networks it has a handle in use on, and one of them."""
    return (
        select(
            Handle.contact_id,
            func.count(Handle.network.distinct()).label("networks"),
            func.min(Handle.network).label("network"),
        )
        .join(Standing, Standing.contact_id == Handle.contact_id)
        .where(Standing.watched, Handle.status == HandleStatus.ACTIVE)
        .group_by(Handle.contact_id)
        .subquery()
    )
