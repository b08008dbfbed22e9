"""``netbook cadence``: of a contact, of a tag, shown and cleared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


@pytest.fixture
def ada(netbook: Netbook) -> Netbook:
    """Give a book that holds Ada, with whom there was contact, and who bears a tag."""
    netbook("met", "Ada Lovelace", "#close")
    return netbook


def test_of_a_contact(ada: Netbook) -> None:
    """A cadence is set, echoed with the day it leads to, and shown when none is given."""
    result = ada("cadence", "ada", "every", "6", "weeks")
    assert (result.code, result.out) == (0, "")
    assert "every 6 weeks" in result.err
    assert "due Mon 4 Jan 2027, in 6 weeks" in result.err
    assert ada("cadence", "ada").out == "every 6 weeks\n"
    assert ada("cadence", "ada", "--json").json["cadence"] == "6w"
    assert "Nothing changed" in ada("cadence", "ada", "--every", "6w").err


def test_of_a_tag(ada: Netbook) -> None:
    """A tag's cadence holds for all who bear it, unless they have their own."""
    result = ada("cadence", "#close", "monthly")
    assert result.err.startswith("✓ Cadence of #close: every month; 1 person bears it")
    assert ada("cadence", "#close").out == "every month\n"
    assert ada("cadence", "ada").out == "every month, by #close\n"
    assert ada("cadence", "#close", "--json").json == {"tag": "close", "cadence": "1mo", "contacts": 1}
    assert ada("cadence", "#close", "quarterly", "--json").json == {"tag": "close", "cadence": "3mo", "contacts": 1}
    ada("cadence", "ada", "2w")
    assert ada("cadence", "ada").out == "every 2 weeks\n"


@pytest.mark.parametrize("word", ["none", "default"])
def test_cleared(ada: Netbook, word: str) -> None:
    """“none” and “default” take the cadence away; “never” is one, and means no reminders."""
    assert ada("cadence", "ada", "never", "--json").json["cadence"] == "never"
    assert ada("cadence", "ada", word, "--json").json["cadence"] is None
    ada("cadence", "#close", "6w")
    ada("cadence", "#close", word)
    assert ada("cadence", "#close").out == "none\n"


def test_unreadable(ada: Netbook) -> None:
    """What is no cadence is refused with exit 2 and examples."""
    result = ada("cadence", "ada", "fortnigt")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "netbook: “fortnigt” is not a cadence. Try: fortnightly, every 2 weeks, 6w, monthly, quarterly, never.\n"
    )


def test_unknown_tag(ada: Netbook) -> None:
    """A tag that nobody bears has no cadence to show, exit 4."""
    assert ada("cadence", "#nobody").code == 4
