"""Telling forgotten people by keyed hashes, so that no import brings them back."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from netbook.db.tombstones import Tombstone
from netbook.queries.import_matches import kept_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from netbook.domain.handles import Handle
    from netbook.domain.records import PersonRecord

_SHARED = frozenset({"phone", "blog"})
"""Networks on which people share an account: it tells a person only beside nothing else."""


class Tombstones:
    """The marks of everybody forgotten in one book."""

    def __init__(self, session: Session) -> None:
        """Read them; mostly there are none."""
        rows = session.execute(select(Tombstone.salt, Tombstone.digest)).all()
        self._salt = rows[0].salt if rows else ""
        self._digests = frozenset(row.digest for row in rows)

    def __bool__(self) -> bool:
        """Say whether anybody was forgotten."""
        return bool(self._digests)

    def of_handle(self, handle: Handle) -> bool:
        """Say whether an account was a forgotten person's."""
        return bool(self._digests) and self._has(handle_marks(handle.network, handle.key, handle.stable_id))

    def of_key(self, key: str) -> bool:
        """Say whether a record's natural key was a forgotten person's."""
        return bool(self._digests) and self._has(key_marks(kept_key(key)))

    def of_person(self, person: PersonRecord) -> bool:
        """Say whether a record is about a forgotten person."""
        if not self._digests:
            return False
        if any(self.of_key(key) for key in person.keys):
            return True
        return self.of_handles(person.handles) or (person.uid is not None and self.of_uid(person.uid))

    def of_uid(self, uid: str) -> bool:
        """Say whether address books knew a forgotten person under a UID."""
        return bool(self._digests) and self._has([uid_mark(kept_key(uid))])

    def of_handles(self, handles: Sequence[Handle]) -> bool:
        """Say whether these are the accounts of a forgotten person: one of them, or all if people may share them."""
        theirs = [handle for handle in handles if self.of_handle(handle)]
        return any(handle.network not in _SHARED for handle in theirs) or 0 < len(theirs) == len(handles)

    def _has(self, marks: Iterable[str]) -> bool:
        return any(_digest(self._salt, mark) in self._digests for mark in marks)


def handle_marks(network: str, key: str, stable_id: str | None) -> Iterator[str]:
    """Give what is hashed of an account: its name on the network, and its number there."""
    yield f"handle\0{network}\0{key}"
    number = stable_id or (key.removeprefix("id:") if key.startswith("id:") else None)
    if number is not None:
        yield f"id\0{network}\0{number}"


def key_marks(source_key: str) -> Iterator[str]:
    """Give what is hashed of the key under which an export named somebody."""
    yield f"key\0{source_key}"


def uid_mark(uid: str) -> str:
    """Give what is hashed of the UID under which address books know somebody."""
    return f"uid\0{uid}"


def set_tombstones(session: Session, marks: Iterable[str], today: date, new_salt: str) -> int:
    """Keep the hashes of marks; gives how many are new. The salt is used where the book has none yet."""
    rows = session.execute(select(Tombstone.salt, Tombstone.digest)).all()
    salt = rows[0].salt if rows else new_salt
    known = {row.digest for row in rows}
    fresh = sorted({_digest(salt, mark) for mark in marks} - known)
    if fresh:
        values = [{"salt": salt, "digest": digest, "forgotten_on": today} for digest in fresh]
        session.connection().execute(insert(Tombstone.__table__), values)  # type: ignore[arg-type]  # a table, as declared
    return len(fresh)


def _digest(salt: str, mark: str) -> str:
    return blake2b(mark.encode("utf-8", "surrogatepass"), key=bytes.fromhex(salt), digest_size=32).hexdigest()
