"""What every command is given: settings, places, today, the book, and where to print."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING

from netbook import config
from netbook.cli.output import Output, is_terminal
from netbook.errors import UsageProblem
from netbook.paths import Paths, find_paths, user_path

if TYPE_CHECKING:
    from pathlib import Path

    from netbook.book import Book

_PASSWORD = re.compile(r"(://[^:/@]{0,200}):[^/]{0,200}@")
FIRST_YEAR, LAST_YEAR = 1970, 2999


@dataclass(slots=True)
class Wishes:
    """The options that every command takes."""

    book: str | None = None
    json: bool = False
    plain: bool = False
    quiet: bool = False
    no_input: bool = False
    color: str = "auto"


@dataclass
class Run:
    """One run of the program; the book is opened when it is first needed."""

    wishes: Wishes = field(default_factory=Wishes)

    @cached_property
    def paths(self) -> Paths:
        """The user's files and folders."""
        return find_paths(os.environ)

    @cached_property
    def _loaded(self) -> tuple[config.Settings, dict[str, config.Origin]]:
        return config.load(self.paths.config, os.environ)

    @property
    def settings(self) -> config.Settings:
        """The settings in force."""
        return self._loaded[0]

    @property
    def setting_origins(self) -> dict[str, config.Origin]:
        """Where each setting's value came from."""
        return self._loaded[1]

    @property
    def book_name(self) -> str:
        """The book's path or URL: the option, else the setting, else the file in the data folder."""
        return self.wishes.book or self.settings.book or str(self.paths.book)

    @property
    def book_shown(self) -> str:
        """The book's name without the password that a URL may hold."""
        return _PASSWORD.sub(r"\1:***@", self.book_name)

    @property
    def book_file(self) -> Path | None:
        """The file that the book is or would be; None where it is given by a URL."""
        return None if "://" in self.book_name else user_path(self.book_name)

    @property
    def backups(self) -> Path:
        """The folder in which the book's backups are, or would be."""
        file = self.book_file
        return self.paths.backups if file is None or file == self.paths.book else file.absolute().parent / "backups"

    @cached_property
    def book(self) -> Book:
        """The open book."""
        from netbook.book import Book

        return Book(self.book_name, self.now, backups=self.backups)

    def close_book(self) -> None:
        """Close the book if it was opened, so that its file is whole without a log beside it."""
        if "book" in self.__dict__:
            self.book.close()

    @cached_property
    def out(self) -> Output:
        """Where to print."""
        return Output(
            as_json=self.wishes.json, quiet=self.wishes.quiet, color=self.wishes.color, plain=self.wishes.plain
        )

    @cached_property
    def today(self) -> date:
        """The local day, or NETBOOK_TODAY.

        Raises:
            UsageProblem: NETBOOK_TODAY is no ISO date, or lies in another age.

        """
        fixed = os.environ.get("NETBOOK_TODAY")
        if not fixed:
            return date.today()
        try:
            day = date.fromisoformat(fixed)
        except ValueError as error:
            raise UsageProblem(f"NETBOOK_TODAY is “{fixed}”, which is not a date such as 2026-11-23.") from error
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise UsageProblem(f"NETBOOK_TODAY is “{fixed}”. Give a day of the years {FIRST_YEAR} to {LAST_YEAR}.")
        return day

    def now(self) -> datetime:
        """Give the present instant; noon of NETBOOK_TODAY where that is set, so that pictures repeat."""
        if os.environ.get("NETBOOK_TODAY"):
            return datetime.combine(self.today, time(12), UTC)
        return datetime.now(UTC)

    @property
    def can_ask(self) -> bool:
        """Say whether a person sits at both ends and questions are welcome."""
        return not (self.wishes.no_input or self.wishes.json) and is_terminal(sys.stdin) and is_terminal(sys.stderr)
