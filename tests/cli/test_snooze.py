"""``netbook snooze`` and ``netbook done``: decisions outside the review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


@pytest.fixture
def ada(netbook: Netbook) -> Netbook:
    """Give a book that holds Ada, with a follow-up on 7 Dec, and Grace, with none."""
    netbook("add", "@ada", "Ada Lovelace")
    netbook("add", "@grace", "Grace Hopper", "--no-follow-up")
    return netbook


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ((), "2026-11-30"),
        (("3 weeks",), "2026-12-14"),
        (("for", "3", "weeks"), "2026-12-14"),
        (("until", "fri"), "2026-11-27"),
        (("--until", "2026-12-01"), "2026-12-01"),
    ],
)
def test_snooze(ada: Netbook, words: tuple[str, ...], until: str) -> None:
    """A snooze lasts a week unless a day or span is said; earlier follow-ups move along."""
    result = ada("snooze", "ada", *words)
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("✓ Ada Lovelace snoozed")
    assert "  until " in result.err
    shown = ada("show", "ada", "--json").json
    assert shown["snoozed_until"] == until
    assert shown["follow_ups"][0]["due_on"] == max(until, "2026-12-07")


@pytest.mark.parametrize("words", [("yesterday",), ("blah",), ("today",), ("3 weeks", "--until", "fri"), ("until",)])
def test_snooze_refused(ada: Netbook, words: tuple[str, ...]) -> None:
    """A day that is past, unreadable or given twice is refused with exit 2."""
    assert ada("snooze", "ada", *words).code == 2
    assert ada("show", "ada", "--json").json["snoozed_until"] is None


def test_several(ada: Netbook) -> None:
    """Several people are snoozed or done in one step; JSON is an array then, and one object for one."""
    forms = ada("snooze", "ada,", "grace", "2 weeks", "--json").json
    assert [form["snoozed_until"] for form in forms] == ["2026-12-07", "2026-12-07"]
    assert ada("snooze", "ada", "--json").json["name"] == "Ada Lovelace"
    assert len(ada("done", "ada", "grace", "--json").json) == 2
    assert len(ada("done", "ada,grace,ada", "--json").json) == 2


def test_done(ada: Netbook) -> None:
    """Done logs today by the usual channel, ends a snooze, and keeps what has come due."""
    ada("log", "ada", "email", "on", "2026-11-01")
    ada("snooze", "ada")
    result = ada("done", "ada", today="2026-12-08")
    assert result.err.startswith("✓ In touch with Ada Lovelace today")
    shown = ada("show", "ada", "--json", today="2026-12-08").json
    assert shown["last_contact"] == "2026-12-08"
    assert shown["follow_ups"] == []
    assert shown["snoozed_until"] is None
    assert "email" in ada("show", "ada", today="2026-12-08").out.lower()


def test_a_name_with_a_comma(netbook: Netbook) -> None:
    """Commas part names, unless somebody goes by the whole."""
    netbook("met", "--new", '"Lee, Kim"')
    netbook("met", "--new", '"Lee Kim Park"')
    assert netbook("done", "Lee, Kim", "--json").json["name"] == "Lee, Kim"
    netbook("edit", "Lee, Kim", "--name", "Lee Kim")
    assert netbook("done", "lee, kim park").code == 4


@pytest.mark.parametrize("command", ["done", "snooze", "log", "archive"])
def test_nothing_but_commas(netbook: Netbook, command: str) -> None:
    """Commas without a name are refused with exit 2."""
    result = netbook(command, ",")
    assert (result.code, result.out) == (2, "")
    assert "say whom you mean" in result.err
