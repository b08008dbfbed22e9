"""What every reader of a format offers, netbook's own and a plug-in's alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from netbook.domain.handles import Handle
    from netbook.domain.records import Progress, Records
    from netbook.formats.files import ExportFiles


@runtime_checkable
class Format(Protocol):
    """One kind of export: how to recognise it, and how to read it."""

    @property
    def name(self) -> str:
        """The word for ``--format``, such as ``linkedin``."""

    @property
    def label(self) -> str:
        """The name for people, such as “LinkedIn export”."""

    def recognises(self, files: ExportFiles) -> bool:
        """Say, from the content and not from names alone, whether this reader can read these files."""

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:
        """Yield every record of the export; ``owner`` is the account that the user says is theirs.

        Raises a NetbookError, at the first record or later, if the export as a whole cannot be read.
        """
