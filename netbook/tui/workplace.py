"""What the interface works with: the book, read and written off the interface's thread, settings, places, the day."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from netbook.errors import NetbookError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from netbook.book import Book, Kept, Session
    from netbook.config import Settings
    from netbook.paths import Paths
    from netbook.plain_book import PlainBook, Source

P = ParamSpec("P")
T = TypeVar("T")
PATIENCE_SECONDS = 1.0
"""How long a write may take before the user is told what it waits for."""


@dataclass
class Workplace:
    """One book at work: questions and changes run in threads, one change after the other."""

    paths: Paths
    load_settings: Callable[[], Settings]
    open_book: Callable[[], Book]
    """Opens the book in full, ORM and all: when the first page needs it, or the first change."""
    book_shown: str
    """The book's name without a password."""
    day: Callable[[], date]
    now: Callable[[], datetime]
    open_plainly: Callable[[], PlainBook | None] = lambda: None
    """Opens the book for what the first screens ask; None where that cannot be done."""
    demo: bool = False
    """Whether this is the made-up book."""
    on_waiting: Callable[[], None] = lambda: None
    """Told when a change waits longer than :data:`PATIENCE_SECONDS`."""
    settings: Settings = field(init=False)
    _plain: PlainBook | None = field(default=None, init=False)
    _book: Book | None = field(default=None, init=False)
    _opening: Lock = field(default_factory=Lock, init=False, repr=False)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock, init=False, repr=False)

    def __post_init__(self) -> None:
        """Read the settings.

        Raises:
            UsageProblem: the settings file cannot be used.

        """
        self.settings = self.load_settings()

    @property
    def today(self) -> date:
        """The local day; a session that goes on past midnight sees the new one."""
        return self.day()

    @property
    def book(self) -> Book:
        """The book in full; opening it takes a while, so the first to ask is to be a thread."""
        with self._opening:
            if self._book is None:
                self._book = self.open_book()
            return self._book

    def open(self) -> None:
        """Open the book; called in a thread.

        Raises:
            BookProblem: the book cannot be used.

        """
        self._plain = self.open_plainly()
        if self._plain is None:
            _ = self.book

    def close(self) -> None:
        """Close what was opened plainly; whoever gave the whole book closes it."""
        if self._plain is not None:
            self._plain.close()

    async def look(self, query: Callable[Concatenate[Source, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the book a question in plain SQL, for which the ORM need not be there.

        Raises:
            NetbookError: what the query raises for a person to read.

        """
        return await asyncio.to_thread((self._plain or self.book).read, query, *args, **kwargs)

    async def prepare(self) -> None:
        """Have the whole book open, and with it all that use cases are made of, before they are imported.

        Raises:
            BookProblem: the book cannot be used.

        """
        await asyncio.to_thread(lambda: self.book)

    async def read(self, query: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the book a question.

        Raises:
            NetbookError: what the query raises for a person to read.

        """
        return await asyncio.to_thread(lambda: self.book.read(query, *args, **kwargs))

    async def keep(
        self, use_case: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Kept[T]:
        """Change the book in one undo step.

        Raises:
            NetbookError: what the use case raises for a person to read; nothing is changed then.

        """
        return await self._in_turn(lambda: self.book.keep(use_case, *args, **kwargs))

    async def reverse(self, use_case: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Undo or redo.

        Raises:
            NetbookError: what it raises for a person to read.

        """
        return await self._in_turn(lambda: self.book.reverse(use_case, *args, **kwargs))

    async def note(
        self, use_case: Callable[Concatenate[Session, P], object], /, *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Keep what is no step of the history and nobody waits for; a book that cannot be written now is let be."""
        async with self._turn:
            with suppress(NetbookError):
                await _in_thread(lambda: self.book.reverse(use_case, *args, **kwargs))

    async def preview(self, use_case: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Say what a use case would do, and keep nothing of it.

        Raises:
            NetbookError: what the use case raises for a person to read.

        """
        return await self._in_turn(lambda: self.book.preview(use_case, *args, **kwargs))

    async def back_up(self) -> Path | None:
        """Copy the book into the backups folder; None where its server does that.

        Raises:
            BookProblem: no copy could be made.

        """
        return await self._in_turn(self._back_up)

    def _back_up(self) -> Path | None:
        return self.book.back_up()

    async def _in_turn(self, work: Callable[[], T]) -> T:
        async with self._turn:
            running: asyncio.Task[T] = asyncio.ensure_future(_in_thread(work))
            done, _ = await asyncio.wait([running], timeout=PATIENCE_SECONDS)
            if not done:
                self.on_waiting()
            return await asyncio.shield(running)


async def _in_thread(work: Callable[[], Any]) -> Any:
    return await asyncio.to_thread(work)
