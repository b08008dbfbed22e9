"""netbook's own JSON."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from netbook.domain import portable
from netbook.domain.channels import Channel, Direction
from netbook.formats.book_json import BOOK_JSON
from netbook.formats.book_json.writer import form_of
from tests.formats.held_book import HeldBook

PAGE = Path(__file__).resolve().parents[2] / "docs" / "exporting.md"
TODAY = date(2026, 11, 23)
ADA = portable.PersonLink("u-1", "Ada")
CONTACT = portable.PortableContact(
    "u-1",
    "Ada",
    TODAY,
    handles=(portable.PortableHandle("x", "ada", "@ada"),),
    met_online=portable.PortableMet("x", on=TODAY),
    follow_ups=(portable.PortableFollowUp(4, TODAY, what="slides"),),
)
TALK = portable.PortableInteraction(
    7, Channel.IN_PERSON, Direction.BOTH, TODAY, (ADA,), datetime(2026, 11, 23, 9, tzinfo=UTC), "\x9b\u202e"
)


BOOK = HeldBook(
    (CONTACT,),
    (TALK,),
    (portable.PortableEvent(1, "PyCon", running=True),),
    (portable.PortableTag("close", "4w"),),
    (portable.PortableSitting(2, datetime(2026, 11, 23, tzinfo=UTC)),),
    (portable.PortableAccount("x", "me", "@me"),),
)


def written() -> bytes:
    """Write the book."""
    out = io.BytesIO()
    assert BOOK_JSON.write(BOOK, out, lambda _done, _total: None) == {"contact": 1, "interaction": 1, "event": 1}
    return out.getvalue()


def test_the_form() -> None:
    """Each part stands under its key; what has its usual value is left out, dates are ISO dates."""
    form = json.loads(written())
    assert form == {
        "netbook": {"version": 1, "exported_on": "2026-11-23", "whole": True},
        "own_accounts": [{"network": "x", "key": "me", "shown": "@me"}],
        "tags": [{"name": "close", "cadence": "4w"}],
        "events": [{"number": 1, "name": "PyCon", "running": True}],
        "sittings": [{"number": 2, "started_at": "2026-11-23T00:00:00+00:00"}],
        "contacts": [
            {
                "uid": "u-1",
                "name": "Ada",
                "added_on": "2026-11-23",
                "handles": [{"network": "x", "key": "ada", "shown": "@ada"}],
                "met_online": {"network": "x", "on": "2026-11-23"},
                "follow_ups": [{"number": 4, "made_on": "2026-11-23", "what": "slides"}],
            }
        ],
        "interactions": [
            {
                "number": 7,
                "channel": "in person",
                "direction": "both",
                "on": "2026-11-23",
                "people": [{"uid": "u-1", "called": "Ada"}],
                "at": "2026-11-23T09:00:00+00:00",
                "note": "\x9b\u202e",
            }
        ],
    }


def test_no_byte_that_a_terminal_obeys() -> None:
    """Control and direction characters are escaped, other signs stand as they are."""
    text = written().decode()
    assert "\\u009b\\u202e" in text
    assert form_of("Zoë") == "Zoë"


@pytest.mark.parametrize(
    "kind",
    [
        *(portable.PortableContact, portable.PortableHandle, portable.PortableMet, portable.PortableIntroduction),
        *(portable.PortableFollowUp, portable.PortableDecision, portable.PortableInteraction, portable.PortableEvent),
        *(portable.PortableTag, portable.PortableSitting, portable.PortableAccount, portable.PersonLink),
    ],
)
def test_every_key_is_documented(kind: type) -> None:
    """docs/exporting.md names every key that can stand in the file."""
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in kind.__dataclass_fields__ if f"`{name}`" not in text] == []  # type: ignore[attr-defined]
