"""What is said between a folder that is kept in step with the book, and the book."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netbook.domain.three_way import Side
    from netbook.domain.visiting_card import VisitingCard

CARD = "card"
"""The field of a conflict in which one side has taken the whole card away."""


@dataclass(frozen=True, slots=True)
class FolderCard:
    """One card of a folder: its file, a digest of the content, and what it says."""

    uid: str
    file: str
    digest: str
    card: VisitingCard
    without_uid: bool = False
    """Whether the file does not say the UID yet."""


@dataclass(frozen=True, slots=True)
class Left:
    """A file that was left alone, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds; ``path`` is how the book knows it."""

    path: str
    shown: str
    cards: tuple[FolderCard, ...]
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class CardChange:
    """A file to write, or to remove where there is no card; ``digest`` is what the file that is there must still have."""

    uid: str
    file: str | None
    digest: str | None
    card: VisitingCard | None


@dataclass(frozen=True, slots=True)
class Landed:
    """Where a card landed: its file, and the digest of the content."""

    file: str
    digest: str


Write = Callable[[Sequence[CardChange]], Mapping[str, Landed]]
"""Makes the changes to a folder, all or as far as it comes, and says where each card that was written landed."""


@dataclass(frozen=True, slots=True)
class SyncChoice:
    """What to do where the sides do not agree, and whether most cards may go on one side because they went on the other."""

    side: Side | None = None
    answers: Mapping[tuple[str, str], Side] = field(default_factory=dict)
    let_most_go: bool = False


@dataclass(frozen=True, slots=True)
class SyncConflict:
    """A field, or the whole card, about which both sides do not agree; a text that is None is nothing there."""

    uid: str
    called: str
    field: str
    before: str | None
    ours: str | None
    theirs: str | None


@dataclass(frozen=True, slots=True)
class Synced:
    """What was done to bring both sides in step, in names, and what was left open."""

    folder: str
    new_here: tuple[str, ...] = ()
    changed_here: tuple[str, ...] = ()
    archived_here: tuple[str, ...] = ()
    new_there: tuple[str, ...] = ()
    changed_there: tuple[str, ...] = ()
    removed_there: tuple[str, ...] = ()
    same: int = 0
    conflicts: tuple[SyncConflict, ...] = ()
    left: tuple[Left, ...] = ()

    @property
    def changes(self) -> int:
        """How many cards were changed on either side."""
        here = len(self.new_here) + len(self.changed_here) + len(self.archived_here)
        return here + len(self.new_there) + len(self.changed_there) + len(self.removed_there)


@dataclass(frozen=True, slots=True)
class BothSynced:
    """What became of the cards, and of the tasks if these were wanted."""

    cards: Synced
    follow_ups: Synced | None = None

    @property
    def changes(self) -> int:
        """How many cards and tasks were changed on either side."""
        return self.cards.changes + (0 if self.follow_ups is None else self.follow_ups.changes)

    @property
    def conflicts(self) -> tuple[SyncConflict, ...]:
        """What the sides do not agree about."""
        return self.cards.conflicts + (() if self.follow_ups is None else self.follow_ups.conflicts)

    @property
    def left(self) -> tuple[Left, ...]:
        """Files that were left alone."""
        return self.cards.left + (() if self.follow_ups is None else self.follow_ups.left)
