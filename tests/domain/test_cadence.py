"""The cadence grammar: what it reads, how it is stored and shown, what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.domain.cadence import LONGEST, MOST_DAYS, NEVER, UnreadableCadence, read_cadence

EXAMPLES = "Try: fortnightly, every 2 weeks, 6w, monthly, quarterly, never."

READ = {
    "every 6 weeks": "6w",
    "6w": "6w",
    "6 w": "6w",
    "6 weeks": "6w",
    "every six weeks": "6w",
    "EVERY  6 Weeks ": "6w",
    "every 6w": "6w",
    "once every 2 weeks": "2w",
    "weekly": "1w",
    "every week": "1w",
    "each week": "1w",
    "once a week": "1w",
    "a week": "1w",
    "fortnightly": "2w",
    "every fortnight": "2w",
    "every other week": "2w",
    "every second week": "2w",
    "every other fortnight": "4w",
    "monthly": "1mo",
    "every month": "1mo",
    "once a month": "1mo",
    "every 2 months": "2mo",
    "every other month": "2mo",
    "every third month": "3mo",
    "quarterly": "3mo",
    "every quarter": "3mo",
    "every 2 quarters": "6mo",
    "twice a year": "6mo",
    "half-yearly": "6mo",
    "four times a year": "3mo",
    "yearly": "1y",
    "annually": "1y",
    "once a year": "1y",
    "every year": "1y",
    "every other year": "2y",
    "daily": "1d",
    "every day": "1d",
    "30d": "30d",
    "30 days": "30d",
    "every 10 days": "10d",
    "never": "never",
    "off": "never",
    "Never": "never",
    "10 years": "10y",
    "3650d": "3650d",
}
REFUSED = (
    *("fortnigt", "blah", "every", "every other", "6", "2026", "10am", "0w", "-3w", "+3w", "w", "every w x", "3m"),
    *("biweekly", "bimonthly", "biannual", "every few weeks", "every tuesday", "twice a week", "6w ago", "in 6w"),
    *("1.5w", "٣w", "６w", "6\u00b2w", "6 wee\u212as", "6w\x00", "every\u200b6w", "99999999999 weeks", "today", "once"),
    *(
        "every 0 weeks",
        "every -1 weeks",
        "never ever",
        "twice",
        "none",
        "every every week",
        "006w",
        "31 feb",
        "*",
        "()",
    ),
)
TOO_LONG = ("3651d", "11y", "every 11 years", "99999 weeks", "522w")


@pytest.mark.parametrize(("text", "short"), READ.items())
def test_a_cadence_is_read_into_its_stored_form(text: str, short: str) -> None:
    """Every spelling comes down to one short form, which reads back as the same."""
    cadence = read_cadence(text)
    assert cadence.short == short
    assert read_cadence(short) == cadence


@pytest.mark.parametrize(
    ("text", "days", "words"),
    [
        ("6w", 42, "every 6 weeks"),
        ("30d", 30, "every 30 days"),
        ("daily", 1, "every day"),
        ("monthly", 30, "every month"),
        ("quarterly", 90, "every 3 months"),
        ("yearly", 365, "every year"),
        ("never", None, "never"),
    ],
)
def test_a_cadence_has_a_length_and_words(text: str, days: int | None, words: str) -> None:
    """A month counts 30 days and a year 365, and the words fit a sentence."""
    cadence = read_cadence(text)
    assert (cadence.days, cadence.words) == (days, words)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_cadence_is_refused_with_examples(text: str) -> None:
    """Text that is no cadence, or means two lengths, is refused in a sentence that names examples."""
    with pytest.raises(UnreadableCadence) as refused:
        read_cadence(text)
    assert str(refused.value).endswith(f" is not a cadence. {EXAMPLES}")
    assert refused.value.exit_code == 2


def test_the_refusal_quotes_what_was_typed() -> None:
    """The sentence is the one the design shows."""
    with pytest.raises(UnreadableCadence) as refused:
        read_cadence("fortnigt")
    assert str(refused.value) == f"“fortnigt” is not a cadence. {EXAMPLES}"


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_typed_is_told_apart(text: str) -> None:
    """An empty text is refused without quoting it."""
    with pytest.raises(UnreadableCadence) as refused:
        read_cadence(text)
    assert str(refused.value) == f"There is no cadence here. {EXAMPLES}"


@pytest.mark.parametrize("text", TOO_LONG)
def test_more_than_ten_years_is_refused(text: str) -> None:
    """A cadence beyond ten years is told to be too long."""
    with pytest.raises(UnreadableCadence, match="ten years is the most"):
        read_cadence(text)


def test_long_text_is_refused_unread() -> None:
    """Text longer than a cadence can be is refused whatever it says, and the sentence stays short."""
    for text in ("every " + " " * LONGEST + "6w", "6" * 100_000, "every " * 20_000, "e" * 100_000):
        with pytest.raises(UnreadableCadence) as refused:
            read_cadence(text)
        assert len(str(refused.value)) < 200


def test_quoted_text_is_harmless() -> None:
    """What a terminal obeys is shown, not sent, when it is quoted."""
    with pytest.raises(UnreadableCadence) as refused:
        read_cadence("\x1b[2J6w")
    assert "\x1b" not in str(refused.value)


@given(st.integers(min_value=1, max_value=4000), st.sampled_from(["d", "w", "mo", "y"]))
def test_the_stored_form_and_the_words_read_back(count: int, unit: str) -> None:
    """Whatever is accepted stores and shows in forms that read as the same cadence, up to ten years."""
    text = f"{count}{unit}"
    try:
        cadence = read_cadence(text)
    except UnreadableCadence:
        assert count * {"d": 1, "w": 7, "mo": 30, "y": 365}[unit] > MOST_DAYS
        return
    assert cadence.short == text
    assert read_cadence(cadence.words) == cadence
    assert cadence.days is not None
    assert 1 <= cadence.days <= MOST_DAYS


@given(st.text())
def test_any_text_reads_or_is_refused(text: str) -> None:
    """No text raises another error than the refusal."""
    try:
        cadence = read_cadence(text)
    except UnreadableCadence:
        return
    assert read_cadence(cadence.short) == cadence


def test_never_is_one_value() -> None:
    """Every word for no reminders gives the same cadence."""
    assert {read_cadence(word) for word in ("never", "off", "Never")} == {NEVER}
