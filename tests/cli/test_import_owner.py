"""``netbook import`` where the export does not say whose it is: asked once, and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netbook

HEADING = "Account address,Show boosts,Notify on new posts,Languages\n"


@pytest.fixture
def follows(tmp_path: Path) -> str:
    """Write a list of accounts, one of them without its server."""
    file = tmp_path / "following_accounts.csv"
    file.write_text(f"{HEADING}bob,true,false,\n@zoe@example.org,true,false,\n", encoding="utf-8")
    return str(file)


def test_without_a_terminal_it_is_refused(netbook: Netbook, follows: str) -> None:
    """Nobody is asked, and the sentence says what to write."""
    refused = netbook("import", follows)
    assert refused.code == 2
    assert "--me" in refused.err
    assert netbook("inbox", "--json").json == []


def test_it_is_asked_once(netbook: Netbook, follows: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no account there is asked again; the answer holds for this file and for every later one."""
    monkeypatch.setattr("netbook.cli.running.Run.can_ask", property(lambda _run: True))
    done = netbook("import", follows, stdin="no-server\n@me@example.social\n")
    assert (done.code, done.err.count("Your own account")) == (0, 2)
    handles = {card["handles"][0]["handle"] for card in netbook("list", "is:inbox", "--json").json}
    assert handles == {"@bob@example.social", "@zoe@example.org"}
    later = tmp_path / "later.csv"
    later.write_text(f"{HEADING}carol,true,false,\nme,true,false,\n", encoding="utf-8")
    again = netbook("import", str(later))
    assert (again.code, "Your own account" in again.err) == (0, False)
    handles = {card["handles"][0]["handle"] for card in netbook("list", "is:inbox", "--json").json}
    assert handles == {"@bob@example.social", "@zoe@example.org", "@carol@example.social"}


def test_no_answer_changes_nothing(netbook: Netbook, follows: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Enter alone, or the end of the input, stops with the sentence and its exit code."""
    monkeypatch.setattr("netbook.cli.running.Run.can_ask", property(lambda _run: True))
    refused = netbook("import", follows, stdin="\n")
    assert refused.code == 2
    assert netbook("import", "--list", "--json").json == []
