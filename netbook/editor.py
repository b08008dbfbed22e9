"""A text given to the user's editor: in a file that only the user can read, kept whenever its text is not in the book."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Typed:
    """What came back from the editor, and the file it stands in."""

    text: str
    file: Path
    kept: bool = False

    def keep(self) -> Path:
        """Leave the file where it is; gives its path."""
        self.kept = True
        return self.file


@contextmanager
def edit_text(text: str, ending: str = ".toml") -> Iterator[Typed]:
    """Open the editor on a text, and give what it became; the file is gone afterwards unless it was kept.

    Raises:
        UsageProblem: the editor cannot be started or failed, or left something other than UTF-8.

    """
    descriptor, name = tempfile.mkstemp(suffix=ending, prefix="netbook-")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    typed = Typed(text, Path(name))
    finished = False
    try:
        click.edit(filename=name)
        typed.text = typed.file.read_text("utf-8")
        yield typed
        finished = True
    except (click.ClickException, UnicodeDecodeError) as error:
        typed.kept = _was_changed(typed.file, text)
        where = (f"your text is kept in {name}",) if typed.kept else ()
        raise UsageProblem("the editor failed, so nothing was changed. Set EDITOR to another one.", *where) from error
    finally:
        if not typed.kept and (finished or not _was_changed(typed.file, text)):
            typed.file.unlink(missing_ok=True)


def _was_changed(file: Path, text: str) -> bool:
    return file.exists() and file.read_bytes() != text.encode()
