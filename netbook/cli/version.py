"""Which netbook this is."""

from __future__ import annotations


def program_version() -> str:
    """Give the version of the installed program; a checkout that is not installed says so."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("netbook")
    except PackageNotFoundError:
        return "(a checkout that is not installed)"
