"""What is said of a filter: how many it finds, and what to do where it finds nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_COUNTED = 1_000
"""Counting goes no further than this where somebody waits for it; beyond it is written with a plus."""
_NO_NAME = frozenset("@/:.#")


def capped(count: int, *, whole: bool = True) -> str:
    """Write a count; one that stopped before the end has a plus."""
    return f"{count:,}" if whole else f"{count:,}+"


def name_to_add(words: Sequence[str]) -> str:
    """Give the words that found nobody as a name, or as the handle that they are."""
    return " ".join(
        word[:1].upper() + word[1:] if word.islower() and not _NO_NAME & set(word) else word for word in words
    )


def spelt_instead(asked: Sequence[str], spelt: Sequence[str]) -> str:
    """Say that nobody has what was typed, and what is shown in its place."""
    return f"No one matches “{' '.join(asked)}”. These match “{' '.join(spelt)}”."


def nobody_matches(text: str, without: Sequence[tuple[str, int]], name: str) -> list[str]:
    """Say that a filter finds nobody, what it would find without each of its parts, and which keys help."""
    sentences = [f"No one matches “{text}”."]
    for part, count in without:
        number = capped(min(count, MOST_COUNTED), whole=count <= MOST_COUNTED)
        sentences.append(f"Without {part} there {'is' if count == 1 else 'are'} {number}.")
    sentences.append(f"enter adds “{name}”, esc clears." if name else "esc clears.")
    return sentences
