"""Where the migrations lie: beside the installed package, or at the top of the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def migrations_folder() -> Path:
    """Prefer the installed folder, fall back to the checkout's."""
    installed = _PACKAGE / "migrations"
    return installed if installed.is_dir() else _PACKAGE.parent / "migrations"


def newest_revision() -> str:
    """Read the newest revision off the file names, which begin with its number."""
    return max(file.name[:4] for file in (migrations_folder() / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))
