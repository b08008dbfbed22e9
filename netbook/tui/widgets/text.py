"""Text for widgets: foreign text cleaned, never read as markup, coloured by what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from netbook.domain.text import clean, clean_block

if TYPE_CHECKING:
    from collections.abc import Iterable

Part = tuple[str, str]
"""A text and its role: one of ``themes.ROLES``, ``bold``, both with a space between, or nothing."""


def style_of(role: str) -> str:
    """Give the style of a role."""
    return " ".join(
        word if word in {"bold", "italic", "reverse", "underline", ""} else f"$nb-{word}" for word in role.split(" ")
    )


def plain(text: str, role: str = "") -> Content:
    """Give one harmless line of a role."""
    return Content.styled(clean(text), style_of(role))


def block(text: str, role: str = "") -> Content:
    """Give harmless text of several lines."""
    return Content.styled(clean_block(text), style_of(role))


def line(*parts: Part | str) -> Content:
    """Put parts of one line together, each cleaned."""
    pairs = [(part, "") if isinstance(part, str) else part for part in parts]
    return Content.assemble(*((clean(text), style_of(role)) for text, role in pairs if text))


def lines(content: Iterable[Content | str]) -> Content:
    """Put lines under each other; a string is cleaned."""
    return Content("\n").join([plain(part) if isinstance(part, str) else part for part in content])
