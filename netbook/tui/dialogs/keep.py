"""Keep people of the inbox with tags: the tags dialog, saved as one step that takes them in."""

from __future__ import annotations

from netbook.domain.counts import named_or_counted
from netbook.errors import UsageProblem
from netbook.tui.dialogs.tags import TagsDialog
from netbook.usecases.inbox import keep_from_inbox


class KeepDialog(TagsDialog):
    """Take contacts out of the inbox, with tags; closing without tags leaves them there."""

    def __init__(self, numbers: list[int]) -> None:
        """Be about the contacts of these numbers."""
        super().__init__(numbers)
        self._numbers = list(numbers)
        self.kept = 0
        """How many were kept."""

    async def save(self) -> None:
        """Keep them, with the tags that were picked or typed.

        Raises:
            UsageProblem: no tag was chosen, or nobody of them is in the inbox any more.

        """
        added, _ = self._changes()
        if not added:
            raise UsageProblem("no tag is chosen. Type one, or esc and w keeps them without tags.")
        names = (await self.keep(keep_from_inbox, self._numbers, tags=added)).result
        self.kept = len(names)
        tags = " ".join(f"#{name}" for name in added)
        self.close(f"Kept {named_or_counted(names)} with {tags}")
