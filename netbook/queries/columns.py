"""What the user said the columns of tables are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.sources import ColumnMapping

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def remembered_columns(session: Session, digest: str) -> dict[str, str]:
    """Give what the columns under the headings of that digest are, by their names; nothing if it was never said."""
    kept = session.scalar(select(ColumnMapping.columns).where(ColumnMapping.digest == digest))
    return {name: target for name, target in kept.items() if isinstance(target, str)} if kept else {}
