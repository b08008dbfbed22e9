"""``netbook promise`` and ``netbook kept``: what is owed, and what is done with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


@pytest.fixture
def ada(netbook: Netbook) -> Netbook:
    """Give a book that holds Ada."""
    netbook("add", "@ada", "Ada Lovelace", "--no-follow-up", today="2026-10-01")
    return netbook


def follow_ups(netbook: Netbook) -> list[tuple[str | None, str | None]]:
    """Read what is open with Ada."""
    return [(each["due_on"], each["what"]) for each in netbook("show", "ada", "--json").json["follow_ups"]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("send slides",), (None, "send slides")),
        (("send slides", "by", "fri"), ("2026-11-27", "send slides")),
        (("send slides by friday",), ("2026-11-27", "send slides")),
        (("send slides", "--due", "24 nov"), ("2026-11-24", "send slides")),
        (("--due", "in 2 weeks"), ("2026-12-07", None)),
        (("report", "every", "month"), ("2026-12-23", "report")),
        (("report", "--every", "FREQ=WEEKLY;BYDAY=MO", "--due", "30 nov"), ("2026-11-30", "report")),
    ],
)
def test_promises(ada: Netbook, words: tuple[str, ...], expected: tuple[str | None, str | None]) -> None:
    """A promise has words, a day to come, or both; one that recurs begins after one cadence."""
    result = ada("promise", "ada", *words)
    assert (result.code, result.out) == (0, "")
    assert follow_ups(ada) == [expected]
    assert ("due " in result.err) == (expected[0] is not None)
    assert ada("show", "ada", "--json").json["last_contact"] is None


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("x", "--due", "31 feb"),
        ("on", "blah"),
        ("x", "--every", "often"),
        ("x", "--every", "never"),
        ("x", "--every", "FREQ=MONTHLY"),
        ("x", "--due", "fri", "--every", "FREQ=SECONDLY"),
        ("x", "--due", "fri", "--every", "FREQ=DAILY;INTERVAL=0"),
        ("x", "--due", "fri", "--every", "FREQ=DAILY;BYDAY=XX"),
        ("x", "--due", "fri", "--every", "FREQ=DAILY;COUNT=3"),
    ],
)
def test_refused(ada: Netbook, words: tuple[str, ...]) -> None:
    """Neither what nor when, an unreadable date or recurrence: exit 2, and nothing is promised."""
    result = ada("promise", "ada", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("netbook: ")
    assert follow_ups(ada) == []


def test_kept(ada: Netbook) -> None:
    """The only promise is kept by the name alone; of several a word says which, or --all."""
    ada("promise", "ada", "send slides")
    assert ada("kept", "ada").err.startswith("✓ Kept with Ada Lovelace: send slides")
    assert follow_ups(ada) == []
    for what in ("slides", "book", "tea"):
        ada("promise", "ada", what)
    unclear = ada("kept", "ada")
    assert unclear.code == 4
    assert "slides; book; tea" in unclear.err
    some = ada("kept", "ada", "book")
    assert "still open: slides" in some.err
    assert follow_ups(ada) == [(None, "slides"), (None, "tea")]
    assert ada("kept", "ada", "cake").code == 4
    assert ada("kept", "ada", "--all", "--json").json["follow_ups"] == []
    assert ada("kept", "ada").code == 4


def test_recurring_is_made_again(ada: Netbook) -> None:
    """A recurring promise that is kept stands there again for its next day after today."""
    ada("promise", "ada", "report", "every", "month", "on", "1 dec")
    ada("kept", "ada", today="2026-12-03")
    assert follow_ups(ada) == [("2027-01-01", "report")]
