"""Imports that were made, and what became of their records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.ledger import Receipt

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One import's receipt."""

    id: int
    format: str
    file: str
    at: datetime
    read: int
    imported: int
    matched: int
    skipped: int
    failed: int
    contacts_new: int
    interactions_new: int
    unresolved: int
    taken_back_at: datetime | None


def receipts(session: Session) -> list[ReceiptRow]:
    """List the imports, the newest first."""
    columns = [getattr(Receipt, name) for name in ReceiptRow.__dataclass_fields__]
    return [ReceiptRow(*row) for row in session.execute(select(*columns).order_by(Receipt.id.desc()))]
