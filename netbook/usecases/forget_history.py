"""Taking a person out of the history of undo, followed back through the numbers that they and their meetings had.

A database gives the number of a contact that is gone to the next one, so a number is the person's only back to where
the person was made; and before a merge the person had the number of the other contact too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.ledger import Change, Step

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy.orm import Session

    from netbook.db.journal import Row

FORGOTTEN = "Changed somebody who was forgotten since"
ROLES = ("contact_id", "introducer_id", "other_id")
"""Columns that name a contact."""


def erase_from_history(
    session: Session, contact_id: int, receipt_id: int | None, talks: Iterable[int], traces: Collection[str]
) -> None:
    """Take the person's rows out of every change, and the name out of every step's words.

    ``receipt_id`` is the import that made the contact, ``talks`` the interactions that go with it, ``traces`` the names,
    handles and UIDs.
    """
    trail = _Trail(contact_id, receipt_id, talks, traces)
    for step in session.scalars(select(Step).order_by(Step.id.desc())).all():
        changes = session.scalars(
            select(Change).where(Change.step_id == step.id).order_by(Change.place, Change.id)
        ).all()
        now_or_then = _Trail(contact_id, receipt_id, talks, traces) if step.undone_at is not None else trail
        if now_or_then.erase(session, changes) or has_any(step.words, traces):
            step.words = FORGOTTEN
    session.flush()
    session.expunge_all()


def has_any(words: str, traces: Iterable[str]) -> bool:
    """Say whether a text has one of the names in it."""
    folded = words.casefold()
    return any(trace.casefold() in folded for trace in traces)


class _Trail:
    """The numbers by which the person goes at one point of the history, which is walked back step by step."""

    def __init__(self, contact_id: int, receipt_id: int | None, talks: Iterable[int], traces: Collection[str]) -> None:
        self._traces = traces
        self._ids = {contact_id: receipt_id}
        self._talks = set(talks)

    def erase(self, session: Session, changes: Sequence[Change]) -> bool:
        """Take the rows about the person out of a step's changes, and go back before it; say whether there were any."""
        self._join(changes)
        made: list[tuple[str, int]] = []
        found = False
        for change in changes:
            if change.receipt_id is not None:
                made += [("contact", number) for number, by in self._ids.items() if by == change.receipt_id]
                continue
            if change.before is None and change.table_name in {"contact", "interaction"}:
                made += [(change.table_name, row["id"]) for row in change.after or ()]
            before, after = self._others(change)
            if (before, after) != (change.before, change.after):
                found = True
                change.before, change.after = before, after
                if not before and not after:
                    session.delete(change)
        for table, number in made:
            if table == "contact":
                self._ids.pop(number, None)
            else:
                self._talks.discard(number)
        return found

    def _join(self, changes: Sequence[Change]) -> None:
        """Take in a contact that this step merged into the person, and interactions with the person that it deleted."""
        deleted = [change for change in changes if change.after is None and change.before is not None]
        gone = [row for change in deleted if change.table_name == "contact" for row in change.before or ()]
        if len(gone) == 1 and any(self._is_touched(change) for change in changes):
            self._ids[gone[0]["id"]] = gone[0]["receipt_id"]
        parts = [row for change in deleted if change.table_name == "participant" for row in change.before or ()]
        others = {row["interaction_id"] for row in parts if row["contact_id"] not in self._ids}
        talks = {row["id"] for change in deleted if change.table_name == "interaction" for row in change.before or ()}
        mine = {row["interaction_id"] for row in parts if row["contact_id"] in self._ids}
        self._talks |= (mine & talks) - others

    def _is_touched(self, change: Change) -> bool:
        return any(self._is_about(change.table_name, row) for row in (*(change.before or ()), *(change.after or ())))

    def _others(self, change: Change) -> tuple[list[Row] | None, list[Row] | None]:
        """Give the rows that are not about the person; one that moved to or from them is left out on both sides."""
        before, after, table = change.before, change.after, change.table_name
        if before is None or after is None:
            rows = [row for row in before or after or () if not self._is_about(table, row)]
            return (None, rows) if before is None else (rows, None)
        pairs = [
            (old, new)
            for old, new in zip(before, after, strict=True)
            if not self._is_about(table, old) and not self._is_about(table, new)
        ]
        return [old for old, _new in pairs], [new for _old, new in pairs]

    def _is_about(self, table: str, row: Row) -> bool:
        if table == "contact":
            return row["id"] in self._ids
        if table == "interaction":
            return row["id"] in self._talks
        if table == "synced_item":
            return has_any(f"{row['uid']} {row['file']} {row['remembered']}", self._traces)
        return any(row.get(role) in self._ids for role in ROLES) or row.get("interaction_id") in self._talks
