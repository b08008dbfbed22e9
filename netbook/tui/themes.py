"""The two themes of our own; every meaning has a colour, measured for contrast by a test."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

ROLES: Final = ("stale", "due", "fresh", "new", "promise", "gone", "muted", "heading", "warn", "good", "accent")
"""What a text can mean; each is a colour of its own: ``$nb-stale`` and so on."""


def _variables(colours: dict[str, str], cursor: str) -> dict[str, str]:
    return {**{f"nb-{role}": colours[role] for role in ROLES}, "nb-cursor": cursor, "nb-frame": colours["frame"]}


_DARK = {
    "stale": "#f2798f",
    "due": "#f3b55f",
    "fresh": "#b9c2cf",
    "new": "#7fd88f",
    "promise": "#6cc7ee",
    "gone": "#98a2b1",
    "muted": "#a3adbb",
    "heading": "#c3ccd9",
    "warn": "#f3b55f",
    "good": "#7fd88f",
    "accent": "#7db7f5",
    "frame": "#465468",
}
_LIGHT = {
    "stale": "#a3132f",
    "due": "#7d4a00",
    "fresh": "#3f4a58",
    "new": "#0f5f24",
    "promise": "#075a83",
    "gone": "#545d69",
    "muted": "#4f5965",
    "heading": "#39434f",
    "warn": "#7d4a00",
    "good": "#0f5f24",
    "accent": "#0b4fa3",
    "frame": "#9aa6b5",
}

NETBOOK_DARK: Final = Theme(
    name="netbook-dark",
    primary="#4d9cf0",
    secondary="#6cc7ee",
    accent="#f3b55f",
    warning="#f3b55f",
    error="#f2798f",
    success="#7fd88f",
    foreground="#e6eaf0",
    background="#11151b",
    surface="#161b23",
    panel="#1c232d",
    dark=True,
    variables=_variables(_DARK, "#1d3045"),
)
NETBOOK_LIGHT: Final = Theme(
    name="netbook-light",
    primary="#1e63b8",
    secondary="#075a83",
    accent="#7d4a00",
    warning="#7d4a00",
    error="#a3132f",
    success="#0f5f24",
    foreground="#1b2129",
    background="#fbfcfd",
    surface="#f2f4f7",
    panel="#e6eaef",
    dark=False,
    variables=_variables(_LIGHT, "#cfe0f5"),
)
OWN: Final = (NETBOOK_DARK, NETBOOK_LIGHT)


def meanings(*, dark: bool) -> dict[str, str]:
    """Give the colours of meanings for a theme that does not name them: those of our own theme of that brightness."""
    return dict((NETBOOK_DARK if dark else NETBOOK_LIGHT).variables)
