"""Remembering what the columns of a table are, so that it is said once for all files with the same headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.sources import ColumnMapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session


def remember_columns(session: Session, digest: str, columns: Mapping[str, str]) -> None:
    """Keep what the columns under the headings of that digest are, by their names.

    Like a setting, this is no step of the history: undoing an import leaves it.
    """
    kept = session.scalar(select(ColumnMapping).where(ColumnMapping.digest == digest))
    if kept is None:
        session.add(ColumnMapping(digest=digest, columns=dict(columns)))
    elif kept.columns != dict(columns):
        kept.columns = dict(columns)
