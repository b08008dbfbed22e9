"""What every dialog has: a frame, a line for what is wrong, and the promise that typed text is never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from netbook.errors import NetbookError
from netbook.tui.beside import start_beside
from netbook.tui.keys import key
from netbook.tui.widgets.key_bar import Hint, KeyBar
from netbook.tui.widgets.text import lines, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, Concatenate, ParamSpec

    from textual.app import ComposeResult

    from netbook.book import Kept, Session
    from netbook.tui.app import NetbookApp
    from netbook.tui.workplace import Workplace

    P = ParamSpec("P")

T = TypeVar("T")
U = TypeVar("U")


def hints_here(problem: NetbookError) -> list[str]:
    """Give the hints of a problem that are no commands for a shell."""
    return [hint for hint in problem.hints if not hint.startswith("netbook ")]


class Dialog(ModalScreen[T | None], Generic[T]):
    """A dialog over a page; it saves itself, and closes only once that worked.

    A dialog gives its fields in ``compose_fields`` and saves in ``save``. Escape closes it; with typed text it asks
    for a second Escape first.
    """

    BINDINGS = [  # noqa: RUF012 — Textual's form
        key("dialog-cancel", "escape", "cancel", "Cancel", "close without saving", "esc"),
        key("dialog-leave", "ctrl+q", "cancel", "Cancel", "close without saving", "^q"),
        key("dialog-save", "enter", "save", "Save", "save and close", "enter"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012 — the same
    HINTS: ClassVar[tuple[Hint, ...]] = (Hint("enter", "Save", "save"), Hint("esc", "Cancel", "cancel"))
    ENTER_AHEAD: ClassVar[bool] = False
    """Whether an Enter pressed while one is at work counts; not where something new must be read before the next."""

    def __init__(self, title: str) -> None:
        """Make a dialog; ``title`` may hold foreign text."""
        super().__init__()
        self.heading = title
        self.said = ""
        """What the page says once the dialog is closed; empty while nothing was kept."""
        self._saving = False
        self._entered_ahead = False
        self._sure = False

    @property
    def netbook(self) -> NetbookApp:
        """The program."""
        return cast("NetbookApp", self.app)

    @property
    def work(self) -> Workplace:
        """The book, and the day."""
        return self.netbook.work

    def compose(self) -> ComposeResult:
        """Put the dialog together."""
        with Vertical(id="frame") as frame:
            frame.border_title = cast("str", plain(self.heading, "bold"))
            yield from self.compose_fields()
            yield Static(id="problem", markup=False)
        yield KeyBar()

    def compose_fields(self) -> Iterable[Any]:
        """Give the fields and what stands between them."""
        return ()

    def on_mount(self) -> None:
        """Fill the footer."""
        self.query_one(KeyBar).hints = self.HINTS

    # Saving

    async def save(self) -> None:
        """Save what was typed, through ``keep``, then ``close``.

        Raises:
            NetbookError: it is refused; the dialog stays open and says why.

        """

    async def keep(
        self, use_case: Callable[Concatenate[Session, P], U], /, *args: P.args, **kwargs: P.kwargs
    ) -> Kept[U]:
        """Change the book in one undo step.

        Raises:
            NetbookError: it is refused.

        """
        return await self.work.keep(use_case, *args, **kwargs)

    def close(self, said: str, result: T | None = None, *, undoable: bool = True) -> None:
        """Close the dialog; ``said`` goes to the status line of the page below."""
        self.said = f"✓ {said} · u undo" if undoable else said
        self.dismiss(result)

    def action_save(self) -> None:
        """Save, or once more after the one that is under way, where the dialog takes that."""
        if self._saving:
            self._entered_ahead = self.ENTER_AHEAD
        else:
            self._saving = True
            start_beside(self, self._save)

    async def _save(self) -> None:
        self.say_wrong(None)
        try:
            await self.save()
            while self._entered_ahead and not self.said:
                self._entered_ahead = False
                await self.save()
        except NetbookError as problem:
            self.say_wrong(problem)
        finally:
            self._saving = self._entered_ahead = False

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take Enter in a field for saving."""
        event.stop()
        self.action_save()

    def say_wrong(self, problem: NetbookError | None) -> None:
        """Say under the fields what is wrong and what to do; None takes it away."""
        text = (
            Content()
            if problem is None
            else lines([plain(f"✗ {problem}", "stale"), *(plain(hint, "muted") for hint in hints_here(problem))])
        )
        self.query_one("#problem", Static).update(text)

    # Closing

    def typed(self) -> bool:
        """Say whether text was typed that closing would lose."""
        inputs = any(field.value.strip() != self.first_value(field) for field in self.query(Input))
        return inputs or any(area.text.strip() for area in self.query(TextArea))

    def first_value(self, field: Input) -> str:  # noqa: ARG002 — for dialogs that fill their fields
        """Give what a field held when the dialog opened."""
        return ""

    def action_cancel(self) -> None:
        """Close without saving; with typed text, ask for a second Escape; never while it saves."""
        if self._saving:
            return
        if self.typed() and not self._sure:
            self._sure = True
            self.query_one("#problem", Static).update(
                plain("esc once more throws away what you typed; enter saves it.", "warn")
            )
            return
        self.dismiss(None)

    def on_input_changed(self) -> None:
        """Ask anew before typed text is thrown away."""
        self._sure = False
