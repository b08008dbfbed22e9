"""Loading what other packages bring, so that a bad one harms nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeGuard, TypeVar

from netbook.formats.streams import shown_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from importlib.metadata import EntryPoint

_OWN_MODULES = "netbook."


class Named(Protocol):
    """What a plug-in brings has at least a name."""

    @property
    def name(self) -> str:
        """The word by which it is chosen."""


Brought = TypeVar("Brought", bound=Named)


@dataclass(frozen=True, slots=True)
class Found(Generic[Brought]):
    """What is at hand, netbook's own first, and a sentence for every plug-in that had to be left out."""

    formats: tuple[Brought, ...]
    warnings: tuple[str, ...] = ()


def with_plugins(
    own: Iterable[Brought],
    entries: Iterable[EntryPoint],
    is_one: Callable[[object], TypeGuard[Brought]],
    what: str,
) -> Found[Brought]:
    """Add what entry points bring to netbook's own, where ``is_one`` says that it is ``what`` it should be.

    A plug-in that cannot be loaded becomes a warning, never an error.
    """
    known = {each.name: each for each in own}
    warnings: list[str] = []
    for entry in sorted(entries, key=lambda entry: (entry.name, entry.value)):
        if entry.value.startswith(_OWN_MODULES):
            continue
        brought = _load(entry, is_one, what)
        if isinstance(brought, str):
            warnings.append(brought)
        elif brought.name in known:
            warnings.append(
                f"The plug-in “{shown_name(entry.name)}” was left out: there is a format named “{brought.name}” already."
            )
        else:
            known[brought.name] = brought
    return Found(tuple(known.values()), tuple(warnings))


def _load(entry: EntryPoint, is_one: Callable[[object], TypeGuard[Brought]], what: str) -> Brought | str:
    """Return what a plug-in brings, or the sentence that says why it was left out."""
    left_out = f"The plug-in “{shown_name(entry.name)}” was left out: "
    try:
        brought: object = entry.load()
    except Exception as problem:  # noqa: BLE001 — a stranger's plug-in may fail in any way
        return f"{left_out}loading “{shown_name(entry.value)}” ended in {type(problem).__name__}. Update or remove it."
    if not is_one(brought):
        return f"{left_out}“{shown_name(entry.value)}” is not {what}. Update or remove it."
    return brought
