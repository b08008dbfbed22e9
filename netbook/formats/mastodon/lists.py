"""People and marks from the CSV files: accounts that are followed, muted, blocked, or kept in lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.domain.channels import Direction
from netbook.domain.handles import Handle, handle_on
from netbook.domain.records import Fate, LeftOut, PersonRecord, TagRecord
from netbook.errors import UsageProblem
from netbook.formats.csv_rows import BrokenRow, CsvRow
from netbook.formats.mastodon.accounts import FEDIVERSE, Accounts
from netbook.formats.mastodon.parts import ACCOUNT, LIST, NAME_ALONE, Kind, Part
from netbook.formats.owner_unclear import OwnerUnclear
from netbook.formats.streams import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.records import Record
    from netbook.formats.mastodon.owner import Own
    from netbook.formats.streams import OnRead

NOBODY = "The row names nobody."
OWN_ACCOUNT = "This is your own account."
BOOKMARKS = "A bookmark says neither when it was made nor whose post it leads to."
DOMAINS = "A blocked server is not a person."

_LONGEST_TITLE = 100
_TAGS = {Kind.MUTED: "muted", Kind.BLOCKED: "blocked"}
_NOT_READ = {Kind.BOOKMARKS: BOOKMARKS, Kind.DOMAINS: DOMAINS}


class _NoAccount(UsageProblem):
    """A cell holds no account."""


@dataclass(frozen=True, slots=True)
class ListReader:
    """Reads the rows of the CSV files, with what is known of the user's own account and of others'."""

    own: Own
    accounts: Accounts

    def listed(self, part: Part, on_read: OnRead) -> Iterator[Handle]:
        """Yield the accounts that a file names, in a first pass that leaves all complaints to the second."""
        for row in part.rows(on_read):
            try:
                if isinstance(row, CsvRow):
                    yield self._handle(part, row)
            except _NoAccount:
                continue

    def read(self, part: Part, on_read: OnRead) -> Iterator[Record]:
        """Yield one record for every row, and one for all rows together of what is not read.

        Raises OwnerUnclear where an account has no server and the user's own server is not known.
        """
        if part.kind in _NOT_READ:
            count = sum(1 for _ in part.rows(on_read))
            if count:
                yield LeftOut(part.origin(), Fate.SKIPPED, _NOT_READ[part.kind], count)
            return
        for row in part.rows(on_read):
            if isinstance(row, BrokenRow):
                yield LeftOut(part.origin(row.line), Fate.FAILED, row.reason)
                continue
            try:
                yield self._record(part, row)
            except _NoAccount as problem:
                yield LeftOut(part.origin(row.line), Fate.FAILED, problem.sentence)

    def _record(self, part: Part, row: CsvRow) -> Record:
        origin = part.origin(row.line)
        handle = self.accounts.with_address(self._handle(part, row))
        if part.kind in _TAGS:
            return TagRecord(origin, handle, _TAGS[part.kind])
        if self.own.has(handle):
            return LeftOut(origin, Fate.SKIPPED, OWN_ACCOUNT)
        title = " ".join(row.get(LIST).split())[:_LONGEST_TITLE].strip()
        return PersonRecord(
            key=f"fedi:list:{title}:{handle.key}" if title else f"fedi:follow:{handle.key}",
            origin=origin,
            handles=(handle,),
            met_network=FEDIVERSE,
            linked=Direction.BY_ME,
            tags=(title,) if title else (),
        )

    def _handle(self, part: Part, row: CsvRow) -> Handle:
        """Return the account of a row; one that lacks its server lives on the user's own."""
        account = row.get(ACCOUNT).lstrip("\ufeff").removeprefix("@")
        if not account:
            raise _NoAccount(NOBODY)
        if NAME_ALONE.fullmatch(account):
            server = self.own.server()
            if server is None:
                raise OwnerUnclear(
                    f"“{part.shown}” names accounts of your own server, such as “{shown_name(account)}”, and does not say "
                    "which server that is. Say which account is yours with --me.",
                    "netbook import FILE --me @you@example.social",
                    "The archive says it too: import the folder that holds both.",
                )
            account = f"{account}@{server}"
        try:
            return handle_on(FEDIVERSE, account)
        except UsageProblem as problem:
            raise _NoAccount(problem.sentence) from problem
