"""Where one card ends and the next begins, whatever is wrong with some of them."""

from __future__ import annotations

import io
import re

import pytest

from netbook.domain.records import Fate
from netbook.formats.vcard import cards as module
from netbook.formats.vcard.cards import (
    INSIDE,
    NO_BEGINNING,
    NO_CARD,
    NO_END,
    TOO_LONG,
    NoCard,
    RawCard,
    begins_with_card,
    blocks_of_lines,
    cards,
)

NEVER = re.compile(rb"(?!)")


def _found(data: bytes) -> list[tuple[int, str]]:
    """Return the line and the content, or the reason, of everything in a file."""
    blocks = blocks_of_lines(io.BytesIO(data), data[:4096])
    return [
        (piece.line, piece.content.decode() if isinstance(piece, RawCard) else piece.reason) for piece in cards(blocks)
    ]


def test_cards_with_their_lines() -> None:
    """Each card is found with the line where it begins, and blank lines and comments between them are nothing."""
    data = b"\n# made by hand\nBEGIN:VCARD\nFN:A\nEND:VCARD\n\n; and\nBEGIN:VCARD\nFN:B\nEND:VCARD"
    assert _found(data) == [(3, "FN:A\n"), (8, "FN:B\n")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n", "\r"])
def test_line_ends(end: str) -> None:
    """Lines may end as on any system, old Macs and doubled carriage returns among them."""
    found = _found(end.join(["begin:vcard", "fn:A", "end:VCard ", "BEGIN:VCARD", "FN:B", "END:VCARD", ""]).encode())
    assert [(line, content.strip()) for line, content in found] == [(1, "fn:A"), (4, "FN:B")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    """A file may begin with the mark of its encoding, and be in UTF-16 without one."""
    data = "BEGIN:VCARD\r\nFN:Zoë 😀\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:B\r\nEND:VCARD\r\n".encode(encoding)
    assert begins_with_card(data)
    assert [content.strip() for _, content in _found(data)] == ["FN:Zoë 😀", "FN:B"]


def test_marks_inside_a_joined_file() -> None:
    """Files that were joined one behind the other each bring their mark along."""
    one = "\ufeffBEGIN:VCARD\nFN:A\nEND:VCARD\n".encode()
    assert _found(one + one) == [(1, "FN:A\n"), (4, "FN:A\n")]


def test_a_card_without_end_hides_no_other() -> None:
    """The card whose end is missing is said to be broken, and those behind it are read."""
    good = b"".join(b"BEGIN:VCARD\nFN:%d\nEND:VCARD\n" % number for number in range(200))
    found = _found(b"BEGIN:VCARD\nFN:A\n" + good)
    assert found[0] == (1, NO_END)
    assert [content for _, content in found[1:]] == [f"FN:{number}\n" for number in range(200)]
    assert [line for line, _ in found[1:]] == list(range(3, 603, 3))


def test_every_other_card_without_end() -> None:
    """Any number of them may be broken: the others are still read, and each broken one is named once."""
    data = b"BEGIN:VCARD\nFN:bad\nBEGIN:VCARD\nFN:good\nEND:VCARD\n" * 100
    found = sorted(_found(data))
    assert [line for line, what in found if what == NO_END] == list(range(1, 500, 5))
    assert [line for line, what in found if what == "FN:good\n"] == list(range(3, 500, 5))


def test_many_beginnings() -> None:
    """A file of beginnings only is as many broken cards."""
    assert _found(b"BEGIN:VCARD\n" * 500) == [(number, NO_END) for number in range(1, 501)]


def test_a_card_cut_off_at_the_end() -> None:
    """The last card of a file that is cut off is broken, even where it has a name already."""
    assert _found(b"BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\nTEL:+44 20") == [(1, "FN:A\n"), (4, NO_END)]


def test_text_between_cards() -> None:
    """What stands between cards is reported, as a card without beginning if an end follows."""
    data = (
        b"FN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\nhello\nworld\nBEGIN:VCARD\nFN:C\nEND:VCARD\nEND:VCARD\nbye\n"
    )
    assert _found(data) == [
        (1, NO_BEGINNING),
        (3, "FN:B\n"),
        (6, NO_CARD),
        (8, "FN:C\n"),
        (11, NO_BEGINNING),
        (12, NO_CARD),
    ]


@pytest.mark.parametrize(
    "agent",
    [
        "AGENT:\nBEGIN:VCARD\nFN:Help\nEND:VCARD\n",
        "AGENT:BEGIN:VCARD\nFN:Help\nEND:VCARD\n",
        "item1.AGENT;TYPE=x:\nBEGIN:VCARD\nFN:Help\nEND:VCARD\n",
        "BEGIN:VCARD\nFN:Help\nEND:VCARD\nBEGIN:VCARD\nFN:More\nEND:VCARD\nTEL:1\n",
    ],
)
def test_cards_inside_cards(agent: str) -> None:
    """The card of an assistant inside a card is left out and said to be, and the card around it is one person."""
    found = _found(f"BEGIN:VCARD\nFN:A\n{agent}NOTE:x\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n".encode())
    contents = [content for _, content in found if content != INSIDE]
    assert len(contents) == 2
    assert contents[0].startswith("FN:A\n")
    assert "Help" not in contents[0]
    assert contents[0].endswith("NOTE:x\n")
    assert contents[1] == "FN:B\n"
    assert any(content == INSIDE for _, content in found)


def test_an_agent_folded_into_one_line() -> None:
    """The card of an assistant that is folded into the text of AGENT is no card of its own."""
    data = b"BEGIN:VCARD\nFN:A\nAGENT:BEGIN:VCARD\n FN:Help\n END:VCARD\nTEL:1\nEND:VCARD\n"
    ((line, content),) = _found(data)
    assert line == 1
    assert content.endswith("TEL:1\n")


def test_a_card_without_end_before_one_with_agent() -> None:
    """A missing end is seen through the assistant's card behind it."""
    data = b"BEGIN:VCARD\nFN:bad\nBEGIN:VCARD\nFN:A\nAGENT:\nBEGIN:VCARD\nFN:Help\nEND:VCARD\nEND:VCARD\n"
    assert _found(data) == [(1, NO_END), (3, "FN:A\nAGENT:\n"), (6, INSIDE)]


def test_a_card_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A card beyond all measure is left out, and the next one is read."""
    monkeypatch.setattr(module, "CARD_BYTES", 100)
    monkeypatch.setattr(module, "_WHOLE", NEVER)
    data = b"BEGIN:VCARD\n" + b"NOTE:x\n" * 50 + b"END:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n"
    assert _found(data) == [(1, TOO_LONG), (53, "FN:B\n")]


def test_long_lines_across_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards are found whole wherever the blocks end in which the file is read."""
    data = b"".join(
        b"BEGIN:VCARD\r\nFN:%d\r\nPHOTO:%b\r\nEND:VCARD\r\n" % (size, b"x" * size) for size in range(0, 400, 7)
    )
    expected = _found(data)
    assert len(expected) == 58
    for size in (1, 2, 3, 7, 64, 4096):
        monkeypatch.setattr(module, "BLOCK_BYTES", size)
        assert _found(data) == expected


def test_both_ways_to_split_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick look for a whole card finds what reading line by line finds."""
    data = (
        b"BEGIN:VCARD\nFN:A\nADR:x\nBDAY:y\nEMAIL:z\nAGENT:\nBEGIN:VCARD\nEND:VCARD\nEND:VCARD\n"
        b"BEGIN:VCARD\nEMAIL:z\n\n\nEND:VCARD\nx\nBEGIN:VCARD\nFN:C\n BEGIN:VCARD\n END:VCARD\nEND:VCARD\nBEGIN:VCARD\n"
    )
    expected = _found(data)
    monkeypatch.setattr(module, "_WHOLE", NEVER)
    assert _found(data) == expected
    assert [content for _, content in expected if content in (NO_END, NO_CARD, INSIDE)] == [INSIDE, NO_CARD, NO_END]


def test_fates() -> None:
    """What is damaged has failed; what stands inside another card is skipped."""
    blocks = [b"BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nEND:VCARD\nEND:VCARD\nEND:VCARD\n"]
    fates = [(piece.line, piece.fate) for piece in cards(blocks) if isinstance(piece, NoCard)]
    assert fates == [(3, Fate.SKIPPED), (6, Fate.FAILED)]


@pytest.mark.parametrize("data", [b"", b"FN:A\n", b"First Name,Last Name\nBEGIN:VCARD\n", b"END:VCARD\n", b"\x00" * 64])
def test_other_files(data: bytes) -> None:
    """A file begins with a card, or it is no file of cards."""
    assert not begins_with_card(data)
