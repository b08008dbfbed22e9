"""The table of keys, written from the bindings themselves: ``python -m netbook.tui.reference > docs/keys.md``."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from netbook.tui import dialogs, keys, screens
from netbook.tui.dialogs.dialog import Dialog
from netbook.tui.screens.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BEGINNING = """\
# Keys

Made from the program by `python -m netbook.tui.reference`; `?` shows the keys of the page you are on, and `ctrl+p`
finds a command by its words. A letter means the same on every page. In a field, letters are text; in a dialog, only the
keys that it prints are in force.
"""
_NAMES = {
    "question_mark": "?", "comma": ",", "slash": "/", "escape": "esc", "delete": "del", "plus": "+", "asterisk": "*",
    "pagedown": "page down", "pageup": "page up", "minus": "-", "full_stop": ".", "left_square_bracket": "[",
    "right_square_bracket": "]", "less_than_sign": "<", "greater_than_sign": ">", "equals_sign": "=",
}  # fmt: skip


def every_screen() -> list[type[Page | Dialog[Any]]]:
    """Import all pages and dialogs, and give their classes in the order of their names."""
    found: set[type[Page | Dialog[Any]]] = set()
    for package in (screens, dialogs):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for item in vars(importlib.import_module(module.name)).values():
                if inspect.isclass(item) and issubclass(item, Page | Dialog) and item.__module__ == module.name:
                    found.add(item)
    return sorted(found, key=lambda each: (issubclass(each, Dialog), each.__name__))


def groups() -> dict[str, tuple[Binding, ...]]:
    """Give the groups of keys that are declared together, each under the sentence that stands below it."""
    body = ast.parse(inspect.getsource(keys)).body
    found = {}
    for node, after in pairwise(body):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            group = getattr(keys, node.targets[0].id)
            said = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            if isinstance(group, tuple) and all(isinstance(each, Binding) for each in group):
                found[str(after.value.value) if said else node.targets[0].id] = group  # type: ignore[attr-defined]  # it is
    return found


def own_bindings(screen: type[Page | Dialog[Any]]) -> list[Binding]:
    """Give the keys that a class declares itself."""
    return [each for each in vars(screen).get("BINDINGS", ()) if isinstance(each, Binding)]


def reference() -> str:
    """Write the page: every group of keys, then those that single pages and dialogs declare."""
    parts = [_BEGINNING]
    written: set[str | None] = set()
    for sentence, bindings in groups().items():
        parts += _section(_heading(sentence), bindings)
        written |= {each.id for each in bindings}
    for screen in every_screen():
        rest = [each for each in own_bindings(screen) if each.id not in written]
        if rest:
            parts += _section(_heading((screen.__doc__ or screen.__name__).splitlines()[0]), rest)
    return "\n".join(parts)


def _heading(sentence: str) -> str:
    return sentence.splitlines()[0].partition(";")[0].rstrip(".")


def _section(heading: str, bindings: Sequence[Binding]) -> Iterator[str]:
    yield f"## {heading}\n"
    yield "| key | | what it does |"
    yield "|---|---|---|"
    for binding in bindings:
        yield f"| {pressed(binding)} | {_cell(binding.description)} | {_cell(binding.tooltip)} |"
    yield ""


def pressed(binding: Binding) -> str:
    """Write the keys of a binding as a person reads them."""
    return " ".join(f"`{_NAMES.get(key.strip(), key.strip())}`" for key in binding.key.split(","))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(reference())
