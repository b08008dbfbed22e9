"""``netbook doctor``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netbook

BOOK = ".local/share/netbook/netbook.db"


def test_the_exit_code_says_how_it_is(netbook: Netbook, home: Path) -> None:
    """0 for a book that is well, 1 for something wrong, 5 for a book that cannot be opened; a report each time."""
    netbook("add", "@ada")
    assert netbook("doctor").code == 0
    (home / BOOK).chmod(0o644)
    exposed = netbook("doctor", "--json")
    assert exposed.code == 1
    wrong = [finding for finding in exposed.json if not finding["ok"]]
    assert [finding["check"] for finding in wrong] == ["permissions"]
    assert "netbook doctor --fix" in exposed.err
    assert netbook("doctor", "--fix").code == 0
    (home / BOOK).write_text("no book")
    shut = netbook("doctor", "--json")
    assert (shut.code, shut.json[0]["ok"], shut.json[0]["check"]) == (5, False, "book")
    assert (home / BOOK).read_text() == "no book"


def test_the_report_for_people(netbook: Netbook) -> None:
    """Each check is a line with a sign and a word, and a fresh machine is well."""
    fresh = netbook("doctor")
    assert fresh.code == 0
    assert fresh.out.startswith("? book")
    netbook("add", "@ada")
    assert "✓ staleness" in netbook("doctor").out
