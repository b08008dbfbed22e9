"""Dates, instants, links and names as the cells of a LinkedIn export give them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.domain.handles import Handle
from netbook.formats.linkedin.cells import (
    NoProfile,
    connected_on,
    email,
    profile,
    profiles,
    sent_at,
    shown_person,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 Nov 2025", date(2025, 11, 12)),
        ("05 Jun 1833", date(1833, 6, 5)),
        (" 7 september 2024 ", date(2024, 9, 7)),
        ("07 SEPT 2024", date(2024, 9, 7)),
        ("4-Apr-21", date(2021, 4, 4)),
        ("4-Apr-2021", date(2021, 4, 4)),
        ("04-Dec-99", date(1999, 12, 4)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2023-02-29", None),
        ("31 Apr 2024", None),
        ("12 Nov 20", None),
        ("12 Nov 202", None),
        ("12 Foo 2025", None),
        ("12 ma 2025", None),
        ("3/4/2024", None),
        ("١٢ Nov 2025", None),
        ("0 Jan 2024", None),
        ("", None),
        ("9" * 100_000, None),
    ],
)
def test_connection_dates(text: str, expected: date | None) -> None:
    """LinkedIn's own form, a spreadsheet's and ISO are read; a date cut off or ambiguous is none."""
    assert connected_on(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-01 08:00:00 UTC", datetime(2026, 2, 1, 8, tzinfo=UTC)),
        ("1842-07-10 08:14:09 utc", datetime(1842, 7, 10, 8, 14, 9, tzinfo=UTC)),
        ("2026-02-01 08:00", datetime(2026, 2, 1, 8, tzinfo=UTC)),
        ("2026-02-01T08:00:00.123Z", datetime(2026, 2, 1, 8, tzinfo=UTC)),
        ("2026-02-30 08:00:00 UTC", None),
        ("2026-02-01 25:00:00 UTC", None),
        ("2026-02-01", None),
        ("1/2/26, 8:00 AM", None),
        ("", None),
    ],
)
def test_message_instants(text: str, expected: datetime | None) -> None:
    """A message's instant is UTC, and what is no instant is none."""
    assert sent_at(text) == expected


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """Neither reader of dates ever raises."""
    assert connected_on(text) is None or isinstance(connected_on(text), date)
    assert sent_at(text) is None or isinstance(sent_at(text), datetime)


def test_a_profile_link_is_a_handle_and_a_company_page_is_not() -> None:
    """A company page is something else than a person; other text is no profile at all."""
    ada = profile("https://www.linkedin.com/in/Ada-Lovelace")
    assert isinstance(ada, Handle)
    assert (ada.network, ada.key) == ("linkedin", "ada-lovelace")
    company = profile("https://www.linkedin.com/company/acme")
    assert isinstance(company, NoProfile)
    assert company.something_else
    nothing = profile("not a link at all")
    assert isinstance(nothing, NoProfile)
    assert not nothing.something_else


@pytest.mark.parametrize("between", [",", ", ", " ", "; ", "\n"])
def test_links_are_split_whatever_parts_them(between: str) -> None:
    """Each link counts once, in order, and links that name nobody are dropped."""
    links = [f"https://www.linkedin.com/in/{slug}" for slug in ("ada", "bob", "ada")]
    cell = between.join([*links, "https://www.linkedin.com/company/acme"])
    assert [handle.key for handle in profiles(cell)] == ["ada", "bob"]


def test_no_links_no_handles() -> None:
    """An empty cell names nobody."""
    assert profiles("") == ()


def test_an_address_is_a_handle_or_nothing() -> None:
    """What is no address is dropped and does not cost the person."""
    found = email("ada@example.org")
    assert found is not None
    assert found.network == "email"
    assert email("") is None
    assert email("not an address") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada  Lovelace, Ph.D.", "Ada Lovelace, Ph.D."),
        ("🚀 Zoë (she/her)", "🚀 Zoë (she/her)"),
        ("LinkedIn Member", None),
        ("  ", None),
    ],
)
def test_names_are_kept_as_given(name: str, expected: str | None) -> None:
    """Titles, emoji and pronouns stay; the stand-in for a hidden member is no name."""
    assert shown_person(name) == expected
