"""What an import changed of rows that were there before it: put back as they were, where nobody changed them since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from netbook.db.base import Base
from netbook.db.journal import Row, delete_noted, insert_noted, row_from_json, row_to_json
from netbook.db.ledger import Change, Receipt
from netbook.db.meetings import Event, Interaction
from netbook.db.people import Contact, ContactTag, Handle, OwnAccount, Tag, WhereMet
from netbook.db.sources import Unresolved
from netbook.domain.kinds import HandleStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

_EDITED: dict[str, type[Contact | Event | Handle | WhereMet]] = {
    "contact": Contact,
    "event": Event,
    "handle": Handle,
    "where_met": WhereMet,
}
_CHUNK = 400


class Trace:
    """What one import noted of rows that do not bear its receipt."""

    def __init__(self, session: Session, receipt_id: int) -> None:
        """Find the step that the import was; a book may have forgotten it."""
        self._session = session
        self._receipt_id = receipt_id
        receipts = session.execute(select(Change.step_id, Change.after).where(Change.table_name == "receipt"))
        step_id = next((step for step, rows in receipts if rows and rows[0]["id"] == receipt_id), None)
        query = select(Change).where(Change.step_id == step_id, Change.receipt_id.is_(None))
        self._changes: Sequence[Change] = session.scalars(query.order_by(Change.place, Change.id)).all()
        session.expunge_all()

    def moved(self) -> set[tuple[int, int]]:
        """Give the pairs of interaction and contact that came from people who had waited."""
        return {
            (row["interaction_id"], row["contact_id"])
            for change in self._changes
            if change.table_name == "participant" and not change.before
            for row in self._old_rows(change.after)
        }

    def edited(self) -> set[int]:
        """Give the contacts that were there before and were changed."""
        return {row["id"] for change in self._edits("contact") for row in change.after or ()} | {
            row["contact_id"]
            for name in ("handle", "where_met")
            for change in self._edits(name)
            for row in change.after or ()
        }

    def brought(self, table: str) -> list[Row]:
        """Give the rows of a table without receipts that came with the import, as they came."""
        made = [change for change in self._changes if change.table_name == table and not change.before]
        return [row for change in made for row in change.after or ()]

    def put_back(self, *tables: str) -> None:
        """Put the rows of these tables back, the last change first, field by field."""
        for table in tables:
            for change in reversed(self._edits(table)):
                for before, after in zip(change.before or (), change.after or (), strict=True):
                    self._put_back_row(_EDITED[table], before, after)
        self._session.flush()

    def let_wait_again(self) -> set[int]:
        """Let those wait again whom the import told of, unless a contact has the account still; gives whom it concerns."""
        touched: set[int] = set()
        parts: list[Row] = []
        waited: list[Row] = []
        for change in self._changes:
            if change.table_name == "participant":
                parts += self._old_rows(change.after)
            elif change.table_name == "waiting":
                waited += change.before or ()
            elif change.table_name == "unresolved":
                for row in change.before or ():
                    if not self._is_held(row):
                        self._wait_again(row, parts, waited)
                        touched.update(part["contact_id"] for part in parts)
                parts, waited = [], []
        return touched

    def drop_unused_tags(self) -> None:
        """Take away the tags that came with the import and that nobody bears any longer."""
        made = [row["id"] for change in self._changes if change.table_name == "tag" for row in change.after or ()]
        for tag_id in made:
            borne = self._session.scalar(select(func.count()).where(ContactTag.tag_id == tag_id))
            tag = self._session.get(Tag, tag_id)
            if not borne and tag is not None and tag.cadence is None:
                self._session.delete(tag)
        self._session.flush()

    def forget_owners(self) -> None:
        """Forget the accounts that the import alone took for the user's own: they may be somebody else's."""
        receipt = self._session.get_one(Receipt, self._receipt_id)
        others = select(Receipt.id).where(
            Receipt.format == receipt.format, Receipt.id != receipt.id, Receipt.taken_back_at.is_(None)
        )
        if self._session.scalars(others.limit(1)).first() is not None:
            return
        told = [change for change in self._changes if change.table_name == "own_account" and not change.before]
        for row in [row for change in told for row in change.after or ()]:
            account = self._session.get(OwnAccount, row["id"])
            if account is not None:
                self._session.delete(account)
        self._session.flush()

    def _edits(self, table: str) -> list[Change]:
        return [change for change in self._changes if change.table_name == table and change.before and change.after]

    def _old_rows(self, rows: Iterable[Row] | None) -> list[Row]:
        """Leave out rows of the import's own interactions, which are noted once it was undone and redone."""
        rows = list(rows or ())
        own: set[int] = set()
        for start in range(0, len(rows), _CHUNK):
            ids = [row["interaction_id"] for row in rows[start : start + _CHUNK]]
            mine = select(Interaction.id).where(Interaction.id.in_(ids), Interaction.receipt_id == self._receipt_id)
            own |= set(self._session.scalars(mine))
        return [row for row in rows if row["interaction_id"] not in own]

    def _put_back_row(self, kind: type[Contact | Event | Handle | WhereMet], before: Row, after: Row) -> None:
        table = Base.metadata.tables[kind.__tablename__]
        row = self._session.get(kind, before["id"])
        if row is None:
            return
        attributes = {attribute.columns[0].name: attribute.key for attribute in kind.__mapper__.column_attrs}
        now = row_to_json(table, {name: getattr(row, key) for name, key in attributes.items()})
        changed = [name for name in before if before[name] != after.get(name) and name != "version"]
        if isinstance(row, Handle) and self._is_taken(row, before):
            return
        values: dict[str, Any] = row_from_json(
            table, {name: before[name] for name in changed if now[name] == after[name]}
        )
        for name, value in values.items():
            setattr(row, attributes[name], value)

    def _is_taken(self, handle: Handle, before: Row) -> bool:
        """Say whether somebody else has the account of an old handle by now."""
        another = select(Handle.id).where(
            Handle.network == handle.network,
            Handle.key == handle.key,
            Handle.status == HandleStatus.ACTIVE,
            Handle.id != handle.id,
        )
        return before["status"] == HandleStatus.ACTIVE and self._session.scalars(another).first() is not None

    def _is_held(self, unresolved: Row) -> bool:
        """Say whether a contact has the account, or whether it waits already."""
        network, stable_id = unresolved["network"], unresolved["stable_id"]
        held = select(Handle.id).where(Handle.network == network, Handle.stable_id == stable_id)
        waits = select(Unresolved.id).where(Unresolved.network == network, Unresolved.stable_id == stable_id)
        return any(self._session.scalars(query.limit(1)).first() is not None for query in (held, waits))

    def _wait_again(self, unresolved: Row, parts: list[Row], waited: list[Row]) -> None:
        session = self._session
        tables = Base.metadata.tables
        insert_noted(session, tables["unresolved"], [row_from_json(tables["unresolved"], unresolved)])
        there: set[int] = set()
        for start in range(0, len(waited), _CHUNK):
            ids = [row["interaction_id"] for row in waited[start : start + _CHUNK]]
            there |= set(session.scalars(select(Interaction.id).where(Interaction.id.in_(ids))))
        rows = [row for row in waited if row["interaction_id"] in there and row["unresolved_id"] == unresolved["id"]]
        insert_noted(session, tables["waiting"], [row_from_json(tables["waiting"], row) for row in rows])
        participant = tables["participant"]
        for start in range(0, len(parts), _CHUNK):
            pairs = [(part["interaction_id"], part["contact_id"]) for part in parts[start : start + _CHUNK]]
            one_of = or_(*(and_(participant.c.interaction_id == a, participant.c.contact_id == b) for a, b in pairs))
            delete_noted(session, participant, one_of)
