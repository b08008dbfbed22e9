"""The user's own accounts, as far as imports have shown them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.people import OwnAccount
from netbook.domain.handles import Handle

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def own_handles(session: Session) -> tuple[Handle, ...]:
    """Give the user's own accounts, those first that were found first."""
    query = select(OwnAccount.network, OwnAccount.key, OwnAccount.shown, OwnAccount.stable_id).order_by(OwnAccount.id)
    return tuple(Handle(network, key, shown, stable_id) for network, key, shown, stable_id in session.execute(query))
