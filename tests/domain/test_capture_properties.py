"""Any line at all can be read: properties of the capture grammar, and the hostile strings."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.domain.capture import join_words, read_capture, read_meeting
from netbook.domain.text import norm, norm_line

GOLDEN = Path(__file__).resolve().parents[2] / ".." / "shared" / "golden" / "hostile_strings.jsonl"
TODAY = date(2026, 11, 23)
YESTERDAY = date(2026, 11, 22)

NAMES = st.text(
    st.characters(categories=("L", "Mn", "So", "Zs", "Pd", "Po"), exclude_characters="#＃@/:,;;"), min_size=1
)


@given(NAMES)
def test_a_quoted_name_survives(name: str) -> None:
    """Whatever stands between quotes comes back as the name."""
    quoted = '"' + name.replace('"', '""') + '"'
    assert read_capture(f"#x {quoted} every 6w", TODAY).name == (norm_line(name) or None)


PIECES = st.lists(
    st.sampled_from(
        [
            "@ada",
            "Ada",
            " ",
            " ",
            " ",
            "#",
            "x",
            "at",
            "on",
            "every",
            "via",
            "At",
            "6w",
            "tue",
            "yesterday",
            "::",
            '"',
            "“",
            "”",
            ",",
            "31",
            "feb",
            "https://",
            "\x00",
            "\ud800",
            "\n",
        ]
    ),
    max_size=14,
).map("".join)


@given(st.one_of(st.text(), PIECES))
def test_any_text_is_read(text: str) -> None:
    """Reading never raises, loses no note, and gives names and events of one trimmed line."""
    read = read_capture(text, TODAY)
    met = read_meeting(text, TODAY)
    for value in (read.name, read.event, read.via, *met.who, met.event, met.via):
        assert value is None or (value == norm_line(value) != "")
    assert (read.note, read.tags, read.on) == (met.note, met.tags, met.on)
    assert read.note is None or read.note in norm(text)


@given(st.lists(st.one_of(st.text(), PIECES), max_size=4))
def test_any_arguments_join(arguments: list[str]) -> None:
    """Joining never raises, and what it gives is read."""
    read_capture(join_words(arguments), TODAY)


@pytest.mark.parametrize(
    "piece", ["a", "@", '"a', "“a ", '" ', "#a", "#a ", "at ", "On x ", "@ada ", "::", "a,", "on tue ", "https://"]
)
def test_long_text_is_read(piece: str) -> None:
    """A hundred thousand characters are read; work that grew with their square would not end here."""
    text = piece * (100_000 // len(piece))
    read_capture(text, TODAY)
    read_meeting(text, TODAY)
    join_words([text, text])


@pytest.mark.skipif(not GOLDEN.exists(), reason="the folder of hostile strings is not beside the project")
def test_the_golden_hostile_strings() -> None:
    """Every string of the shared collection is read, as a line, a meeting and a quoted name."""
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["s"] if "s" in row else row["pre"] + row["repeat"][0] * row["repeat"][1] + row["post"]
        read_capture(text, TODAY)
        read_meeting(text, TODAY)
        read_capture(join_words([text, "at", text]), TODAY)
        if row["cls"] == "honest" and " " in text:
            assert read_capture(join_words([text]), TODAY).name == norm_line(text), row["id"]
