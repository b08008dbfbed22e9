"""Real exports beside the checkout: what is found in them is what was counted independently."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.reading_table import Reading, readings, table

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "fixtures"


@pytest.mark.long
@pytest.mark.skipif(not FOLDER.exists(), reason="the real exports are not beside the checkout")
def test_every_file_is_read_as_counted() -> None:
    """People and interactions are those of the index, or those that are right instead and say why."""
    found = list(readings(FOLDER))
    assert len(found) > 100
    assert [reading for reading in found if not reading.is_right] == [], "\n".join(table(found))


def test_the_table_names_what_is_wrong() -> None:
    """A file that is read otherwise than counted stands under the table, as wrong unless it says why."""
    right = Reading("x", "a/tweets.js", (2, 3), (2, 3), adds_up=True)
    wrong = Reading("x", "b/tweets.js", (2, 3), (2, 2), adds_up=True)
    lost = Reading("vcard", "c.vcf", (1, 0), (1, 0), adds_up=False)
    lines = table([right, wrong, lost])
    assert [line.split() for line in lines[2:4]] == [
        ["vcard", "1", "0", "1", "1", "0", "0"],
        ["x", "2", "1", "4", "4", "6", "5"],
    ]
    assert lines[4:] == [
        "",
        "c.vcf",
        "  expected (1, 0), found (1, 0): WRONG",
        "",
        "b/tweets.js",
        "  expected (2, 3), found (2, 2): WRONG",
    ]
