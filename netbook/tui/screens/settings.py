"""The settings: a page over the file, which keeps its comments, and where the data lie."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import click
from textual import on
from textual.app import SuspendNotSupported
from textual.containers import Container, Vertical

from netbook import config
from netbook.domain.dates import ago
from netbook.domain.text import clean
from netbook.domain.text import plain as search_key
from netbook.errors import UsageProblem
from netbook.tui.chosen_settings import NAMED, change, choices, live_by, value_words
from netbook.tui.keys import ON_SETTINGS
from netbook.tui.screens.finding import FindField, FindingPage
from netbook.tui.widgets.columns import Column, ColumnPainter
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.text import line, lines, plain
from netbook.tui.widgets.top_bar import TopBar
from netbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from textual.content import Content

    from netbook.tui.dialogs.dialog import Dialog

_GROUPS = (
    ("Review", ("review_day", "cap", "sector")),
    ("Adding", ("default_network", "day_first", "follow_up_days")),
    ("Looks", ("theme", "symbols")),
    ("Data", ("book",)),
)
_MOST_OF_PATH = 44
_BACKUP_NAME = "????-??-??T*.db"


@dataclass(frozen=True, slots=True)
class Row:
    """A setting, or a fact about the data; a fact has no name."""

    name: str
    label: str
    value: str
    source: str
    meaning: str

    @property
    def words(self) -> str:
        """Everything that is searched."""
        return search_key(f"{self.name} {self.label} {self.value} {self.meaning}")


_COLUMNS: ColumnPainter[Row] = ColumnPainter(
    [
        Column("Setting", lambda row: (row.label, "" if row.name else "muted"), 20, 22),
        Column("Value", lambda row: (row.value, "accent" if row.name else "muted"), 16, 22),
        Column("From", lambda row: (row.source, "muted"), 11, 40),
    ]
)


class SettingsPage(FindingPage):
    """Every setting with its value, where that comes from and what it means."""

    BINDINGS = [*ON_SETTINGS]  # noqa: RUF012 — Textual's form
    FOOTER: ClassVar[tuple[str, ...]] = ("change", "reset", "find", "edit-file", "back-up", "export", "back")

    def __init__(self, name: str = "") -> None:
        """Make the page; ``name`` is the setting to stand on."""
        super().__init__()
        self._rows: list[Row] = []
        self._go_to = name

    def compose_body(self) -> Iterable[Any]:
        """Put the list and the pane up."""
        with Container(id="body"):
            with Vertical(classes="pane main", id="list-pane") as pane:
                pane.border_title = "Settings"
                pane.border_subtitle = plain(_near(self.work.paths.config))
                yield FindField("part of a setting's name or meaning")
                yield VirtualList(self._fetch, _COLUMNS, id="rows", markable=False)
            yield Reader(classes="pane side", id="side")

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, Row]:
        return {number: self._rows[number] for number in numbers if number < len(self._rows)}

    @property
    def rows(self) -> VirtualList[Row]:
        """The list."""
        return self.query_one("#rows", VirtualList)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        number = self.rows.number
        return None if number is None else self._rows[number]

    # What it shows

    async def load(self) -> None:
        """Read the settings file and look where the data lie."""
        self.query_one(TopBar).title = "Settings"
        found = [*await asyncio.to_thread(self._settings), *await asyncio.to_thread(self._facts)]
        if self.query("#rows"):  # the page may have been closed meanwhile
            self._rows = found
            self.show_found()

    def _settings(self) -> list[Row]:
        # What is in force was checked when it was read; a file that was spoilt since only loses its origins.
        try:
            _, origins = config.load(self.work.paths.config, os.environ)
        except UsageProblem:
            origins = {}
        found = []
        for _, names in _GROUPS:
            for name in names:
                value = getattr(self.work.settings, name)
                found.append(
                    Row(
                        name,
                        NAMED[name],
                        value_words(name, value),
                        _source(name, value, origins),
                        config.DESCRIPTIONS[name],
                    )
                )
        return found

    def _facts(self) -> list[Row]:
        file, folder = self.work.book.file, self.work.book.backups
        facts = [
            Row("", "The book is", self.work.book_shown, "", "where everything is kept; nothing leaves this machine")
        ]
        if file is None:
            facts.append(
                Row("", "Backups", "made by the server", "", "the book is in a database, which its server backs up")
            )
        else:
            size = f"{file.stat().st_size / 1_000_000:.1f} MB" if file.exists() else "nothing yet"
            facts.append(Row("", "Size", size, "", "how large the book is"))
            facts.append(Row("", "Last backup", self._last_backup(folder), "", f"B makes one now, in {folder}"))
        facts.append(Row("", "Version", _version(), "", "which netbook this is"))
        return facts

    def _last_backup(self, folder: Path | None) -> str:
        copies = sorted(folder.glob(_BACKUP_NAME)) if folder is not None and folder.is_dir() else []
        if not copies:
            return "none yet"
        from datetime import date

        try:
            return ago(date.fromisoformat(copies[-1].stem[:10]), self.work.today)
        except ValueError:
            return copies[-1].stem

    def show_found(self) -> None:
        """List the settings whose name or meaning has the words."""
        wanted = search_key(self.find_field.value)
        numbers: list[int] = []
        headings: dict[int, str] = {}
        for heading, names in _GROUPS:
            of_group = [
                number
                for number, row in enumerate(self._rows)
                if (row.name in names or (not row.name and heading == "Data")) and wanted in row.words
            ]
            if of_group:
                headings[-1 - len(headings)] = heading
                numbers += [-len(headings), *of_group]
        place = next((number for number, row in enumerate(self._rows) if self._go_to and row.name == self._go_to), None)
        self._go_to = ""
        self.rows.show(numbers, headings, on=place)

    @on(VirtualList.Highlighted)
    def _show_side(self, event: VirtualList.Highlighted) -> None:
        event.stop()
        side, row = self.query_one("#side", Reader), self.row
        side.border_title = plain(row.label, "bold") if row else ""
        side.show(
            lines(list(_said_of(row))) if row else plain("No setting has these words. esc shows all.", "muted"),
            from_top=True,
        )

    @on(VirtualList.Opened)
    def _open(self, event: VirtualList.Opened) -> None:
        event.stop()
        self.action_change()

    def focus_found(self) -> None:
        """Go to the list."""
        self.rows.focus()

    # Changing

    def stand_on(self, name: str) -> None:
        """Put the cursor on a setting."""
        self._go_to = name
        self.show_found()

    def _setting(self, doing: str) -> Row | None:
        row = self.row
        if row is None or not row.name:
            self.say(f"This line tells, and is no setting. Go to a setting, then {doing}.", "warn")
            return None
        return row

    def action_change(self) -> None:
        """Change the setting under the cursor."""
        row = self._setting("enter changes it")
        if row is None:
            return
        value = getattr(self.work.settings, row.name)
        if isinstance(value, bool):
            self.start(self._toggle(row.name, now=value))
        else:
            self.start(self._ask(row, str(value)))

    async def _toggle(self, name: str, *, now: bool) -> None:
        self.say(await self._keep(name, "false" if now else "true"))
        await self.load()

    async def _ask(self, row: Row, now: str) -> None:
        from netbook.tui.dialogs.setting import ChoiceDialog, ValueDialog

        found = choices(self.netbook, row.name)
        before = self.netbook.theme
        dialog: Dialog[str]
        if found:
            dialog = ChoiceDialog(
                row.name,
                found,
                now,
                partial(self._keep, row.name),
                self._preview_theme if row.name == "theme" else None,
            )
        else:
            dialog = ValueDialog(row.name, row.meaning, now, partial(self._keep, row.name))
        if await self.ask(dialog) is None:
            if row.name == "theme":
                self._preview_theme(before)
            return
        await self.load()

    def _preview_theme(self, name: str) -> None:
        if self.netbook.theme != name:
            self.netbook.theme = name

    async def _keep(self, name: str, text: str | None) -> str:
        """Write a setting, live by it, and say what it is now."""
        await change(self.netbook, name, text)
        self._seen = self.netbook.version
        words = value_words(name, getattr(self.work.settings, name))
        if os.environ.get(config.variable(name)):
            return f"✓ Written; {config.variable(name)} is set in the environment and wins: {NAMED[name]}, {words}"
        later = " · from the next start on" if name == "book" else ""
        return f"✓ {NAMED[name]}: {words}{later}"

    def action_reset(self) -> None:
        """Put the setting under the cursor back to its default."""
        row = self._setting("r puts its default back")
        if row is not None:
            self.start(self._reset(row.name))

    async def _reset(self, name: str) -> None:
        file = self.work.paths.config
        if not await asyncio.to_thread(file.exists):
            self.say("Nothing changed: every setting has its default.", "muted")
            return
        self.say(f"{await self._keep(name, None)} · the default")
        await self.load()

    def action_edit(self) -> None:
        """Open the settings file in the user's editor, and check it afterwards."""
        self.start(self._edit())

    async def _edit(self) -> None:
        file = self.work.paths.config
        if not await asyncio.to_thread(file.exists):
            await asyncio.to_thread(config.write_template, file)
        try:
            with self.netbook.suspend():
                click.edit(filename=str(file))
        except SuspendNotSupported:
            self.say(f"An editor cannot be opened from here. The file is {clean(str(file))}.", "warn")
            return
        except click.ClickException as error:
            raise UsageProblem(
                f"the editor failed: {clean(error.message)}.", "set EDITOR to the editor you use"
            ) from error
        await live_by(self.netbook)
        self.say("✓ The settings are as the file says.")
        await self.load()

    def action_back_up(self) -> None:
        """Copy the book into the backups folder."""
        self.start(self._back_up())

    async def _back_up(self) -> None:
        copy = await self.work.back_up()
        if copy is None:
            self.say("The book is in a database, which its server backs up.", "warn")
        else:
            self.say(f"✓ Backed up to {clean(str(copy))}")
        await self.load()


def _source(name: str, value: object, origins: Mapping[str, config.Origin]) -> str:
    """Say where a value comes from."""
    if name not in origins:
        return "unknown"
    origin = origins[name]
    if origin.value != value:
        return "flag"
    return origin.source


def _said_of(row: Row) -> Iterator[Content | str]:
    """Say all there is about a row, for the pane beside the list."""
    yield row.meaning[:1].upper() + row.meaning[1:] + "."
    yield line(("Now      ", "muted"), row.value)
    if not row.name:
        return
    default = value_words(row.name, getattr(config.Settings(), row.name))
    yield line(("From     ", "muted"), row.source)
    yield line(("Default  ", "muted"), default)
    if row.source == "environment":
        yield plain(f"{config.variable(row.name)} is set in the environment and wins over the file.", "warn")
    else:
        yield line(("Name     ", "muted"), f"{row.name}, or {config.variable(row.name)} in the environment")


def _near(file: Path) -> str:
    """Write a path from the home folder on, and of a long one the end."""
    home, shown = str(Path.home()), str(file)
    shown = f"~{shown.removeprefix(home)}" if shown.startswith(f"{home}/") else shown
    return shown if len(shown) <= _MOST_OF_PATH else f"…{shown[-_MOST_OF_PATH:]}"


def _version() -> str:
    try:
        return f"netbook {version('netbook')}"
    except PackageNotFoundError:
        return "a checkout that is not installed"
