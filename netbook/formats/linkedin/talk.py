"""Who talks with whom in messages.csv: a first pass, so that a second can tell directions and recipients."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from netbook.domain.handles import Handle
from netbook.formats.csv_rows import CsvRow
from netbook.formats.linkedin.cells import profile, profiles, shown_person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netbook.formats.linkedin.parts import Part
    from netbook.formats.streams import OnRead


class Talk:
    """The accounts, their names and their conversations, gathered row by row."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.handles: dict[str, Handle] = {}
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._sent_as: defaultdict[str, Counter[Handle]] = defaultdict(Counter)
        self._present: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._accounts: defaultdict[str, set[str]] | None = None

    def note(self, row: CsvRow) -> None:
        """Take in one row of messages.csv."""
        present = self._present[row.get("conversation id")]
        link = row.get("sender profile url")
        sender = profile(link) if link else None
        if isinstance(sender, Handle):
            self._meet(sender, row.get("from"), present)
            if name := shown_person(row.get("from")):
                self._sent_as[name.casefold()][sender] += 1
        recipients = profiles(row.get("recipient profile urls"))
        for recipient in recipients:
            self._meet(recipient, row.get("to") if len(recipients) == 1 else "", present)

    def name_of(self, handle: Handle) -> str | None:
        """Return the name that an account is seen under most often."""
        seen = self._names.get(handle.key)
        return seen.most_common(1)[0][0] if seen else None

    def account_called(self, name: str) -> Handle | None:
        """Return the account seen under a name, if there is just one."""
        if self._accounts is None:
            self._accounts = defaultdict(set)
            for key, names in self._names.items():
                for seen in names:
                    self._accounts[seen.casefold()].add(key)
        bearing = self._accounts.get(name.casefold(), set())
        return self.handles[min(bearing)] if len(bearing) == 1 else None

    def others_in(self, conversation: str, owner: Handle | None) -> tuple[Handle, ...]:
        """Return the accounts seen in a conversation apart from the owner's, in the order of their appearance."""
        present = self._present.get(conversation, {})
        return tuple(self.handles[key] for key in present if owner is None or key != owner.key)

    def senders_called(self, name: str) -> Counter[Handle]:
        """Return how many messages each account sent under that name."""
        return self._sent_as.get(" ".join(name.split()).casefold(), Counter())

    def conversations(self) -> Counter[str]:
        """Return in how many conversations each account is seen."""
        return Counter(key for present in self._present.values() for key in present)

    def _meet(self, handle: Handle, name: str, present: dict[str, None]) -> None:
        self.handles.setdefault(handle.key, handle)
        present[handle.key] = None
        if shown := shown_person(name):
            self._names[handle.key][shown] += 1


def overheard(parts: Iterable[Part], on_read: OnRead | None = None) -> Talk:
    """Return who talks with whom in these files; rows that cannot be read are left for the second pass to report."""
    talk = Talk()
    for part in parts:
        for row in part.rows(on_read):
            if isinstance(row, CsvRow):
                talk.note(row)
    return talk
