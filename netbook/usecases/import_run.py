"""What the parts of one import share: the rows, who is known, what the user answered, and the tally."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netbook.domain.census import Account, account_of
from netbook.queries.own_accounts import own_handles
from netbook.usecases.import_accounts import Accounts
from netbook.usecases.import_meetings import Encounters
from netbook.usecases.import_rows import ImportRows, Stamp
from netbook.usecases.tombstones import Tombstones

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.orm import Session

    from netbook.domain.handles import Handle as TypedHandle
    from netbook.domain.records import Fate, Origin

IMPORTED, MATCHED = "imported", "matched"
MOST_PROBLEMS = 20_000
"""Records named one by one; more of the same file and reason are counted together, or the receipt would grow without end."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A record, or ``count`` alike, that was skipped or failed, or something doubtful; where it stands and why."""

    file: str
    line: int
    reason: str
    fate: Fate | None = None
    count: int = 1

    @property
    def sentence(self) -> str:
        """The reason, with how many records it is about if they are several."""
        return self.reason if self.count == 1 else f"{self.reason} ({self.count:,} records)"


@dataclass(slots=True)
class Tally:
    """What became of every record, and the words for those that became nothing."""

    fates: Counter[str] = field(default_factory=Counter)
    _named: list[Problem] = field(default_factory=list)
    _more: Counter[tuple[str, str, Fate | None]] = field(default_factory=Counter)

    def refuse(self, origin: Origin, reason: str, fate: Fate, count: int = 1) -> None:
        """Count records that are not used, and say why."""
        self.fates[fate] += count
        self.note(Problem(origin.file, origin.line, reason, fate, count))

    def note(self, problem: Problem) -> None:
        """Keep a problem."""
        if len(self._named) < MOST_PROBLEMS:
            self._named.append(problem)
        else:
            self._more[problem.file, problem.reason, problem.fate] += problem.count

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, those beyond :data:`MOST_PROBLEMS` together by file and reason."""
        more = (Problem(file, 0, reason, fate, count) for (file, reason, fate), count in self._more.items())
        return (*self._named, *more)


class Run:
    """One import under way."""

    def __init__(
        self,
        session: Session,
        stamp: Stamp,
        same_person: Mapping[str, int],
        pass_over: Collection[str],
        different: Collection[tuple[str, int]] = (),
    ) -> None:
        """Begin with nothing read; the user's answers are by natural key, ``different`` with whom they are not."""
        self.session = session
        self.stamp = stamp
        self.same_person = same_person
        self.pass_over = pass_over
        self.different = different
        self.tally = Tally()
        self.touched: set[int] = set()
        self.rows = ImportRows(session.connection(), stamp)
        self.accounts = Accounts(session, self.rows, stamp, self.touched)
        self.encounters = Encounters(session, self.rows, stamp)
        self.passed_over: set[Account] = set()
        self.tombstones = Tombstones(session)
        self._own: set[Account] = set()
        self.know_own(own_handles(session))

    def know_own(self, handles: Iterable[TypedHandle]) -> None:
        """Note accounts that are the user's own."""
        for handle in handles:
            self._own.add(account_of(handle))
            if handle.stable_id is not None:
                self._own.add((handle.network, f"id:{handle.stable_id}"))

    def is_own(self, handle: TypedHandle) -> bool:
        """Say whether an account is the user's own."""
        own = self._own
        return (handle.network, handle.key) in own or (
            handle.stable_id is not None and (handle.network, f"id:{handle.stable_id}") in own
        )

    def write(self) -> None:
        """Write what was gathered, and let go of the contacts that were changed."""
        self.session.flush()
        self.rows.write()
        self.session.expunge_all()
