"""Changing one setting: from a list, with a preview where it can be seen, or in a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input, Static

from netbook.domain.text import pad
from netbook.tui.chosen_settings import NAMED, value_words
from netbook.tui.dialogs.dialog import Dialog
from netbook.tui.widgets.text import plain
from netbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
    from typing import Any

    from netbook.tui.widgets.text import Part


class ChoiceDialog(Dialog[str]):
    """A list of all that a setting can be; moving through it shows what each would look like."""

    DEFAULT_CSS = (
        "ChoiceDialog VirtualList { height: auto; max-height: 14; } ChoiceDialog.-tiny VirtualList { max-height: 9; }"
    )
    AUTO_FOCUS = "VirtualList"

    def __init__(
        self,
        name: str,
        choices: Sequence[str],
        now: str,
        keep: Callable[[str], Awaitable[str]],
        preview: Callable[[str], None] | None = None,
    ) -> None:
        """Choose for the setting ``name``, which is ``now`` one of them; ``keep`` writes it and says what it did."""
        super().__init__(NAMED[name])
        self._name_of_setting = name
        self._choices = choices
        self._now = now
        self._keep = keep
        self._preview = preview

    def compose_fields(self) -> Iterable[Any]:
        """Put the list up."""
        rows: VirtualList[str] = VirtualList(self._fetch, self._paint, id="choices", markable=False)
        rows.styles.height = min(len(self._choices), 14)
        yield rows

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, str]:
        return {number: self._choices[number] for number in numbers}

    def _paint(self, row: str, cells: int) -> list[Part]:
        words = value_words(self._name_of_setting, row)
        return [(pad(f"{words}{'  (now)' if row == self._now else ''}", cells), "")]

    def on_mount(self) -> None:
        """Stand on what is in force."""
        on_row = self._choices.index(self._now) if self._now in self._choices else 0
        self.query_one(VirtualList).show(range(len(self._choices)), on=on_row)

    @on(VirtualList.Highlighted)
    def _show(self, event: VirtualList.Highlighted) -> None:
        event.stop()
        if self._preview is not None and event.number is not None and self.is_current:
            self._preview(self._choices[event.number])

    @on(VirtualList.Opened)
    def _take(self, event: VirtualList.Opened) -> None:
        event.stop()
        self.action_save()

    async def save(self) -> None:
        """Write the choice into the file.

        Raises:
            UsageProblem: the file cannot be read or written.

        """
        number = self.query_one(VirtualList).number
        if number is not None:
            chosen = self._choices[number]
            self.close(await self._keep(chosen), chosen, undoable=False)


class ValueDialog(Dialog[str]):
    """A field for a number or a text; what does not fit is refused under it."""

    def __init__(self, name: str, meaning: str, now: str, keep: Callable[[str], Awaitable[str]]) -> None:
        """Type the setting ``name``, which is ``now``; ``keep`` writes it and says what it did."""
        super().__init__(NAMED[name])
        self._meaning = meaning
        self._now = now
        self._keep = keep

    def compose_fields(self) -> Iterable[Any]:
        """Put the field up."""
        yield Input(self._now, id="value")
        yield Static(plain(self._meaning, "muted"), markup=False, classes="note")

    def first_value(self, field: Input) -> str:  # noqa: ARG002 — there is one field
        """Give what the setting was."""
        return self._now

    async def save(self) -> None:
        """Write the value into the file.

        Raises:
            UsageProblem: it does not fit, or the file cannot be read or written.

        """
        text = self.query_one("#value", Input).value
        self.close(await self._keep(text), text, undoable=False)
