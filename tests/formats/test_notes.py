"""How much of a text is kept."""

from __future__ import annotations

from netbook.formats.notes import NOTE_CHARACTERS, kept_note


def test_a_long_text_is_cut_and_says_so() -> None:
    """A text past the limit ends in an ellipsis, within the limit; one at the limit is kept whole."""
    assert kept_note("a" * NOTE_CHARACTERS) == "a" * NOTE_CHARACTERS
    cut = kept_note("a" * (NOTE_CHARACTERS + 1))
    assert cut is not None
    assert cut.endswith("a…")
    assert len(cut) == NOTE_CHARACTERS


def test_line_ends_are_plain() -> None:
    """Line ends of every system become one, and an empty text is none."""
    assert kept_note(" one\r\ntwo\rthree\n") == "one\ntwo\nthree"
    assert kept_note(" \r\n ") is None
