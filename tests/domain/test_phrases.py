"""What follows a contact's name in a log or a promise."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.domain.channels import Channel, Direction
from netbook.domain.dates import UnreadableDate
from netbook.domain.phrases import LogPhrase, PromisePhrase, read_log_phrase, read_promise_phrase

TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(1)


def log(*words: str) -> tuple[Channel | None, Direction | None, date | None, str | None]:
    """Read a log phrase on Mon 23 Nov 2026."""
    read = read_log_phrase(words, TODAY)
    return read.channel, read.direction, read.day.on if read.day else None, read.text


def promised(*words: str) -> tuple[str | None, date | None, str | None]:
    """Read a promise phrase on Mon 23 Nov 2026."""
    read = read_promise_phrase(words, TODAY)
    return read.what, read.day.on if read.day else None, read.cadence.short if read.cadence else None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), (None, None, None, None)),
        (("email", "sent the draft"), (Channel.EMAIL, None, None, "sent the draft")),
        (("call", "yesterday"), (Channel.CALL, None, YESTERDAY, None)),
        (("call yesterday",), (Channel.CALL, None, YESTERDAY, None)),
        (("in", "person", "last tue"), (Channel.IN_PERSON, None, date(2026, 11, 17), None)),
        (
            ("coffee", "on", "friday", "::", "on", "libraries"),
            (Channel.IN_PERSON, None, date(2026, 11, 20), "on libraries"),
        ),
        (("dm", "by", "me", "hello"), (Channel.MESSAGE, Direction.BY_ME, None, "hello")),
        (("dm", "By", "them", "2026-11-20"), (Channel.MESSAGE, Direction.BY_THEM, date(2026, 11, 20), None)),
        (("talked", "on", "compilers"), (None, None, None, "talked on compilers")),
        (("email", "saw her yesterday"), (Channel.EMAIL, None, None, "saw her yesterday")),
        (("::", "call", "yesterday"), (None, None, None, "call yesterday")),
        (("met", "in", "May"), (Channel.IN_PERSON, None, None, "in May")),
        (("line\nbreak yesterday",), (None, None, None, "line\nbreak yesterday")),
    ],
)
def test_log_phrases(
    words: tuple[str, ...], expected: tuple[Channel | None, Direction | None, date | None, str | None]
) -> None:
    """A channel and direction stand first, a date last; the rest is text, and quoted text stays whole."""
    assert log(*words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), (None, None, None)),
        (("send slides",), ("send slides", None, None)),
        (("send slides by friday",), ("send slides", date(2026, 11, 27), None)),
        (("send", "slides", "by", "1 dec"), ("send slides", date(2026, 12, 1), None)),
        (("slides", "tomorrow"), ("slides", date(2026, 11, 24), None)),
        (("report", "every", "other", "month"), ("report", None, "2mo")),
        (("report", "on", "1", "dec", "every", "month"), ("report", date(2026, 12, 1), "1mo")),
        (("report", "every", "month", "on", "1", "dec"), ("report", date(2026, 12, 1), "1mo")),
        (("read", "book", "by", "Ada"), ("read book by Ada", None, None)),
        (("by", "fri"), (None, date(2026, 11, 27), None)),
        (("::", "by", "fri"), ("by fri", None, None)),
    ],
)
def test_promise_phrases(words: tuple[str, ...], expected: tuple[str | None, date | None, str | None]) -> None:
    """A due date and a cadence stand at the end in either order; dates are coming ones."""
    assert promised(*words) == expected


@pytest.mark.parametrize("words", [("on", "31", "feb"), ("on", "blah"), ("call", "on", "2031-13-45")])
def test_only_an_unreadable_date(words: tuple[str, ...]) -> None:
    """An unreadable date that stands alone is refused, not taken as text."""
    with pytest.raises(UnreadableDate):
        log(*words)


def test_ambiguity_is_passed_on() -> None:
    """A date read by the order of day and month says so."""
    read = read_log_phrase(["on", "3/4"], TODAY, day_first=True)
    assert read.day is not None
    assert (read.day.on, read.day.ambiguous) == (date(2026, 4, 3), True)


@given(st.lists(st.text(max_size=30), max_size=12))
def test_text_is_never_lost(words: list[str]) -> None:
    """After “::” every character is kept."""
    assert read_log_phrase(["::", *words], TODAY).text == (" ".join(words).strip() or None)
    assert read_promise_phrase(["::", *words], TODAY).what == (" ".join(words).strip() or None)


@given(st.lists(st.text(max_size=20) | st.sampled_from(["on", "by", "every", "call", "dm", "fri", "3w"]), max_size=10))
def test_only_unreadable_dates_are_refused(words: list[str]) -> None:
    """Whatever is typed is read, or refused as a date in one sentence."""
    with suppress(UnreadableDate):
        assert isinstance(read_log_phrase(words, TODAY), LogPhrase)
    with suppress(UnreadableDate):
        assert isinstance(read_promise_phrase(words, TODAY), PromisePhrase)


@pytest.mark.parametrize(
    "words", [["on " * 33_000], ["on"] * 20_000, ["x" * 100_000], ["every"] * 20_000, ["a by"] * 9_000]
)
def test_long_input_is_read(words: list[str]) -> None:
    """A hundred thousand characters are read; work that grew with their square would not end here."""
    read_log_phrase(words, TODAY)
    read_promise_phrase(words, TODAY)
