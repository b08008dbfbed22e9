"""What a book that was added brought along besides people and interactions: told apart from what came later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.base import Base
from netbook.db.journal import delete_noted
from netbook.db.people import Introduction
from netbook.db.promises import Decision, FollowUp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from netbook.usecases.put_back import Trace

_CHUNK = 400


class Brought:
    """Follow-ups, decisions and introductions of one import; those that were changed since count as the user's own."""

    def __init__(self, session: Session, trace: Trace) -> None:
        """Look up what came with the import."""
        self._session = session
        self._came = {
            table: {row["id"] for row in trace.brought(table)} for table in ("follow_up", "decision", "introduction")
        }
        self._came["follow_up"] -= set(session.scalars(select(FollowUp.id).where(FollowUp.version > 1)))

    def others(self) -> set[int]:
        """Give the contacts that carry one of these which did not come with the import."""
        return {
            contact
            for table, number, contacts in self._rows()
            if number not in self._came[table]
            for contact in contacts
        }

    def take_away(self, made: set[int], kept: set[int]) -> set[int]:
        """Delete what came, but for what belongs to contacts that are kept; gives those who were there before."""
        going: dict[str, list[int]] = {table: [] for table in self._came}
        touched: set[int] = set()
        for table, number, contacts in self._rows():
            if number in self._came[table] and (contacts & (made - kept) or not contacts & kept):
                going[table].append(number)
                touched |= contacts - made
        for name, numbers in going.items():
            of_table = Base.metadata.tables[name]
            for start in range(0, len(numbers), _CHUNK):
                delete_noted(self._session, of_table, of_table.c.id.in_(numbers[start : start + _CHUNK]))
        return touched

    def _rows(self) -> Iterator[tuple[str, int, set[int]]]:
        """Give the table and the number of every such row, and the contacts that it is about."""
        parties = (Introduction.contact_id, Introduction.introducer_id, Introduction.other_id)
        for table, query in (
            ("follow_up", select(FollowUp.id, FollowUp.contact_id)),
            ("decision", select(Decision.id, Decision.contact_id)),
            ("introduction", select(Introduction.id, *parties)),
        ):
            for number, *contacts in self._session.execute(query):
                yield table, number, {contact for contact in contacts if contact is not None}
