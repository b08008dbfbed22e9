"""Pages in Markdown."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from netbook.domain import portable
from netbook.domain.channels import Channel, Direction
from netbook.domain.text import clean, clean_block
from netbook.formats.markdown import MARKDOWN
from netbook.formats.markdown.text import inline, link, page_name, quoted
from netbook.formats.protocol import FolderExporter
from tests.formats.held_book import HeldBook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

HOSTILE = Path(__file__).resolve().parents[2] / ".." / "shared" / "golden" / "hostile_strings.jsonl"
DAY = date(2026, 10, 19)
ADA = portable.PortableContact(
    "u-ada",
    "Ada Lovelace",
    DAY,
    handles=(
        portable.PortableHandle("x", "ada", "@ada", "https://x.com/ada"),
        portable.PortableHandle("email", "a@b.org", "a@b.org", status="left", status_on=DAY),
    ),
    organisation="Engines",
    position="Analyst",
    notes="likes *looms*\n\n# and engines\n1. see https://example.org/a_b",
    tags=("pycon", "maths"),
    met_online=portable.PortableMet("x", on=date(2026, 9, 1)),
    met_in_person=portable.PortableMet(event=1, event_name="PyCon DE", on=DAY),
    introductions=(portable.PortableIntroduction(portable.PersonLink("u-joan", "Joan"), None, DAY),),
    cadence="6w",
    follow_ups=(
        portable.PortableFollowUp(1, DAY, date(2026, 12, 1), "send the slides"),
        portable.PortableFollowUp(2, DAY, None, "call", status="kept", closed_on=DAY),
    ),
)
TALKS = (
    portable.PortableInteraction(
        1,
        *(Channel.IN_PERSON, Direction.BOTH, DAY),
        (portable.PersonLink("u-ada", "Ada"), portable.PersonLink("u-g", "Grace")),
        note="compilers\nand bugs",
        event=1,
        event_name="PyCon DE",
    ),
    portable.PortableInteraction(
        2, Channel.REACTION, Direction.BY_ME, date(2026, 11, 1), (portable.PersonLink("u-ada", "Ada"),)
    ),
)
BOOK = HeldBook((ADA,), TALKS)
PAGE = """\
---
name: "Ada Lovelace"
uid: "u-ada"
tags: ["pycon", "maths"]
organisation: "Engines"
position: "Analyst"
handles: ["x: @ada"]
met_online: "X, 2026-09-01"
met_in_person: "PyCon DE, 2026-10-19"
cadence: "6w"
last_contact: "2026-10-19"
---

# Ada Lovelace

Analyst, Engines

## Handles

- X: [@ada](<https://x.com/ada>)
- e-mail: a@b.org (left 2026-10-19)

## Where you met

- Online: X, 2026-09-01
- In person: PyCon DE, 2026-10-19
- Introduced by Joan on 2026-10-19

## Promises and follow-ups

- [ ] send the slides, due 2026-12-01
- [x] call, kept on 2026-10-19

## Notes

> likes \\*looms\\*\x20\x20
>
> \\# and engines\x20\x20
> 1\\. see <https://example.org/a_b>\x20\x20

## Interactions

- 2026-11-01 · reaction, by me
- 2026-10-19 · in person, both · at PyCon DE · with Grace
  > compilers\x20\x20
  > and bugs\x20\x20

"""


def nothing(done: int, total: int) -> None:
    """Take note of nothing."""
    assert done <= total


def tokens(text: str) -> Iterator[Token]:
    """Read a page as CommonMark does."""
    for token in MarkdownIt("commonmark").parse(text):
        yield token
        yield from token.children or ()


def test_a_page() -> None:
    """Everything that is known of a contact, with what programs read of it at its head."""
    assert isinstance(MARKDOWN, FolderExporter)
    (page,) = MARKDOWN.pages(BOOK, nothing)
    assert page.name == "Ada Lovelace.md"
    assert page.content.decode() == PAGE


def test_one_file() -> None:
    """All contacts in one file: the pages without their heads, a rule between them."""
    out = io.BytesIO()
    assert MARKDOWN.write(HeldBook((ADA, ADA), TALKS), out, nothing) == {"contact": 2}
    body = PAGE.partition("---\n\n")[2]
    assert out.getvalue().decode() == f"{body}---\n\n{body}"


def test_a_contact_of_a_handle_alone() -> None:
    """Sections that would be empty are left out."""
    contact = portable.PortableContact("u", None, DAY, handles=(portable.PortableHandle("x", "ada", "@ada"),))
    (page,) = MARKDOWN.pages(HeldBook((contact,)), nothing)
    assert page.content.decode().split("---\n\n")[1] == "# @ada\n\n## Handles\n\n- X: @ada\n\n"


def hostile_texts() -> list[str]:
    """Texts that would like to be a part of the page, and those that lie beside the project."""
    own = [
        "# big",
        "[x](javascript:alert(1))",
        "<script>alert(1)</script>",
        "a\n===\nb",
        "---",
        "```\ncode",
        "> > deep",
        "![x](https://example.org/x.png)",
        "[[Other page]] #tag ^block %%hidden%% $$x$$",
        "| a | b |\n|---|---|",
        "&lt;b&gt; <!-- ",
        "\t- [ ] task",
        "https://example.org/<script>alert(1)</script>",
        "\x1b[2J\x9b\u202e",
        "-----\n1) x\n* y\n+ z",
    ]
    if HOSTILE.exists():
        lines = (json.loads(line) for line in HOSTILE.read_text(encoding="utf-8").splitlines())
        own += [line["s"] for line in lines if "s" in line]
    return own


def structure(text: str) -> list[str]:
    """List the parts of a page that are no text."""
    plain = {"text", "inline", "softbreak", "hardbreak", "paragraph_open", "paragraph_close", "link_open", "link_close"}
    return [token.type for token in tokens(text) if token.type not in plain]


def test_hostile_texts_are_no_parts_of_the_page() -> None:
    """Names, notes and places that look like Markdown or HTML leave the page as it is with plain words."""
    plain = structure(page_of("words"))
    for text in hostile_texts():
        page = page_of(text)
        assert structure(page) == plain, text
        assert not any(sign in page for sign in ("\x1b", "\x9b", "\u202e")), text
        links = [str(token.attrs["href"]) for token in tokens(page) if token.type == "link_open"]
        assert all(each.startswith("http") for each in links), text


def page_of(text: str) -> str:
    """Write a contact whose every text is the same, in one paragraph or line each."""
    flat = " ".join(text.split()) or "x"
    contact = portable.PortableContact(
        "u",
        flat,
        DAY,
        handles=(portable.PortableHandle("x", "ada", flat, f"https://x.com/{flat}"),),
        organisation=flat,
        notes=flat,
        met_in_person=portable.PortableMet(event=1, event_name=flat),
        follow_ups=(portable.PortableFollowUp(1, DAY, what=flat),),
    )
    talk = portable.PortableInteraction(
        1, Channel.CALL, Direction.BOTH, DAY, (portable.PersonLink("u", flat),), note=flat, event_name=flat
    )
    out = io.BytesIO()
    MARKDOWN.write(HeldBook((contact,), (talk,)), out, nothing)
    return out.getvalue().decode()


@given(text=st.text(st.characters(codec="utf-8"), max_size=60))
def test_a_quotation_is_not_left(text: str) -> None:
    """A text of any lines stays one quotation, and reads as it was written."""
    lines = "\n".join(quoted(text))
    inner = [token for token in tokens(lines) if token.level == 0]
    assert {token.type for token in inner if token.type != "inline"} <= {
        *("blockquote_open", "blockquote_close", "text", "softbreak", "hardbreak", "link_open", "link_close"),
    }
    read = "".join(token.content for token in tokens(lines) if token.type == "text")
    assert "".join(read.split()) == "".join(clean_block(text).split())


@pytest.mark.parametrize("text", ["a*b_c", "1. x", "https://example.org/a_b?c=d*e", "<b>"])
def test_a_line_reads_as_it_was_written(text: str) -> None:
    """What is shown of a line is the line."""
    assert "".join(token.content for token in tokens(inline(text)) if token.type == "text") == clean(text)


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://x.com/a", "[a](<https://x.com/a>)"),
        ("https://x.com/a b>(c)\n", "[a](<https://x.com/a%20b%3E(c)%0A>)"),
        ("javascript:alert(1)", "a"),
        ("", "a"),
    ],
)
def test_only_web_addresses_are_links(address: str, written: str) -> None:
    """An address of anything else is no link, and none can end the link it is in."""
    assert link("a", address) == written


def test_names_of_pages() -> None:
    """A name that file systems and wikis take; no two alike, whatever the case; a long one is cut between letters."""
    taken: set[str] = set()
    assert page_name("Ada", "1", taken) == "Ada"
    again, third = page_name("ADA", "2", taken), page_name("ada", "3", taken)
    assert again.startswith("ADA (")
    assert len({"ada", again.casefold(), third.casefold()}) == 3
    assert page_name('a/b\\c:d*e?f"g<h>i|j#k^l[m]n', "4", taken) == "a b c d e f g h i j k l m n"
    assert page_name("CON", "5", taken) == "CON contact"
    assert page_name("..", "6", taken) == "contact"
    assert page_name(".hidden. ", "7", taken) == "hidden"
    assert len(page_name("é" * 500, "8", taken).encode()) <= 150
