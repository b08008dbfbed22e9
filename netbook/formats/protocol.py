"""What every reader and every writer of a format offers, netbook's own and a plug-in's alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import BinaryIO

    from netbook.domain.handles import Handle
    from netbook.domain.portable import PortableBook
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


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a reader may need to know that no file says: the day, and the accounts known to be the user's own."""

    today: date
    own: tuple[Handle, ...] = ()


@runtime_checkable
class CircumstantialFormat(Format, Protocol):
    """A format whose records depend on circumstances, such as a calendar, whose events recur up to today."""

    def under(self, circumstances: Circumstances) -> Format:
        """Give a reader that knows the circumstances; without them it does what it can."""


Written = Mapping[str, int]
"""How many of each thing were written, by the word for one of them: ``{"contact": 12, "follow-up": 3}``."""


@dataclass(frozen=True, slots=True)
class Page:
    """One file of a folder, under a name that holds no path."""

    name: str
    content: bytes


@runtime_checkable
class Exporter(Protocol):
    """One kind of file to which a book, or the part of one that a filter chose, is written."""

    @property
    def name(self) -> str:
        """The word for ``netbook export``, such as ``json``."""

    @property
    def label(self) -> str:
        """The name for people, such as “netbook JSON”."""

    @property
    def ending(self) -> str:
        """How the names of such files end, such as ``.json``."""

    @property
    def takes_all(self) -> bool:
        """Whether inbox and archive go along where no filter chooses, as they do in a copy of the book."""

    def write(self, book: PortableBook, out: BinaryIO, progress: Progress) -> Written:
        """Write one file; ``progress`` is told how many of the contacts are done, and raising from it stops the work."""


@runtime_checkable
class FolderExporter(Exporter, Protocol):
    """A kind of file of which each contact can have one of their own."""

    def pages(self, book: PortableBook, progress: Progress) -> Iterator[Page]:
        """Give the files of a folder, no two of one name even where letters of both cases count as the same."""
