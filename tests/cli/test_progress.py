"""The line that says how far a file is read."""

from __future__ import annotations

import pytest

from netbook.cli.progress import MEBIBYTE, ProgressLine, progress_text, settling_text


@pytest.mark.parametrize(
    ("done", "total", "seconds", "text"),
    [
        (0, 4 * MEBIBYTE, 0.0, "Reading [                    ]   0% of 4.0 MiB"),
        (MEBIBYTE, 4 * MEBIBYTE, 0.5, "Reading [#####               ]  25% of 4.0 MiB, 2.0 MiB/s, 2 s left"),
        (4 * MEBIBYTE, 4 * MEBIBYTE, 2.0, "Reading [####################] 100% of 4.0 MiB, 2.0 MiB/s, 0 s left"),
        (0, 0, 1.0, "Reading [####################] 100% of 0.0 MiB"),
    ],
)
def test_the_words(done: int, total: int, seconds: float, text: str) -> None:
    """A share, the size, the rate and the time left, once there is a rate to tell them from."""
    assert progress_text(done, total, seconds) == text


def test_a_line_is_written_over_itself_and_wiped() -> None:
    """It is written anew a few times a second at most, covers what was longer, and leaves nothing behind."""
    written: list[str] = []
    seconds = iter([1.0, 1.05, 2.0])
    line = ProgressLine(written.append, lambda: next(seconds))
    line.wipe()
    assert written == []
    for done in (1, 2, 3):
        line(done * MEBIBYTE, 4 * MEBIBYTE)
    line.wipe()
    assert [text.strip().split("]")[1][1:5].strip() for text in written[:2]] == ["25%", "75%"]
    assert len(written) == 3
    assert all(text.startswith("\r") for text in written)
    assert written[-1] == "\r" + " " * (max(map(len, written)) - 2) + "\r"


def test_what_follows_has_the_line_and_the_clock_for_itself() -> None:
    """Contacts are settled after the records are written: the share and the time left begin anew on the same line."""
    written: list[str] = []
    seconds = iter([1.0, 5.0, 5.05, 7.0])
    line = ProgressLine(written.append, lambda: next(seconds))
    following = line.then(settling_text)
    line(MEBIBYTE, MEBIBYTE)
    following(0, 4_000)
    following(1_000, 4_000)
    following(2_000, 4_000)
    assert [text.strip() for text in written[1:]] == [
        "Settling [                    ]   0% of 4,000 contacts",
        "Settling [##########          ]  50% of 4,000 contacts, 2 s left",
    ]
    assert len(written[1]) >= len(written[0])
