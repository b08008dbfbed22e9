"""Changing a setting while the interface runs: into the file first, then at once on the screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from netbook.config import WEEKDAYS, set_value
from netbook.domain.handles import NETWORKS
from netbook.tui.opening import wants_ascii
from netbook.tui.themes import OWN
from netbook.tui.widgets.ascii_only import AsciiOnly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netbook.tui.app import NetbookApp

NAMED: Final = {
    "book": "Book",
    "default_network": "A bare @handle is on",
    "day_first": "Dates like 3/4 mean",
    "review_day": "Review day",
    "cap": "People a day",
    "sector": "Your own sector",
    "follow_up_days": "First follow-up",
    "theme": "Theme",
    "symbols": "Symbols",
}
"""What each setting is called on the screen."""


def choices(app: NetbookApp, name: str) -> Sequence[str]:
    """Give what a setting can be, where that is a short list; else nothing."""
    if name == "theme":
        own = [theme.name for theme in OWN]
        return [*own, *sorted(other for other in app.available_themes if other not in own)]
    return {
        "default_network": tuple(network for network in NETWORKS if network not in {"email", "phone", "blog"}),
        "review_day": WEEKDAYS,
        "symbols": ("auto", "unicode", "ascii"),
    }.get(name, ())


_WHERE_EMPTY = {"sector": "not said", "book": "in the data folder"}


def value_words(name: str, value: object) -> str:
    """Say what a setting is, in words."""
    if name == "day_first":
        return "3 April (day first)" if value else "March 4 (month first)"
    if name == "follow_up_days":
        return f"after {value} day{'' if value == 1 else 's'}" if value else "none"
    if name == "default_network":
        network = NETWORKS.get(str(value))
        return network.label if network else str(value)
    if name == "review_day":
        return str(value).capitalize()
    return str(value) or _WHERE_EMPTY.get(name, "")


async def change(app: NetbookApp, name: str, text: str | None) -> None:
    """Write a setting into the file, which keeps its comments, and live by it; None puts the default back.

    Raises:
        UsageProblem: the value does not fit, or the file cannot be read or written.

    """
    await asyncio.to_thread(set_value, app.work.paths.config, name, text)
    await live_by(app)


async def live_by(app: NetbookApp) -> None:
    """Read the settings anew and show the interface as they say.

    Raises:
        UsageProblem: the settings file cannot be used; those in force stay.

    """
    before = app.work.settings
    app.work.settings = await asyncio.to_thread(app.work.load_settings)
    wanted = app.work.settings.theme
    if wanted in app.available_themes and app.theme != wanted:
        app.theme = wanted
    if app.work.settings.symbols != before.symbols:
        draw_signs(app, ascii_signs=wants_ascii(app.work.settings.symbols))
    app.version += 1


def draw_signs(app: NetbookApp, *, ascii_signs: bool) -> None:
    """Draw with plain letters from now on, or no longer."""
    filters = app._filters  # noqa: SLF001 — Textual has no public way to change them while it runs
    now = [each for each in filters if isinstance(each, AsciiOnly)]
    if bool(now) == ascii_signs:
        return
    if ascii_signs:
        filters.append(AsciiOnly())
    for each in now:
        filters.remove(each)
    # Lines that are drawn already are kept by their widgets.
    for screen in (screen for stack in app._screen_stacks.values() for screen in stack):  # noqa: SLF001 — the same
        for widget in screen.query("*"):
            widget.notify_style_update()
            widget.refresh()
