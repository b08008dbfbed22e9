"""``netbook unresolved``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netbook


@pytest.fixture
def archive(netbook: Netbook, tmp_path: Path) -> Netbook:
    """Import a list of 25 accounts that are followed, by their ids."""
    file = tmp_path / "following.js"
    records = ", ".join(
        f'{{"following": {{"accountId": "{n}", "userLink": "https://twitter.com/intent/user?user_id={n}"}}}}'
        for n in range(100, 125)
    )
    file.write_text(f"window.YTD.following.part0 = [{records}]", encoding="utf-8")
    imported = netbook("import", str(file), "--json")
    assert imported.json["unresolved"] == 25
    return netbook


def test_they_are_listed_with_their_links(archive: Netbook) -> None:
    """Twenty are shown with the link that opens the account, the rest counted; --json has all."""
    listed = archive("unresolved")
    assert listed.out.startswith("25 people of whom only an id is known\n")
    assert "https://" in listed.out
    assert "you follow" in listed.out
    assert "and 5 people more" in listed.out
    assert "more" not in archive("unresolved", "--all").out
    assert len(archive("unresolved", "--json").json) == 25


def test_nobody(netbook: Netbook) -> None:
    """An empty list prints nothing on standard output."""
    listed = netbook("unresolved")
    assert (listed.code, listed.out) == (0, "")
    assert "Nobody waits" in listed.err


def test_one_is_named(archive: Netbook) -> None:
    """An id and a handle make a contact in the inbox, and undo lets it wait again."""
    named = archive("unresolved", "100", "@ada")
    assert (named.code, named.out) == (0, "")
    assert "Put a name to @ada" in named.err
    assert [card["name"] for card in archive("inbox", "--json").json] == ["@ada"]
    archive("undo")
    assert archive("inbox", "--json").json == []
    assert len(archive("unresolved", "--json").json) == 25


def test_many_are_read_from_standard_input(archive: Netbook) -> None:
    """Spaces, commas and tabs divide; comments and empty lines are passed over, unknown ids named."""
    lines = "# found by hand\n100 @ada\n\n101,@grace\n102\thttps://x.com/alan\n7, @kim\n"
    named = archive("unresolved", "-", "--json", stdin=lines)
    assert [card["name"] for card in named.json] == ["@ada", "@grace", "@alan"]
    assert "passed over: nobody with the id “7”" in named.err
    assert len(archive("unresolved", "--json").json) == 22


@pytest.mark.parametrize(
    ("arguments", "stdin", "code"),
    [
        (("100",), "", 2),
        (("-", "@ada"), "", 2),
        (("-",), "100\n", 2),
        (("-",), "", 2),
        (("7", "@ada"), "", 4),
        (("100", "@ada", "--network", "nowhere"), "", 2),
    ],
)
def test_what_says_nothing_is_refused(archive: Netbook, arguments: tuple[str, ...], stdin: str, code: int) -> None:
    """What is missing or unknown is a sentence and an exit code."""
    refused = archive("unresolved", *arguments, stdin=stdin)
    assert (refused.code, refused.out) == (code, "")
