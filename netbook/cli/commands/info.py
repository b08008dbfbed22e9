"""``netbook info``: where everything is, and which versions are at work; makes nothing."""

from __future__ import annotations

import platform
import sqlite3
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from netbook.cli.options import netbook_command
from netbook.cli.version import program_version
from netbook.domain.text import clean, pad
from netbook.queries.glance import Figures, glance_figures

if TYPE_CHECKING:
    from netbook.cli.running import Run

_LIBRARIES = ("sqlalchemy", "alembic", "click")


@netbook_command("info", short_help="Show where the book and other files are.")
def command(run: Run) -> None:
    """Show where the book, the backups, the settings and the log are, what is in the book, and versions.

    Nothing is made or changed.
    """
    file = run.book_file
    figures = glance_figures(file) if file is not None and file.is_file() else None
    places = _places(run)
    versions = _versions()
    if run.wishes.json:
        run.out.json({"places": places, "book": None if figures is None else asdict(figures), "versions": versions})
        return
    for name, place in places.items():
        run.out.line(f"{pad(name, 10)}{pad(_existence(place['exists']), 11)}{clean(place['path'])}")
    run.out.line()
    for line in _content(run, figures):
        run.out.line(line)
    run.out.line(", ".join(f"{name} {number}" for name, number in versions.items()))


def _places(run: Run) -> dict[str, dict[str, Any]]:
    file = run.book_file
    book = {"path": run.book_shown, "exists": None if file is None else file.exists()}
    others = {"backups": run.backups, "settings": run.paths.config, "log": run.paths.log}
    return {"book": book, **{name: {"path": str(path), "exists": path.exists()} for name, path in others.items()}}


def _existence(exists: bool | None) -> str:
    return {True: "exists", False: "not there", None: "database"}[exists]


def _content(run: Run, figures: Figures | None) -> list[str]:
    if figures is not None:
        return [
            f"{figures.contacts} contacts, {figures.inbox} in the inbox, {figures.archived} archived",
            f"{figures.interactions} interactions, {figures.events} events",
            f"revision {figures.revision} of the book's tables",
        ]
    if run.book_file is None:
        return ["The book is in a database; netbook list says whether it answers."]
    if run.book_file.exists():
        return ["The book's content cannot be read at a glance; netbook list says why."]
    return []


def _versions() -> dict[str, str]:
    versions = {"netbook": program_version(), "python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    for library in _LIBRARIES:
        try:
            versions[library] = version(library)
        except PackageNotFoundError:
            versions[library] = "unknown"
    return versions
