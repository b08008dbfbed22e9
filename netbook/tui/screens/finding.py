"""A page that is searched as one types, by a field that is there only meanwhile."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from netbook.tui.screens.page import Page


class FindField(Input):
    """The words to look for."""

    DEFAULT_CSS = "FindField { display: none; } FindField.open { display: block; }"

    def __init__(self, placeholder: str) -> None:
        """Begin empty and out of sight."""
        super().__init__(placeholder=placeholder, id="filter")


class FindingPage(Page):
    """A page with a :class:`FindField`; it shows in ``show_found`` what fits, and has the focus on ``focus_found``."""

    def show_found(self) -> None:
        """Show what fits the words of the field; all of it where there are none."""

    def focus_found(self) -> None:
        """Give the focus to what was found."""

    @property
    def find_field(self) -> FindField:
        """The field."""
        return self.query_one(FindField)

    def action_find(self) -> None:
        """Look for words."""
        self.find_field.add_class("open")
        self.find_field.focus()

    @on(Input.Changed, "#filter")
    def _look(self, event: Input.Changed) -> None:
        event.stop()
        self.show_found()

    @on(Input.Submitted, "#filter")
    def _leave_field(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.focus_found()
        else:
            self._close_field()

    def _close_field(self) -> None:
        self.find_field.value = ""
        self.find_field.remove_class("open")
        self.show_found()
        self.focus_found()

    def action_back(self) -> None:
        """Show everything again, else go back."""
        if self.find_field.has_class("open"):
            self._close_field()
        else:
            super().action_back()
